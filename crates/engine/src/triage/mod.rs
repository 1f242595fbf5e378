//! Triage: the product. [`suggest`] judges one ticket against one [`Snapshot`] and says why.
//!
//! Pure: it reads no clock, no network, no database and no randomness. Equal inputs give equal suggestions.

mod answer_threshold;
mod attribute;
mod contrast;
mod deadlines;
mod decide;
mod evidence;
mod familiar;
mod judge;
mod judgement;
mod lessons;
mod model_cache;
mod necessary;
mod outcome;
mod query;
mod rank;
mod risk;
mod risk_patterns;
mod self_check;
mod snapshot;
mod suggest;
mod suggestion;
mod ticket;
mod urgency;

pub use answer_threshold::AnswerThreshold;
pub use contrast::Contrast;
pub use deadlines::Deadlines;
pub use evidence::{Evidence, EvidenceKind};
pub use judge::Judge;
pub use lessons::Question;
pub use model_cache::{ModelCache, NoCache};
pub use outcome::{NoAnswer, Outcome};
pub use self_check::{CHECKS as SELF_CHECKS, Failure, failures, self_check};
pub use snapshot::{Knowledge, Snapshot, SnapshotError};
pub use suggest::suggest;
pub use suggestion::{Ranked, Suggestion, UrgencyBasis, Urgent};
pub use ticket::{LONGEST_TEXT, LONGEST_TITLE, Policy, Ticket, TicketError, TicketPart};

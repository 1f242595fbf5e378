//! Triage: the product. [`suggest`] judges one ticket against one [`Snapshot`] and says why.
//!
//! Pure: it reads no clock, no network, no database and no randomness. Equal inputs give equal suggestions.

mod against;
mod attribute;
mod deadlines;
mod evidence;
mod familiar;
mod judge;
mod judgement;
mod lessons;
mod memory;
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

pub use against::Against;
pub use deadlines::Deadlines;
pub use evidence::{Evidence, EvidenceKind};
pub use judge::Judge;
pub use lessons::Question;
pub use memory::{Forgetful, Memory};
pub use outcome::Bar;
pub use self_check::{CHECKS as SELF_CHECKS, Failure, failures, self_check};
pub use snapshot::{Knowledge, Snapshot, SnapshotError};
pub use suggest::suggest;
pub use suggestion::{Outcome, Ranked, Suggestion, UrgencyReason, Urgent};
pub use ticket::{Part, Policy, Ticket};

//! Triage: the product. [`suggest`] judges one ticket against one [`Snapshot`] and says why.
//!
//! Pure: it reads no clock, no network, no database and no randomness. Equal inputs give equal suggestions.

mod evidence;
mod outcome;
mod query;
mod rank;
mod self_check;
mod snapshot;
mod suggest;
mod suggestion;
mod ticket;
mod urgency;

pub use evidence::{Evidence, EvidenceKind};
pub use self_check::{CHECKS as SELF_CHECKS, self_check};
pub use snapshot::{Snapshot, SnapshotError};
pub use suggest::suggest;
pub use suggestion::{Outcome, Ranked, Suggestion, UrgencyReason, Urgent};
pub use ticket::{Part, Policy, Ticket};

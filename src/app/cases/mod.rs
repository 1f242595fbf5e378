//! The feedback journey: what an agent says of a suggestion becomes a case, and the model learns it in the background.
//!
//! Equal requests under one idempotency key are answered once and then the same. A case that contradicts an active one
//! of the same complaint is refused unless it names the one it replaces. Cases are revoked, never changed or deleted.
//! Nothing here decides who may do it; callers do.

mod contradictions;
mod error;
mod feedback;
mod label_conflict;
mod labels;
mod list;
mod near_names;
mod subject;
mod submit;
mod summary;
mod verdict;

use crate::store::Store;

use super::engine::recorder::Recorder;
use super::engine::snapshot::Current;
use super::engine::trainer::Trainer;
use super::{App, Clock, Settings};

pub use crate::store::CaseQuery;
pub use contradictions::Contradiction;
pub use error::CaseError;
pub use feedback::{Feedback, Taught};
pub use label_conflict::LabelConflict;
pub use list::CasePage;
pub use summary::{CaseSummary, Revocation};
pub use verdict::Verdict;

/// Feedback and what it taught: [`Cases::submit`], [`Cases::list`], [`Cases::revoke`], [`Cases::contradictions`].
pub struct Cases<'a> {
    store: &'a Store,
    snapshot: &'a Current,
    settings: &'a Settings,
    clock: Clock,
    recorder: Option<&'a Recorder>,
    trainer: &'a Trainer,
}

impl App {
    /// Feedback and what it taught.
    #[must_use]
    pub fn cases(&self) -> Cases<'_> {
        Cases {
            store: &self.store,
            snapshot: &self.snapshot,
            settings: &self.settings,
            clock: self.clock,
            recorder: self.recorder.as_deref(),
            trainer: &self.trainer,
        }
    }
}

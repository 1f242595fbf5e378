//! The agent's journey: a complaint in, a suggestion out; live, as somebody still writes it, or as of an earlier revision.

pub(in crate::app) mod as_of;
mod complaint;
mod error;
mod judged;
pub(crate) mod suggest;

use crate::store::Store;

use super::engine::recorder::Recorder;
use super::engine::snapshot::Current;
use super::tickets::ids::TicketIds;
use super::{App, Clock, Settings};

use as_of::Past;

pub use complaint::{Complaint, Origin};
pub use error::SuggestError;
pub(in crate::app) use judged::on_record;
pub use judged::{Judged, alternatives};
pub use suggest::{SuggestKind, SuggestOptions};

/// Suggesting: [`Desk::suggest`].
pub struct Desk<'a> {
    store: &'a Store,
    snapshot: &'a Current,
    past: &'a Past,
    settings: &'a Settings,
    clock: Clock,
    ids: &'a TicketIds,
    recorder: Option<&'a Recorder>,
}

impl App {
    /// Suggesting what to do about a complaint.
    #[must_use]
    pub fn desk(&self) -> Desk<'_> {
        Desk {
            store: &self.store,
            snapshot: &self.snapshot,
            past: &self.past,
            settings: &self.settings,
            clock: self.clock,
            ids: &self.ticket_ids,
            recorder: self.recorder.as_deref(),
        }
    }
}

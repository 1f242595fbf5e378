//! Suggesting: a complaint in, what was judged of it out.

use std::sync::Arc;
use std::time::Instant;

use fenzhen_engine::triage::{self, Policy, Suggestion, Ticket};

use crate::app::AppError;

use super::complaint::Origin;
use super::judged::on_record;
use super::{Complaint, Desk, Judged, SuggestError};

/// How a complaint is judged.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct SuggestOptions {
    /// Whether to list every piece of evidence rather than the strongest dozen and a rest.
    pub explain_in_full: bool,
    /// By what, and whether it is kept.
    pub kind: SuggestKind,
}

/// By what a complaint is judged, and whether it is kept.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum SuggestKind {
    /// By the library of now; put on record where tickets are kept.
    #[default]
    Live,
    /// By the library of now, as somebody still writes it: it is not kept.
    Preview,
    /// As this revision of the library would have it, with the cases confirmed until now. It is kept only where that is
    /// the revision of now.
    AsOf(i64),
}

impl SuggestOptions {
    /// As somebody still writes it.
    pub const PREVIEW: SuggestOptions = SuggestOptions { explain_in_full: false, kind: SuggestKind::Preview };
}

impl Desk<'_> {
    /// Judges one complaint.
    ///
    /// # Errors
    /// When it has no text or too much of it, there is no such revision, or the index cannot be read.
    pub fn suggest(&self, complaint: Complaint, options: SuggestOptions) -> Result<Judged, SuggestError> {
        let begun = Instant::now();
        let origin = complaint.origin();
        let ticket = complaint.ticket(self.clock.now())?;
        let now = self.snapshot.load_full();
        let (snapshot, is_kept) = match options.kind {
            SuggestKind::Live => (now, true),
            SuggestKind::Preview => (now, false),
            SuggestKind::AsOf(revision) if revision == now.revision => (now, true),
            SuggestKind::AsOf(revision) => (self.snapshot_at(revision)?, false),
        };
        let policy = Policy { explain_in_full: options.explain_in_full, ..self.settings.policy() };
        let suggestion = triage::suggest(&snapshot, &ticket, &policy).map_err(AppError::from)?;
        let kept = if is_kept { self.keep(&ticket, origin, &suggestion, snapshot.revision) } else { None };
        Ok(Judged { ticket, suggestion, snapshot: Arc::clone(&snapshot), kept, took: begun.elapsed() })
    }

    /// Hands the judged ticket to the background writer; gives its id where it will be kept.
    fn keep(&self, ticket: &Ticket, origin: Origin, judged: &Suggestion, revision: i64) -> Option<String> {
        let recorder = self.recorder?;
        recorder.keep(on_record(self.ids.next(self.clock.now()), ticket, origin, judged, revision))
    }
}

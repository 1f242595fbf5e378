//! The supervisor's journey: a backlog in, a report out, nothing half-done.
//!
//! [`Runs::run`] judges every row of a file by one snapshot, through the very code of `suggest`, into a folder of its own.
//! Equal inputs, knowledge and settings give equal bytes, however often the run was stopped or killed on the way.
//! [`diff`] compares two runs, `apply` writes one over the tickets on record, one transaction or nothing, and `undo` takes
//! that back. Nothing here writes to the library or teaches the model.
//!
//! The command names runs by their folders; the service keeps its runs beside the database and names them by their ids.

pub(crate) mod apply;
pub(crate) mod compare;
mod digest;
mod error;
mod evidence;
mod file_names;
mod folder;
mod folder_status;
pub(crate) mod judge;
mod leftovers;
mod plan;
mod read;
mod report;
mod request;
mod row;
pub(crate) mod service;
mod state;

use std::sync::Arc;

use crate::store::Store;

use super::engine::recorder::Recorder;
use super::engine::snapshot::Current;
use super::tickets::ids::TicketIds;
use super::{App, Clock, Settings};

use service::worker::RunWorker;

pub use apply::options::ApplyOptions;
pub use apply::skip::{SkipReason, Skipped, Skips};
pub use apply::undo::{UndoWhat, Undone};
pub use apply::write_over::Applied;
pub use compare::change::{ChangedEvidence, LabelChange, LabelChanges};
pub use compare::moved::{LabelKind, MovedPage, MovedQuery};
pub use error::{LeftBehind, RunError};
pub use evidence::{EvidencePiece, RowEvidence};
pub use file_names::{PAGE, REPORT, RESULTS, RESULTS_CSV, RESULTS_XLSX};
pub use folder_status::{FolderStatus, status_of};
pub use judge::control::{Control, Ended, RunProgress};
pub use judge::spool::spool;
pub use leftovers::is_free;
pub use plan::{InputFile, RunKnowledge, RunPlan, StartMark};
pub use read::{ColumnRole, Mapping, ReadError};
pub use report::{Compared, Count, LabelFigures, Move, Moved, MovedRow, ProblemRow, Problems, RunReport, diff, page};
pub use request::RunRequest;
pub use row::{ResultLabel, ResultRow, RowDeadlines, RowProblem, RowUrgency};
pub use service::afterwards::WrittenOver;
pub use service::files::Attachment;
pub use service::receive::IncomingBacklog;
pub use service::status::{RunStatus, StandingApplication};
pub use state::RunState;

/// Runs: judging backlogs, comparing what came of them, writing it over tickets and taking that back.
///
/// What it needs is its own, so that the thread that judges for a service needs nothing else of the app.
pub struct Runs {
    store: Arc<Store>,
    snapshot: Arc<Current>,
    settings: Settings,
    clock: Clock,
    ids: TicketIds,
    recorder: Option<Arc<Recorder>>,
    worker: RunWorker,
}

impl App {
    /// Backlogs, judged as a whole.
    #[must_use]
    pub fn runs(&self) -> &Arc<Runs> {
        &self.runs
    }
}

impl Runs {
    pub(super) fn new(
        store: &Arc<Store>,
        snapshot: &Arc<Current>,
        settings: &Settings,
        clock: Clock,
        recorder: Option<&Arc<Recorder>>,
    ) -> Arc<Runs> {
        Arc::new(Runs {
            store: Arc::clone(store),
            snapshot: Arc::clone(snapshot),
            settings: settings.clone(),
            clock,
            ids: TicketIds::new(),
            recorder: recorder.map(Arc::clone),
            worker: RunWorker::default(),
        })
    }

    /// Waits until every ticket that was judged is written.
    fn flush_tickets(&self) {
        if let Some(recorder) = &self.recorder {
            recorder.flush();
        }
    }
}

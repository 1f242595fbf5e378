//! The supervisor's journey: a backlog in, a report out, nothing half-done.
//!
//! [`App::batch_run`](super::App::batch_run) judges every row of a file by one snapshot, through the very code of
//! `suggest`, into a folder of its own. Equal inputs, knowledge and settings give equal bytes, however often the run was
//! stopped or killed on the way. [`diff`] compares two runs, `apply` writes one over the tickets on record, one
//! transaction or nothing, and `undo` takes that back. Nothing here writes to the library or teaches the model.

pub(crate) mod apply;
pub(crate) mod compare;
mod digest;
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

pub use apply::skip::{Skipped, Skips, meaning};
pub use apply::undo::{UndoWhat, Undone};
pub use apply::write_over::{Applied, ApplyOptions};
pub use compare::change::{Change, Changes, Why};
pub use compare::moved::{Asked, MovedPage, MovedQuery};
pub use folder::{PAGE, REPORT, RESULTS, RESULTS_CSV, RESULTS_XLSX};
pub use folder_status::{FolderStatus, status_of};
pub use judge::run::{Control, Ended, Progress, spool};
pub use leftovers::is_free;
pub use plan::{Knowledge, Mark, Plan, Source};
pub use read::{Mapping, Role};
pub use report::{Compared, Count, Move, Moved, MovedRow, ProblemRow, Problems, Question, Report, diff, page};
pub use request::RunRequest;
pub use row::{Due, Evidence, Label, Piece, ResultRow, RowProblem, Urgency};
pub use service::afterwards::WrittenOver;
pub use service::queue::Uploaded;
pub use service::status::{Attachment, RunState, RunStatus, RunsError, Standing};

pub(super) use service::queue::Runs;

//! The supervisor's journey: a backlog in, a report out, nothing half-done.
//!
//! [`App::batch_run`](crate::app::App::batch_run) judges every row of a file by one snapshot, through the very code of
//! `suggest`, into a folder of its own. Equal inputs, knowledge and settings give equal bytes, however often the run was
//! stopped or killed on the way. [`diff`] compares two runs, `apply` writes one over the tickets on record, one
//! transaction or nothing, and `undo` takes that back. Nothing here writes to the library or teaches the model.

mod afterwards;
mod apply;
mod change;
mod digest;
mod folder;
mod judge;
mod knowledge;
mod leftovers;
mod moved;
mod names;
mod outputs;
mod part;
mod plan;
mod previous;
mod read;
mod registered;
mod report;
mod request;
mod row;
mod run;
mod run_status;
mod service;
mod skip;
mod status;
mod told;
mod undo;
mod verdict;
mod worker;

pub use afterwards::WrittenOver;
pub use apply::{Applied, ApplyOptions};
pub use change::{Change, Changes, Labels, Why};
pub use folder::{PAGE, REPORT, RESULTS, RESULTS_CSV, RESULTS_XLSX};
pub use leftovers::is_free;
pub use moved::{Asked, MovedPage, MovedQuery};
pub use plan::{Knowledge, Mark, Plan, Source};
pub use read::{Mapping, Role};
pub use report::{Compared, Count, Move, Moved, MovedRow, ProblemRow, Problems, Question, Report, diff, page};
pub use request::RunRequest;
pub use row::{Due, Evidence, Label, Piece, ResultRow, RowProblem, Urgency};
pub use run::{Control, Ended, Progress, spool};
pub use run_status::{Attachment, RunState, RunStatus, RunsError, Standing};
pub(super) use service::Runs;
pub use service::Uploaded;
pub use skip::{Skipped, Skips, meaning};
pub use status::{FolderStatus, status_of};
pub use undo::{UndoWhat, Undone};

//! Runs: backlogs judged as a whole.

mod applied;
mod report;
mod status;

pub use applied::{Applied, ApplyRequest, Skipped, Skips, Undone};
pub use report::{
    RunCompared, RunCount, RunKnowledge, RunMove, RunMoved, RunMovedRow, RunProblemRow, RunProblems, RunQuestion, RunReport,
    RunSource, RunWhy,
};
pub use status::{FolderStatus, RunState, RunStatus, Standing};

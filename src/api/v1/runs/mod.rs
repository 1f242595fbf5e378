//! Runs: backlogs judged as a whole.

mod applied;
mod report;
mod status;

pub use applied::{AppliedView, ApplyRequest, SkippedView, SkipsView, UndoneView};
pub use report::{
    RunCompared, RunCount, RunKnowledgeView, RunMove, RunMoved, RunMovedRow, RunProblemRow, RunProblems, RunQuestion,
    RunReportView, RunSource, RunWhy,
};
pub use status::{FolderStatusView, RunStateView, RunStatusView, StandingView};

//! How far the run of a folder is, told without waiting for whoever works on it.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

use super::error::RunError;
use super::file_names;
use super::folder;
use super::plan::RunPlan;
use super::request::RunRequest;
use super::state::RunState;

/// How far a run is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FolderStatus {
    /// The run's name; empty before it has a plan.
    pub run: String,
    /// Running, stopped or done.
    pub state: RunState,
    /// What is judged.
    pub input: String,
    /// Rows judged.
    pub rows: u64,
    /// Those of them that could not be judged.
    pub problems: u64,
}

/// How far the run in `dir` is.
///
/// # Errors
/// When there is no run, or it cannot be read.
pub fn status_of(dir: &Path) -> Result<FolderStatus, RunError> {
    if !dir.join(file_names::PLAN).is_file() && dir.join(file_names::REQUEST).is_file() {
        return before_plan(dir);
    }
    let plan = RunPlan::read(dir)?;
    let done = dir.join(file_names::RESULTS).is_file();
    let path = dir.join(if done { file_names::RESULTS } else { file_names::PART });
    let (mut rows, mut problems) = (0, 0);
    if path.is_file() {
        let mut reader = BufReader::new(File::open(&path).map_err(folder::failed(&path))?);
        let mut line = Vec::new();
        while reader.read_until(b'\n', &mut line).map_err(folder::failed(&path))? > 0 {
            if line.ends_with(b"\n") {
                rows += 1;
                problems += u64::from(super::judge::journal::is_problem(&line));
            }
            line.clear();
        }
    }
    let state = match (done && dir.join(file_names::PAGE).is_file(), folder::is_busy(dir)) {
        (true, _) => RunState::Done,
        (false, true) => RunState::Running,
        (false, false) => RunState::Stopped,
    };
    Ok(FolderStatus { run: plan.id, state, input: plan.source.name, rows, problems })
}

/// The status of a run that has no plan yet: what it will be called is not known.
fn before_plan(dir: &Path) -> Result<FolderStatus, RunError> {
    let request = RunRequest::read(dir)?;
    let file = request.input.file_name().map(|name| name.to_string_lossy().into_owned());
    let input = request.name.or(file).unwrap_or_default();
    let state = if folder::is_busy(dir) { RunState::Running } else { RunState::Stopped };
    Ok(FolderStatus { run: String::new(), state, input, rows: 0, problems: 0 })
}

//! How far the run of a folder is, told without waiting for whoever works on it.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

use serde::Serialize;

use crate::app::AppError;

use super::folder;
use super::plan::Plan;
use super::request::RunRequest;

/// How far a run is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FolderStatus {
    /// The run's name; empty before it has a plan.
    pub run: String,
    /// `running`, `stopped` or `done`.
    pub state: &'static str,
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
pub fn status_of(dir: &Path) -> Result<FolderStatus, AppError> {
    if !dir.join(folder::PLAN).is_file() && dir.join(folder::REQUEST).is_file() {
        return before_plan(dir);
    }
    let plan = Plan::read(dir)?;
    let done = dir.join(folder::RESULTS).is_file();
    let path = dir.join(if done { folder::RESULTS } else { folder::PART });
    let (mut rows, mut problems) = (0, 0);
    if path.is_file() {
        let mut reader = BufReader::new(File::open(&path).map_err(folder::failed(&path))?);
        let mut line = Vec::new();
        while reader.read_until(b'\n', &mut line).map_err(folder::failed(&path))? > 0 {
            if line.ends_with(b"\n") {
                rows += 1;
                problems += u64::from(super::judge::part::is_problem(&line));
            }
            line.clear();
        }
    }
    let state = match (done && dir.join(folder::PAGE).is_file(), folder::is_busy(dir)) {
        (true, _) => "done",
        (false, true) => "running",
        (false, false) => "stopped",
    };
    Ok(FolderStatus { run: plan.id, state, input: plan.source.name, rows, problems })
}

/// The status of a run that has no plan yet: what it will be called is not known.
fn before_plan(dir: &Path) -> Result<FolderStatus, AppError> {
    let request = RunRequest::read(dir)?;
    let file = request.input.file_name().map(|name| name.to_string_lossy().into_owned());
    let input = request.name.or(file).unwrap_or_default();
    let state = if folder::is_busy(dir) { "running" } else { "stopped" };
    Ok(FolderStatus { run: String::new(), state, input, rows: 0, problems: 0 })
}

//! Checking a pack before it is used: every named check, and the engine's own on its cases.

use std::collections::HashSet;
use std::path::Path;

use fenzhen_engine::flow::{WORKFLOW_CHECKS, check_workflow};
use fenzhen_engine::index::Home;
use fenzhen_engine::kb::{self, Check, PackFiles, Parsed, Problem};
use fenzhen_engine::triage::{Knowledge, Policy, SELF_CHECKS, Snapshot, self_check};

use crate::app::AppError;

/// What a check of a pack found.
#[derive(Debug)]
pub struct Checked {
    /// Everything that is wrong, by file and line.
    pub problems: Vec<Problem>,
    /// Entries read.
    pub entries: usize,
    /// Cases and baseline texts put to the engine; 0 where the pack could not be built.
    pub cases: usize,
}

/// Every check there is, in the order they are reported.
pub fn checks() -> impl Iterator<Item = &'static Check> {
    kb::checks().iter().chain(WORKFLOW_CHECKS).chain(SELF_CHECKS)
}

/// What the checks find that need no engine.
pub(in crate::app) fn pack_problems(parsed: &Parsed<'_>) -> Vec<Problem> {
    let mut problems = kb::check(parsed);
    problems.extend(check_workflow(parsed));
    problems
}

/// Problems of `after` that `before` did not have, wherever their lines have moved to.
pub(in crate::app) fn new_problems(before: &[Problem], after: Vec<Problem>) -> Vec<Problem> {
    let key = |p: &Problem| (p.code, p.path.clone(), p.message.clone());
    let known: HashSet<_> = before.iter().map(key).collect();
    after.into_iter().filter(|p| !known.contains(&key(p))).collect()
}

/// Runs every check on the pack in `directory`, or on the one inside the program.
///
/// # Errors
/// When the folder cannot be read, or the index cannot be built.
pub fn check_pack(directory: Option<&Path>) -> Result<Checked, AppError> {
    let io = |path: &Path, source| AppError::Io { path: path.display().to_string(), source };
    let (files, mut problems) = match directory {
        Some(path) => PackFiles::from_dir(path).map_err(|source| io(path, source))?,
        None => (PackFiles::embedded(), Vec::new()),
    };
    let parsed = kb::parse(&files);
    problems.extend(pack_problems(&parsed));
    let entries = parsed.library.entries.len();
    let mut cases = 0;
    let knowledge = Knowledge { library: parsed.library.clone(), ..Knowledge::default() };
    // A dictionary or calendar that cannot be built has been named by a check already.
    if let Ok(snapshot) = Snapshot::build(knowledge, Policy::default().error_target, |_| Home::Memory) {
        problems.extend(self_check(&snapshot, &parsed)?);
        cases = parsed.library.entries.iter().map(|e| e.cases.len()).sum::<usize>() + parsed.library.baseline.len();
    }
    kb::sort(&mut problems);
    Ok(Checked { problems, entries, cases })
}

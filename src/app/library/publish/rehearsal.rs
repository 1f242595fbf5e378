//! The gate: what a change would do, before anybody sees it.
//!
//! The changed library is built beside the current one and both are asked the same: the cases of all entries, and the
//! last tickets that really came in. What differs is shown; nothing is kept. For a few entries of a large library the
//! rehearsal shares all it can with what answers ([`super::incremental`]): then cases of the edited entries and of those most like
//! them are asked, and the rehearsal says so.

use std::collections::HashSet;
use std::sync::Arc;

use fenzhen_engine::index::Home;
use fenzhen_engine::kb::{self, Library, PackFiles, Parsed, Problem, Severity, Status};
use fenzhen_engine::triage::{Knowledge, Snapshot, SnapshotError, failures};

use crate::api::v1::ProblemView;
use crate::app::engine::snapshot::known_cases;
use crate::app::library::check::pack_problems;
use crate::app::library::commit::{Edit, conflict};
use crate::app::library::error::CurateError;
use crate::app::library::paths::is_published;
use crate::app::{App, AppError};

use super::impact::Impact;
use super::incremental::Few;

/// What a change would do.
#[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
pub struct Rehearsal {
    /// Problems it brings; those that other files had before are not its fault.
    #[schema(value_type = Vec<ProblemView>)]
    pub problems: Vec<Problem>,
    /// Cases that held and would not any more.
    #[schema(value_type = Vec<ProblemView>)]
    pub broken_cases: Vec<Problem>,
    /// How many cases were asked.
    pub cases: Asked,
    /// What it does to recent tickets.
    pub impact: Impact,
}

/// Cases of published entries and texts that must get no answer.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct Asked {
    /// Those that were put to the changed library: all of them, or in a large library those of the edited entries and of
    /// the entries most like them.
    pub asked: usize,
    /// All there are.
    pub all: usize,
}

/// A change that was tried.
pub(in crate::app::library) struct Rehearsed {
    /// What it would do.
    pub rehearsal: Rehearsal,
    /// The revision it was compared with.
    pub base: i64,
    /// What answers with it, and what answered without it; `None` where it could not be built.
    pub snapshots: Option<Trial>,
}

/// The two sides of a rehearsal.
pub(in crate::app::library) struct Trial {
    pub changed: Snapshot,
    pub current: Arc<Snapshot>,
}

/// Whether a rehearsed change may pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It may.
    Sound,
    /// It breaks cases; a publisher may waive them with a reason.
    BreaksCases,
    /// It brings problems that must be mended.
    Problems,
}

impl Rehearsal {
    /// Whether the change may pass.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        match (self.problems.is_empty(), self.broken_cases.is_empty()) {
            (false, _) => Verdict::Problems,
            (true, false) => Verdict::BreaksCases,
            (true, true) => Verdict::Sound,
        }
    }
}

impl App {
    /// Tries a change on the cases and on the last `tickets` tickets, without keeping it.
    pub(in crate::app::library) fn rehearse(&self, edits: &[Edit], tickets: usize) -> Result<Rehearsed, CurateError> {
        let lost = self.store.read(|dao| {
            let mut lost = edits.iter().map(|edit| conflict(dao, edit));
            lost.find_map(Result::transpose).transpose()
        })?;
        if let Some(lost) = lost {
            return Err(CurateError::Conflict(Box::new(lost)));
        }
        let (current, base) = self.answering();
        let few = self.few(&current, base, edits)?;
        let (before, changed) = match few {
            Some(Few { before, changed }) => (before, Some(changed)),
            None => (PackFiles::new(self.store.read(|dao| dao.knowledge_at(base))?), None),
        };
        let mut after = before.clone();
        for Edit { change, .. } in edits {
            match &change.content {
                Some(content) => drop(after.insert(change.path.clone(), content.clone())),
                None => drop(after.remove(&change.path)),
            }
        }
        let (before, after) = (kb::parse(&before), kb::parse(&after));
        let problems = brought(edits, &pack_problems(&before), pack_problems(&after));
        let mut rehearsal = Rehearsal { problems, broken_cases: Vec::new(), cases: Asked::default(), impact: Impact::default() };
        let changed = match changed.map_or_else(|| self.whole(&current, &after.library), Ok) {
            Ok(changed) => changed,
            // What keeps it from being built is among the problems.
            Err(_) if !rehearsal.problems.is_empty() => return Ok(Rehearsed { rehearsal, base, snapshots: None }),
            Err(error) => return Err(AppError::from(error).into()),
        };
        rehearsal.cases = Asked { asked: texts(&after.library), all: texts(&changed.library) };
        rehearsal.broken_cases = broken(&current, &before, &changed, &after)?;
        let recent = self.store.read(|dao| dao.last_tickets(tickets))?;
        rehearsal.impact = Impact::of(&recent, &current, &changed, &self.settings.policy()).map_err(AppError::from)?;
        let snapshots = Some(Trial { changed, current: Arc::clone(&current) });
        Ok(Rehearsed { rehearsal, base, snapshots })
    }

    /// The whole snapshot of a changed library.
    fn whole(&self, current: &Snapshot, library: &Library) -> Result<Snapshot, SnapshotError> {
        // The same cases on both sides: only the edit may make a difference.
        let cases = known_cases(current.cases.iter().cloned(), library);
        let knowledge = Knowledge { library: library.clone(), cases, revision: current.revision };
        Snapshot::build(knowledge, self.settings.error_target, |_| Home::Memory)
    }
}

/// How many texts a self-check puts to a snapshot of the library.
fn texts(library: &Library) -> usize {
    let published = library.entries.iter().filter(|entry| entry.status == Status::Published);
    published.map(|entry| entry.cases.len()).sum::<usize>() + library.baseline.len()
}

/// Problems of `after` that `before` did not have, wherever their lines have moved to.
pub(in crate::app) fn new_ones(before: &[Problem], after: Vec<Problem>) -> Vec<Problem> {
    let key = |p: &Problem| (p.code, p.path.clone(), p.message.clone());
    let known: HashSet<_> = before.iter().map(key).collect();
    after.into_iter().filter(|p| !known.contains(&key(p))).collect()
}

/// The errors of `after` that `before` did not have. An entry that is published by the edits answers for all of its
/// own: a draft had them too, but nobody followed it.
fn brought(edits: &[Edit], before: &[Problem], after: Vec<Problem>) -> Vec<Problem> {
    let published = edits.iter().filter(|edit| {
        let content = edit.change.content.as_deref();
        content.is_some_and(|content| is_published(&edit.change.path, content))
    });
    let own: HashSet<&str> = published.map(|edit| edit.change.path.as_str()).collect();
    let (mut problems, others): (Vec<Problem>, Vec<Problem>) = after.into_iter().partition(|p| own.contains(p.path.as_str()));
    problems.extend(new_ones(before, others));
    problems.retain(|p| p.severity == Severity::Error);
    kb::sort(&mut problems);
    problems
}

/// Texts that came out as the pack says and would not any more.
fn broken(current: &Snapshot, before: &Parsed<'_>, changed: &Snapshot, after: &Parsed<'_>) -> Result<Vec<Problem>, AppError> {
    let failing = failures(changed, &after.library)?;
    if failing.is_empty() {
        return Ok(Vec::new());
    }
    let failed = failures(current, &before.library)?;
    let known: HashSet<(&str, &str)> = failed.iter().map(|f| (f.path.as_str(), f.text.as_str())).collect();
    let news = failing.iter().filter(|f| !known.contains(&(f.path.as_str(), f.text.as_str())));
    let mut problems: Vec<Problem> = news.map(|failure| failure.problem(after)).collect();
    kb::sort(&mut problems);
    Ok(problems)
}

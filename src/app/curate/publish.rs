//! Publishing: what agents see changes, after a rehearsal that shows what the change would do.

use crate::app::App;
use crate::kb::Status;
use crate::store::Change;

use super::Author;
use super::gate::Rehearsal;
use super::history::path;
use super::save::{CurateError, Saved, entry_path};
use super::status::with_status;

/// What to publish, as one change.
#[derive(Debug, Clone, Default)]
pub struct Publication {
    /// Entries to publish as they stand, by id: drafts and entries in review.
    pub entries: Vec<String>,
    /// Entries to take out of use, by id.
    pub retire: Vec<String>,
    /// Files to write (or, with `None`, to remove): edited entries, the lexicon, taxonomy, departments, service levels.
    /// Each may name the revision it was edited from.
    pub files: Vec<(String, Option<String>, Option<i64>)>,
    /// Stop after the rehearsal.
    pub dry_run: bool,
    /// Why broken cases may pass.
    pub waive: Option<String>,
    /// Recent tickets to rehearse on.
    pub tickets: usize,
}

/// What came of it.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Published {
    /// The revision it made; `None` after a dry run.
    pub revision: Option<i64>,
    /// What the rehearsal showed.
    pub rehearsal: Rehearsal,
}

/// A file with the revision it was edited from, where the author said one.
type Expected = (Change, Option<Option<i64>>);

impl App {
    /// Rehearses a publication and, unless it is a dry run, makes it a revision that agents see at once.
    ///
    /// # Errors
    /// When it brings problems, breaks cases nobody waived, conflicts with another change, or the database refuses.
    pub fn publish(&self, publication: &Publication, author: &Author) -> Result<Published, CurateError> {
        let changes = self.changes(publication)?;
        let plain: Vec<Change> = changes.iter().map(|(change, _)| change.clone()).collect();
        let rehearsal = self.rehearse(&plain, publication.tickets)?;
        if publication.dry_run {
            return Ok(Published { revision: None, rehearsal });
        }
        if !rehearsal.problems.is_empty() {
            return Err(CurateError::Problems(rehearsal.problems));
        }
        if !rehearsal.broken_cases.is_empty() && publication.waive.as_ref().is_none_or(|reason| reason.trim().is_empty()) {
            return Err(CurateError::BreaksCases(rehearsal.broken_cases));
        }
        let Saved { revision } = self.keep(changes, author)?;
        if let Some(reason) = &publication.waive {
            self.store.write(|dao| dao.waive(revision, &rehearsal.broken_cases, reason, &author.name))?;
        }
        Ok(Published { revision: Some(revision), rehearsal })
    }

    /// Brings an entry back to what it said at a revision, as a new revision.
    ///
    /// # Errors
    /// Those of [`App::publish`], and when the entry was not there then.
    pub fn roll_back(&self, id: &str, to: i64, author: &Author) -> Result<Published, CurateError> {
        let Some(then) = self.entry_at(id, Some(to))? else {
            return Err(CurateError::NoSuchEntry(format!("{id} at revision {to}")));
        };
        let files = vec![(path(id), Some(then.content), None)];
        let publication = Publication { files, waive: Some(format!("rolled back to revision {to}")), ..Publication::default() };
        self.publish(&publication, author)
    }

    /// The file changes of a publication.
    fn changes(&self, publication: &Publication) -> Result<Vec<Expected>, CurateError> {
        let mut changes: Vec<Expected> = Vec::new();
        let moves = publication.entries.iter().map(|id| (id, Status::Published));
        for (id, status) in moves.chain(publication.retire.iter().map(|id| (id, Status::Retired))) {
            entry_path(id)?;
            let Some(at) = self.entry_at(id, None)? else { return Err(CurateError::NoSuchEntry(id.clone())) };
            let content = with_status(&at.content, status).ok_or_else(|| CurateError::NoSuchEntry(id.clone()))?;
            changes.push((Change { path: path(id), content: Some(content) }, Some(Some(at.revision))));
        }
        for (path, content, expected) in &publication.files {
            let change = Change { path: path.clone(), content: content.clone() };
            changes.push((change, expected.map(Some)));
        }
        Ok(changes)
    }
}

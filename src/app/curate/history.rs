//! Reading the library as it is and as it was.

use crate::app::{App, AppError};
use crate::kb::{Entry, FieldChange, Status, diff, parse_entry};
use crate::store::Revision;

/// The most revisions listed at once.
const LISTED: usize = 200;

/// An entry in a list.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct EntrySummary {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its category's id.
    pub category: String,
    /// Its department's id.
    pub department: String,
    /// Where it stands.
    pub status: Status,
}

/// An entry as it stood at some revision.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct EntryAt {
    /// Its id.
    pub id: String,
    /// The revision that last changed it; what `If-Match` wants back.
    pub revision: i64,
    /// The file as it was written.
    pub content: String,
    /// What it says; `None` where its syntax is broken.
    pub entry: Option<Entry>,
}

impl App {
    /// The entries of the current revision, by id.
    #[must_use]
    pub fn entries(&self) -> Vec<EntrySummary> {
        let snapshot = self.snapshot();
        let summary = |e: &Entry| EntrySummary {
            id: e.id.clone(),
            title: e.title.clone(),
            category: e.category.clone(),
            department: e.department.clone(),
            status: e.status,
        };
        snapshot.library.entries.iter().map(summary).collect()
    }

    /// An entry as of a revision (the newest, if none is named); `None` where there is none.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn entry_at(&self, id: &str, as_of: Option<i64>) -> Result<Option<EntryAt>, AppError> {
        let path = path(id);
        let state = self.store.read(|dao| dao.file(&path, as_of))?;
        let found = state.and_then(|state| Some((state.revision, state.content?)));
        Ok(found.map(|(revision, content)| EntryAt {
            id: id.to_owned(),
            revision,
            entry: parse_entry(&path, &content).0,
            content,
        }))
    }

    /// The revisions that changed an entry, newest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn entry_history(&self, id: &str) -> Result<Vec<Revision>, AppError> {
        let history = self.store.read(|dao| dao.history(&path(id), LISTED))?;
        Ok(history.into_iter().map(|(revision, _)| revision).collect())
    }

    /// What changed in an entry from one revision to another, field by field.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn entry_diff(&self, id: &str, from: i64, to: i64) -> Result<Vec<FieldChange>, AppError> {
        let (before, after) = (self.entry_at(id, Some(from))?, self.entry_at(id, Some(to))?);
        let entry = |at: &Option<EntryAt>| at.as_ref().and_then(|at| at.entry.clone());
        Ok(diff(entry(&before).as_ref(), entry(&after).as_ref()))
    }

    /// The latest revisions of the library, newest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn revisions(&self) -> Result<Vec<Revision>, AppError> {
        Ok(self.store.read(|dao| dao.revisions(LISTED))?)
    }
}

/// The file of an entry.
pub(super) fn path(id: &str) -> String {
    format!("entries/{id}.toml")
}

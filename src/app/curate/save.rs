//! Saving: a new revision, unless somebody else was there first.

use crate::app::{App, AppError};
use crate::kb::{Problem, Status, parse_entry};
use crate::store::{Change, FileState, StoreError, WriteDao};

use super::Author;
use super::history::path;

/// Characters of a note that are kept.
const NOTE: usize = 500;

/// A change that was kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct Saved {
    /// The revision it made.
    pub revision: i64,
}

/// Two people changed the same file; nothing was lost and nothing was kept.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Conflict {
    /// The file.
    pub path: String,
    /// The revision the loser started from; `None` where they thought it new.
    pub expected: Option<i64>,
    /// The revision that is there.
    pub found: Option<i64>,
    /// What the loser wanted to write.
    pub yours: Option<String>,
    /// What is there.
    pub theirs: Option<String>,
}

/// Why a change of the library was not kept.
#[derive(Debug, thiserror::Error)]
pub enum CurateError {
    /// Somebody else changed it first.
    #[error("{} was changed by somebody else since you read it", .0.path)]
    Conflict(Box<Conflict>),
    /// It has problems that must be mended first.
    #[error("there are {} problems to mend first", .0.len())]
    Problems(Vec<Problem>),
    /// Cases would break, and nobody waived them.
    #[error("{} cases would break; mend them, or waive them with a reason", .0.len())]
    BreaksCases(Vec<Problem>),
    /// A published entry changes through publishing only.
    #[error("{0} is published; publish the edited version instead of saving over it")]
    IsPublished(String),
    /// There is no such entry.
    #[error("there is no entry {0}")]
    NoSuchEntry(String),
    /// An entry whose id cannot be one.
    #[error("{0:?} is no id of an entry; write <domain>/<slug> in lower-case letters, digits and -")]
    BadId(String),
    /// Anything else.
    #[error(transparent)]
    App(#[from] AppError),
}

impl From<StoreError> for CurateError {
    fn from(error: StoreError) -> CurateError {
        CurateError::App(error.into())
    }
}

impl App {
    /// Saves an entry that agents do not see: new, in draft or in review. `expected` is the revision that last changed
    /// it when the author read it; `None` for a new one.
    ///
    /// # Errors
    /// When somebody changed it meanwhile, it is or would be published, it has problems, or the database refuses.
    pub fn save_entry(&self, id: &str, content: &str, expected: Option<i64>, author: &Author) -> Result<Saved, CurateError> {
        let path = entry_path(id)?;
        let (entry, problems) = parse_entry(&path, content);
        let Some(entry) = entry else { return Err(CurateError::Problems(problems)) };
        let published_now = self.snapshot().library.entry(id).is_some_and(|e| e.status == Status::Published);
        if published_now || entry.status == Status::Published {
            return Err(CurateError::IsPublished(id.to_owned()));
        }
        if !problems.is_empty() {
            return Err(CurateError::Problems(problems));
        }
        let change = Change { path, content: Some(content.to_owned()) };
        self.keep(vec![(change, Some(expected))], author)
    }

    /// Keeps changes as one revision, if each file still stands as its author read it, and swaps the snapshot.
    /// An expectation of `None` overwrites whatever is there; `Some(None)` wants the file not to be there.
    pub(super) fn keep(&self, changes: Vec<(Change, Option<Option<i64>>)>, author: &Author) -> Result<Saved, CurateError> {
        let at = self.clock.now().to_string();
        let note: String = author.note.chars().take(NOTE).collect();
        let mut conflict = None;
        let kept = self.store.write(|dao| {
            conflict =
                changes.iter().find_map(|(change, expected)| conflict_with(dao, change, *expected).transpose()).transpose()?;
            if conflict.is_some() {
                return Ok(None);
            }
            let changes: Vec<Change> = changes.iter().map(|(change, _)| change.clone()).collect();
            dao.append_revision(&at, &author.name, &note, &changes).map(Some)
        })?;
        match (kept, conflict) {
            (Some(revision), _) => {
                self.refresh()?;
                Ok(Saved { revision })
            }
            (None, Some(conflict)) => Err(CurateError::Conflict(Box::new(conflict))),
            (None, None) => Err(CurateError::App(AppError::Store(StoreError::NoSuchRevision(0)))),
        }
    }
}

/// Whether a file stands otherwise than its author thinks.
fn conflict_with(dao: &WriteDao<'_>, change: &Change, expected: Option<Option<i64>>) -> Result<Option<Conflict>, StoreError> {
    let Some(expected) = expected else { return Ok(None) };
    let state: Option<FileState> = dao.read().file(&change.path, None)?;
    let found = state.as_ref().filter(|s| s.content.is_some()).map(|s| s.revision);
    if found == expected {
        return Ok(None);
    }
    let theirs = state.and_then(|s| s.content);
    Ok(Some(Conflict { path: change.path.clone(), expected, found, yours: change.content.clone(), theirs }))
}

/// The file of an entry that may be written.
pub(super) fn entry_path(id: &str) -> Result<String, CurateError> {
    let fits = |part: &str| {
        !part.is_empty() && part.len() <= 64 && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
    };
    match id.split_once('/') {
        Some((domain, slug)) if fits(domain) && fits(slug) => Ok(path(id)),
        _ => Err(CurateError::BadId(id.to_owned())),
    }
}

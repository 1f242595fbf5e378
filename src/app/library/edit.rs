//! Edits: a change of one file with what its author thinks stands there, and the conflict where something else does.

use crate::store::{Change, FileState, ReadDao, StoreError};

/// Two people changed the same file; nothing was lost and nothing was kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// The file.
    pub path: String,
    /// The revision the loser started from; `None` where they thought it new.
    pub expected: Option<i64>,
    /// The revision that last changed what is there; `None` where nothing is.
    pub found: Option<i64>,
    /// What the loser wanted to write; `None` where they wanted it gone.
    pub yours: Option<String>,
    /// What is there; `None` where it is gone.
    pub theirs: Option<String>,
}

/// What an author thinks stands in a file they change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Expected {
    /// They did not look.
    Anything,
    /// No such file.
    Absent,
    /// What this revision, and none after it, wrote.
    At(i64),
    /// What stood there when the library was at this revision.
    AsOf(i64),
}

/// A change of one file.
#[derive(Debug, Clone)]
pub(super) struct Edit {
    pub change: Change,
    pub expected: Expected,
}

/// Whether a file stands otherwise than its author thinks.
pub(super) fn conflict(dao: &ReadDao<'_>, Edit { change, expected }: &Edit) -> Result<Option<Conflict>, StoreError> {
    let now = dao.file(&change.path, None)?;
    let stands = |state: &Option<FileState>| state.as_ref().filter(|s| s.content.is_some()).map(|s| s.revision);
    let found = stands(&now);
    let wanted = match *expected {
        Expected::Anything => return Ok(None),
        Expected::Absent => None,
        Expected::At(revision) => Some(revision),
        Expected::AsOf(revision) => stands(&dao.file(&change.path, Some(revision))?),
    };
    if found == wanted {
        return Ok(None);
    }
    let expected = match *expected {
        Expected::At(revision) | Expected::AsOf(revision) => Some(revision),
        Expected::Anything | Expected::Absent => None,
    };
    let theirs = now.and_then(|state| state.content);
    Ok(Some(Conflict { path: change.path.clone(), expected, found, yours: change.content.clone(), theirs }))
}

//! History: what one file said at each revision, which revisions there are, and what changed since one.

use rusqlite::{OptionalExtension, Row};

use super::knowledge::{Revision, revision};
use super::{ReadDao, StoreError};

/// A file as it stood at some revision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileState {
    /// The revision that last changed it.
    pub revision: i64,
    /// Its text; `None` where that revision removed it.
    pub content: Option<String>,
}

/// A file that was written since some revision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drift {
    /// Path below the pack's folder.
    pub path: String,
    /// Its text then; `None` where it was not there.
    pub before: Option<String>,
    /// Its text now; `None` where it is not there.
    pub after: Option<String>,
}

impl ReadDao<'_> {
    /// A file as of a revision (the newest, if none is named); `None` where it was not there yet.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn file(&self, path: &str, as_of: Option<i64>) -> Result<Option<FileState>, StoreError> {
        let sql = "SELECT revision, content FROM knowledge WHERE path = ?1 AND revision <= ?2 ORDER BY revision DESC LIMIT 1";
        let state = |row: &Row<'_>| Ok(FileState { revision: row.get(0)?, content: row.get(1)? });
        Ok(self.0.query_row(sql, (path, as_of.unwrap_or(i64::MAX)), state).optional()?)
    }

    /// The revisions below `before` that changed a file, newest first.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn history(&self, path: &str, before: Option<i64>, limit: usize) -> Result<Vec<Revision>, StoreError> {
        let sql = "SELECT r.id, r.at, r.author, r.note FROM knowledge AS k JOIN revision AS r ON r.id = k.revision
                   WHERE k.path = ?1 AND k.revision < ?2 ORDER BY r.id DESC LIMIT ?3";
        let mut statement = self.0.prepare_cached(sql)?;
        let rows = statement.query_map((path, before.unwrap_or(i64::MAX), limit as i64), revision)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The revision with this number.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn revision(&self, id: i64) -> Result<Option<Revision>, StoreError> {
        Ok(self.0.query_row("SELECT id, at, author, note FROM revision WHERE id = ?1", [id], revision).optional()?)
    }

    /// The revisions of the whole library below `before`, newest first.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn revisions(&self, before: Option<i64>, limit: usize) -> Result<Vec<Revision>, StoreError> {
        let sql = "SELECT id, at, author, note FROM revision WHERE id < ?1 ORDER BY id DESC LIMIT ?2";
        let mut statement = self.0.prepare_cached(sql)?;
        let rows = statement.query_map((before.unwrap_or(i64::MAX), limit as i64), revision)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Says that a revision was never made, if so.
    ///
    /// # Errors
    /// When there is no such revision, or the database refuses.
    pub fn must_exist(&self, revision: i64) -> Result<(), StoreError> {
        let mut statement = self.0.prepare_cached("SELECT 1 FROM revision WHERE id = ?1")?;
        if statement.exists([revision])? { Ok(()) } else { Err(StoreError::NoSuchRevision(revision)) }
    }

    /// The files that revisions above this one wrote, with what they said then and say now, by path.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn changed_since(&self, revision: i64) -> Result<Vec<Drift>, StoreError> {
        let sql = "SELECT DISTINCT path FROM knowledge WHERE revision > ?1 ORDER BY path";
        let paths: Vec<String> =
            self.0.prepare_cached(sql)?.query_map([revision], |row| row.get(0))?.collect::<Result<_, _>>()?;
        let content = |path: &str, as_of| Ok::<_, StoreError>(self.file(path, as_of)?.and_then(|state| state.content));
        let drift = |path: String| Ok(Drift { before: content(&path, Some(revision))?, after: content(&path, None)?, path });
        paths.into_iter().map(drift).collect()
    }
}

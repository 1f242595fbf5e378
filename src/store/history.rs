//! History: what one file said at each revision, and the latest revisions of all.

use rusqlite::{OptionalExtension, Row};

use super::knowledge::Revision;
use super::{ReadDao, StoreError};

/// A file as it stood at some revision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileState {
    /// The revision that last changed it.
    pub revision: i64,
    /// Its text; `None` where that revision removed it.
    pub content: Option<String>,
}

fn revision(row: &Row<'_>) -> rusqlite::Result<Revision> {
    Ok(Revision { id: row.get(0)?, at: row.get(1)?, author: row.get(2)?, note: row.get(3)? })
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

    /// The revisions that changed a file, newest first, with its text after each.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn history(&self, path: &str, limit: usize) -> Result<Vec<(Revision, Option<String>)>, StoreError> {
        let sql = "SELECT r.id, r.at, r.author, r.note, k.content FROM knowledge AS k JOIN revision AS r ON r.id = k.revision
                   WHERE k.path = ?1 ORDER BY r.id DESC LIMIT ?2";
        let mut statement = self.0.prepare_cached(sql)?;
        let rows = statement.query_map((path, limit as i64), |row| Ok((revision(row)?, row.get(4)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The revision with this number.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn revision(&self, id: i64) -> Result<Option<Revision>, StoreError> {
        Ok(self.0.query_row("SELECT id, at, author, note FROM revision WHERE id = ?1", [id], revision).optional()?)
    }

    /// The latest revisions of the whole library, newest first.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn revisions(&self, limit: usize) -> Result<Vec<Revision>, StoreError> {
        let mut statement = self.0.prepare_cached("SELECT id, at, author, note FROM revision ORDER BY id DESC LIMIT ?1")?;
        let rows = statement.query_map([limit as i64], revision)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

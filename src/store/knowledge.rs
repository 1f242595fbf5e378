//! Knowledge: the pack's files as they stood at each revision.

use std::collections::BTreeMap;

use jiff::Timestamp;
use rusqlite::{OptionalExtension, Row, params};

use super::instant::AsText;
use super::{ReadDao, StoreError, WriteDao};

/// One revision of the library: who changed something when, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revision {
    /// From 1, one higher each time.
    pub id: i64,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub author: String,
    /// Why, in their words.
    pub note: String,
}

/// A file of the pack as it is from some revision on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Path below `kb/`.
    pub path: String,
    /// The file's text, or `None` where it is removed.
    pub content: Option<String>,
}

pub(super) fn revision(row: &Row<'_>) -> rusqlite::Result<Revision> {
    let AsText(at) = row.get(1)?;
    Ok(Revision { id: row.get(0)?, at, author: row.get(2)?, note: row.get(3)? })
}

impl ReadDao<'_> {
    /// The newest revision; `None` in an empty database.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn newest_revision(&self) -> Result<Option<Revision>, StoreError> {
        let sql = "SELECT id, at, author, note FROM revision ORDER BY id DESC LIMIT 1";
        Ok(self.0.query_row(sql, [], revision).optional()?)
    }

    /// All files as they stood at `revision`, by path.
    ///
    /// # Errors
    /// When there is no such revision, or the database refuses.
    pub fn knowledge_at(&self, revision: i64) -> Result<BTreeMap<String, String>, StoreError> {
        let known: Option<i64> =
            self.0.query_row("SELECT id FROM revision WHERE id = ?1", [revision], |r| r.get(0)).optional()?;
        if known.is_none() {
            return Err(StoreError::NoSuchRevision(revision));
        }
        let sql = "SELECT path, content FROM knowledge AS k
                   WHERE revision = (SELECT max(revision) FROM knowledge WHERE path = k.path AND revision <= ?1)
                     AND content IS NOT NULL";
        let mut statement = self.0.prepare_cached(sql)?;
        let files = statement.query_map([revision], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(files.collect::<Result<_, _>>()?)
    }
}

impl WriteDao<'_> {
    /// Appends a revision made of `changes`.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn append_revision(&self, at: Timestamp, author: &str, note: &str, changes: &[Change]) -> Result<i64, StoreError> {
        self.0.execute("INSERT INTO revision (at, author, note) VALUES (?1, ?2, ?3)", params![AsText(at), author, note])?;
        let revision = self.0.last_insert_rowid();
        let mut insert = self.0.prepare_cached("INSERT INTO knowledge (path, revision, content) VALUES (?1, ?2, ?3)")?;
        for change in changes {
            insert.execute(params![change.path, revision, change.content])?;
        }
        Ok(revision)
    }
}

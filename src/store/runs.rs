//! Runs of the service: what was asked for, by whom, and how far it is. What came of them are files elsewhere.

use jiff::Timestamp;
use rusqlite::{OptionalExtension, Row, params};

use super::instant::AsText;
use super::{ReadDao, StoreError, WriteDao};

/// The most runs read at once.
const MOST: usize = 1_000;

/// A run as it is on record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunRecord {
    /// Its row; later runs have higher ones.
    pub row: i64,
    /// Its id.
    pub key: String,
    /// What the sender called the backlog.
    pub name: String,
    /// `waiting`, `running`, `stopped`, `cancelled`, `failed` or `done`.
    pub state: String,
    /// What was asked for, as JSON.
    pub request: String,
    /// Who asked.
    pub author: String,
    /// When it was asked for.
    pub created_at: Timestamp,
    /// When it last changed.
    pub changed_at: Timestamp,
    /// Rows judged.
    pub rows: i64,
    /// Those of them that could not be judged.
    pub problems: i64,
    /// Why it failed.
    pub message: Option<String>,
}

const COLUMNS: &str = "SELECT id, key, name, state, request, author, created_at, changed_at, rows, problems, message FROM run";

fn record(row: &Row<'_>) -> rusqlite::Result<RunRecord> {
    Ok(RunRecord {
        row: row.get(0)?,
        key: row.get(1)?,
        name: row.get(2)?,
        state: row.get(3)?,
        request: row.get(4)?,
        author: row.get(5)?,
        created_at: row.get::<_, AsText>(6)?.0,
        changed_at: row.get::<_, AsText>(7)?.0,
        rows: row.get(8)?,
        problems: row.get(9)?,
        message: row.get(10)?,
    })
}

impl ReadDao<'_> {
    /// The run with this id.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn run(&self, key: &str) -> Result<Option<RunRecord>, StoreError> {
        let mut statement = self.0.prepare_cached(&format!("{COLUMNS} WHERE key = ?1"))?;
        Ok(statement.query_row([key], record).optional()?)
    }

    /// The newest `limit` runs (1,000 at the most), newest first.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn runs(&self, limit: usize) -> Result<Vec<RunRecord>, StoreError> {
        let mut statement = self.0.prepare_cached(&format!("{COLUMNS} ORDER BY id DESC LIMIT ?1"))?;
        let runs = statement.query_map([limit.min(MOST) as i64], record)?;
        Ok(runs.collect::<Result<_, _>>()?)
    }

    /// The oldest run that waits.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn next_run(&self) -> Result<Option<RunRecord>, StoreError> {
        let sql = format!("{COLUMNS} WHERE state = 'waiting' ORDER BY id LIMIT 1");
        Ok(self.0.prepare_cached(&sql)?.query_row([], record).optional()?)
    }
}

impl WriteDao<'_> {
    /// Records a run that waits.
    ///
    /// # Errors
    /// When its id is taken, or the database refuses.
    pub fn append_run(&self, key: &str, name: &str, request: &str, author: &str, at: Timestamp) -> Result<(), StoreError> {
        let sql = "INSERT INTO run (key, name, state, request, author, created_at, changed_at)
                   VALUES (?1, ?2, 'waiting', ?3, ?4, ?5, ?5)";
        self.0.execute(sql, params![key, name, request, author, AsText(at)])?;
        Ok(())
    }

    /// Moves a run from one of the states `from` to `to`; `false` where it is in none of them.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn move_run(&self, key: &str, from: &[&str], to: &str, message: Option<&str>, at: Timestamp) -> Result<bool, StoreError> {
        let now: Option<String> = self.0.query_row("SELECT state FROM run WHERE key = ?1", [key], |row| row.get(0)).optional()?;
        if !now.is_some_and(|now| from.contains(&now.as_str())) {
            return Ok(false);
        }
        let sql = "UPDATE run SET state = ?2, message = ?3, changed_at = ?4 WHERE key = ?1";
        Ok(self.0.execute(sql, params![key, to, message, AsText(at)])? == 1)
    }

    /// Records how far a run is.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn count_run(&self, key: &str, rows: i64, problems: i64, at: Timestamp) -> Result<(), StoreError> {
        let sql = "UPDATE run SET rows = ?2, problems = ?3, changed_at = ?4 WHERE key = ?1";
        self.0.execute(sql, params![key, rows, problems, AsText(at)])?;
        Ok(())
    }

    /// Forgets a run that is in one of the states `of`; `false` where it is in none of them.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn remove_run(&self, key: &str, of: &[&str]) -> Result<bool, StoreError> {
        let now: Option<String> = self.0.query_row("SELECT state FROM run WHERE key = ?1", [key], |row| row.get(0)).optional()?;
        if !now.is_some_and(|now| of.contains(&now.as_str())) {
            return Ok(false);
        }
        Ok(self.0.execute("DELETE FROM run WHERE key = ?1", [key])? == 1)
    }
}

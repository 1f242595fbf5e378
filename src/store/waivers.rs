//! Waivers: broken cases a publisher let pass, with the reason given. They are only ever appended.

use rusqlite::params;

use super::{ReadDao, StoreError, WriteDao};
use fenzhen_engine::kb::Problem;

/// A problem that was let pass when a revision was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiver {
    /// The revision.
    pub revision: i64,
    /// The problem's code.
    pub code: String,
    /// The file it stands in.
    pub path: String,
    /// What was wrong.
    pub message: String,
    /// Why it might pass.
    pub reason: String,
    /// Who let it pass.
    pub author: String,
}

impl ReadDao<'_> {
    /// What was let pass in the revisions from `oldest` to `newest`, both included, in the order it was recorded.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn waivers(&self, oldest: i64, newest: i64) -> Result<Vec<Waiver>, StoreError> {
        let sql = "SELECT revision, code, path, message, reason, author FROM waiver WHERE revision BETWEEN ?1 AND ?2 ORDER BY id";
        let mut statement = self.0.prepare_cached(sql)?;
        let waivers = statement.query_map([oldest, newest], |row| {
            let (revision, code, path) = (row.get(0)?, row.get(1)?, row.get(2)?);
            Ok(Waiver { revision, code, path, message: row.get(3)?, reason: row.get(4)?, author: row.get(5)? })
        })?;
        Ok(waivers.collect::<Result<_, _>>()?)
    }
}

impl WriteDao<'_> {
    /// Records that `problems` were let pass in a revision.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn waive(&self, revision: i64, problems: &[Problem], reason: &str, author: &str) -> Result<(), StoreError> {
        let sql = "INSERT INTO waiver (revision, code, path, message, reason, author) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
        let mut insert = self.0.prepare_cached(sql)?;
        for problem in problems {
            insert.execute(params![revision, problem.code, problem.path, problem.message, reason, author])?;
        }
        Ok(())
    }
}

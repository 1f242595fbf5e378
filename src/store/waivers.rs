//! Waivers: broken cases a publisher let pass, with the reason given. They are only ever appended.

use rusqlite::params;

use super::{StoreError, WriteDao};
use crate::kb::Problem;

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

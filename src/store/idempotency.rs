//! What requests under an idempotency key were answered, so that a repeat is answered the same.

use rusqlite::{OptionalExtension, Row, params};

use super::{ReadDao, StoreError, WriteDao};

/// What was recorded under an idempotency key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recorded {
    /// Digest of the request.
    pub request: Vec<u8>,
    /// The answer, as JSON.
    pub answer: String,
}

impl ReadDao<'_> {
    /// What was recorded under a key; each kind of request has keys of its own.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn recorded_under(&self, scope: &str, key: &str) -> Result<Option<Recorded>, StoreError> {
        let sql = "SELECT request, answer FROM idempotent_request WHERE scope = ?1 AND key = ?2";
        let recorded = |row: &Row<'_>| Ok(Recorded { request: row.get(0)?, answer: row.get(1)? });
        Ok(self.0.prepare_cached(sql)?.query_row([scope, key], recorded).optional()?)
    }
}

impl WriteDao<'_> {
    /// Records what a request was answered.
    ///
    /// # Errors
    /// When the key is taken, or the database refuses.
    pub fn record_under(&self, scope: &str, key: &str, recorded: &Recorded) -> Result<(), StoreError> {
        let sql = "INSERT INTO idempotent_request (scope, key, request, answer) VALUES (?1, ?2, ?3, ?4)";
        self.0.prepare_cached(sql)?.execute(params![scope, key, recorded.request, recorded.answer])?;
        Ok(())
    }
}

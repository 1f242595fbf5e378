//! Feedback: what agents said of suggestions, and what they were answered, so that a repeat is answered the same.

use std::collections::HashSet;

use rusqlite::{OptionalExtension, params};

use super::{ReadDao, StoreError, WriteDao};

/// What was recorded under an idempotency key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recorded {
    /// Digest of the request.
    pub request: Vec<u8>,
    /// The answer, as JSON.
    pub answer: String,
}

/// Feedback to be recorded.
#[derive(Debug)]
pub struct NewFeedback<'a> {
    /// The sender's key for this request.
    pub idempotency_key: Option<&'a str>,
    /// Digest of the request.
    pub request: &'a [u8],
    /// The answer, as JSON.
    pub answer: &'a str,
    /// `accepted`, `corrected` or `rejected`.
    pub verdict: &'a str,
    /// Who says so.
    pub author: &'a str,
    /// When, RFC 3339.
    pub at: &'a str,
    /// The row of the ticket it is about.
    pub ticket: Option<i64>,
    /// The case it taught.
    pub taught_case: Option<i64>,
}

impl ReadDao<'_> {
    /// What was recorded under this key.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn feedback_under(&self, idempotency_key: &str) -> Result<Option<Recorded>, StoreError> {
        let sql = "SELECT request, answer FROM feedback WHERE idempotency_key = ?1";
        let mut statement = self.0.prepare_cached(sql)?;
        let recorded = |row: &rusqlite::Row<'_>| Ok(Recorded { request: row.get(0)?, answer: row.get(1)? });
        Ok(statement.query_row([idempotency_key], recorded).optional()?)
    }

    /// The ids of the tickets of which the last that was said is that the suggestion was wrong.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn rejected_tickets(&self) -> Result<HashSet<String>, StoreError> {
        // Beside max(), SQLite takes the other columns from the row that has it.
        let sql = "SELECT t.key FROM ticket AS t JOIN
                       (SELECT ticket, verdict, max(id) FROM feedback WHERE ticket IS NOT NULL GROUP BY ticket) AS last
                   ON t.id = last.ticket WHERE last.verdict = 'rejected'";
        let mut statement = self.0.prepare_cached(sql)?;
        let ids = statement.query_map([], |row| row.get(0))?;
        Ok(ids.collect::<Result<_, _>>()?)
    }
}

impl WriteDao<'_> {
    /// Records feedback.
    ///
    /// # Errors
    /// When its key is taken, or the database refuses.
    pub fn append_feedback(&self, feedback: &NewFeedback<'_>) -> Result<(), StoreError> {
        let sql = "INSERT INTO feedback (idempotency_key, request, answer, verdict, author, at, ticket, taught_case)
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
        let f = feedback;
        self.0.prepare_cached(sql)?.execute(params![
            f.idempotency_key,
            f.request,
            f.answer,
            f.verdict,
            f.author,
            f.at,
            f.ticket,
            f.taught_case
        ])?;
        Ok(())
    }
}

//! Feedback: what agents said of suggestions.

use std::collections::HashSet;

use jiff::Timestamp;
use rusqlite::params;

use super::instant::AsTextToMillis;
use super::{ReadDao, StoreError, WriteDao};

/// Feedback to be recorded.
#[derive(Debug)]
pub struct NewFeedback<'a> {
    /// `accepted`, `corrected` or `rejected`.
    pub verdict: &'a str,
    /// Who says so.
    pub author: &'a str,
    /// When; kept to the millisecond.
    pub at: Timestamp,
    /// The row of the ticket it is about.
    pub ticket: Option<i64>,
    /// The case it taught.
    pub taught_case: Option<i64>,
}

impl ReadDao<'_> {
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
    /// When the database refuses.
    pub fn append_feedback(&self, feedback: &NewFeedback<'_>) -> Result<(), StoreError> {
        let sql = "INSERT INTO feedback (verdict, author, at, ticket, taught_case) VALUES (?1, ?2, ?3, ?4, ?5)";
        let f = feedback;
        self.0.prepare_cached(sql)?.execute(params![f.verdict, f.author, AsTextToMillis(f.at), f.ticket, f.taught_case])?;
        Ok(())
    }
}

//! Tickets that were judged, with what was suggested: what edits are tried on, and what feedback refers to.

use fenzhen_engine::kb::Labels;
use jiff::Timestamp;
use rusqlite::{OptionalExtension, Row, params};

use super::instant::AsText;
use super::{ReadDao, StoreError, WriteDao};

/// The most tickets read at once.
const MOST: usize = 10_000;

/// A ticket and the first choices of its suggestion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JudgedTicket {
    /// The id the service gave it.
    pub id: String,
    /// The sender's id for it.
    pub external_id: Option<String>,
    /// Its title; may be empty.
    pub title: String,
    /// Its text.
    pub text: String,
    /// Where it came from, as its sender said.
    pub channel: Option<String>,
    /// The product it is about, as its sender said.
    pub product: Option<String>,
    /// When it came in.
    pub received_at: Timestamp,
    /// `answer`, `ambiguous` or `no_match`.
    pub outcome: String,
    /// The likeliest of each question, by id.
    pub labels: Labels,
    /// The library revision that judged it.
    pub revision: i64,
}

const COLUMNS: &str = "SELECT id, key, external_id, title, text, received_at, outcome, category, department, entry, revision,
                              channel, product
                       FROM ticket";

fn judged(row: &Row<'_>) -> rusqlite::Result<JudgedTicket> {
    Ok(JudgedTicket {
        id: row.get(1)?,
        external_id: row.get(2)?,
        title: row.get(3)?,
        text: row.get(4)?,
        received_at: row.get::<_, AsText>(5)?.0,
        outcome: row.get(6)?,
        labels: Labels { category: row.get(7)?, department: row.get(8)?, entry: row.get(9)? },
        revision: row.get(10)?,
        channel: row.get(11)?,
        product: row.get(12)?,
    })
}

impl ReadDao<'_> {
    /// The ticket with this id and its row, by which cases and feedback refer to it.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn judged_ticket(&self, id: &str) -> Result<Option<(i64, JudgedTicket)>, StoreError> {
        let mut statement = self.0.prepare_cached(&format!("{COLUMNS} WHERE key = ?1"))?;
        Ok(statement.query_row([id], |row| Ok((row.get(0)?, judged(row)?))).optional()?)
    }

    /// The last `many` tickets, at most 10,000, newest first.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn last_tickets(&self, many: usize) -> Result<Vec<JudgedTicket>, StoreError> {
        let mut statement = self.0.prepare_cached(&format!("{COLUMNS} ORDER BY id DESC LIMIT ?1"))?;
        let tickets = statement.query_map([i64::try_from(many.min(MOST)).unwrap_or(0)], judged)?;
        Ok(tickets.collect::<Result<_, _>>()?)
    }
}

impl WriteDao<'_> {
    /// Appends a judged ticket and gives its row.
    ///
    /// # Errors
    /// When its id is taken, or the database refuses.
    pub fn append_ticket(&self, ticket: &JudgedTicket) -> Result<i64, StoreError> {
        let sql =
            "INSERT INTO ticket (key, external_id, title, text, received_at, outcome, category, department, entry, revision,
                                 channel, product)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)";
        let t = ticket;
        self.0.prepare_cached(sql)?.execute(params![
            t.id,
            t.external_id,
            t.title,
            t.text,
            AsText(t.received_at),
            t.outcome,
            t.labels.category,
            t.labels.department,
            t.labels.entry,
            t.revision,
            t.channel,
            t.product
        ])?;
        Ok(self.0.last_insert_rowid())
    }
}

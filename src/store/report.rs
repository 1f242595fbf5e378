//! What a report is made of: the tickets of a stretch of days with their histories, what was said of their suggestions,
//! and the measures against what came often.

use std::collections::BTreeMap;

use jiff::Timestamp;
use rusqlite::{Row, params};

use super::instant::AsMillis;
use super::ticket_projection::{StoredEvent, event};
use super::{ReadDao, StoreError, WriteDao};

/// A registered ticket with all that happened to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportedTicket {
    /// Its id.
    pub id: String,
    /// The day it was registered on, counted from 1970.
    pub day: i64,
    /// Its history, oldest first.
    pub events: Vec<StoredEvent>,
    /// What was said of its suggestion.
    pub verdict: Option<String>,
    /// The entry it was confirmed to be of.
    pub confirmed: Option<String>,
}

/// A measure against a frequent problem.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Measure {
    /// Its number.
    pub id: i64,
    /// The entry whose problem it is against, by id.
    pub entry: String,
    /// The root cause.
    pub cause: String,
    /// What is done.
    pub what: String,
    /// Who does it.
    pub owner: String,
    /// By when: a date.
    pub due: String,
    /// Who wrote it down.
    pub author: String,
    /// When.
    pub at: Timestamp,
    /// When it was done.
    pub done_at: Option<Timestamp>,
}

fn measure(row: &Row<'_>) -> rusqlite::Result<Measure> {
    Ok(Measure {
        id: row.get(0)?,
        entry: row.get(1)?,
        cause: row.get(2)?,
        what: row.get(3)?,
        owner: row.get(4)?,
        due: row.get(5)?,
        author: row.get(6)?,
        at: row.get::<_, AsMillis>(7)?.0,
        done_at: row.get::<_, Option<AsMillis>>(8)?.map(|at| at.0),
    })
}

impl ReadDao<'_> {
    /// The tickets registered from day `first` to `last` (from 1970), in that order, at most `limit`.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn reported_tickets(&self, first: i64, last: i64, limit: usize) -> Result<Vec<ReportedTicket>, StoreError> {
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let which = "SELECT ticket FROM ticket_life WHERE day BETWEEN ?1 AND ?2 ORDER BY ticket LIMIT ?3";
        let sql = format!(
            "SELECT e.id, t.key, e.seq, e.at, e.author, e.kind, e.body, e.ticket, l.day FROM ticket_event AS e
             JOIN ticket AS t ON t.id = e.ticket JOIN ticket_life AS l ON l.ticket = e.ticket WHERE e.ticket IN ({which}) ORDER BY e.ticket, e.seq"
        );
        let mut told: BTreeMap<i64, ReportedTicket> = BTreeMap::new();
        let mut statement = self.0.prepare_cached(&sql)?;
        for row in statement.query_map([first, last, limit], |row| Ok((row.get(7)?, row.get(8)?, event(row)?)))? {
            let (ticket, day, event): (i64, i64, StoredEvent) = row?;
            let id = event.ticket.clone().unwrap_or_default();
            let of = told.entry(ticket).or_insert_with(|| ReportedTicket {
                id,
                day,
                events: Vec::new(),
                verdict: None,
                confirmed: None,
            });
            of.events.push(event);
        }
        // The last word on a ticket counts.
        let sql = format!(
            "SELECT f.ticket, f.verdict, c.entry FROM feedback AS f LEFT JOIN taught_case AS c ON c.id = f.taught_case
             WHERE f.ticket IN ({which}) ORDER BY f.id"
        );
        let mut statement = self.0.prepare_cached(&sql)?;
        for row in statement.query_map([first, last, limit], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))? {
            let (ticket, verdict, confirmed): (i64, String, Option<String>) = row?;
            if let Some(told) = told.get_mut(&ticket) {
                (told.verdict, told.confirmed) = (Some(verdict), confirmed);
            }
        }
        Ok(told.into_values().collect())
    }

    /// The measures that are open, or were done since `since`, oldest first, at most 1,000.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn measures(&self, since: Timestamp) -> Result<Vec<Measure>, StoreError> {
        let sql = "SELECT id, entry, cause, what, owner, due, author, at, done_at FROM measure
                   WHERE done_at IS NULL OR done_at >= ?1 ORDER BY id LIMIT 1000";
        let mut statement = self.0.prepare_cached(sql)?;
        Ok(statement.query_map([AsMillis(since)], measure)?.collect::<Result<_, _>>()?)
    }
}

impl WriteDao<'_> {
    /// Writes a measure down and gives its number.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn add_measure(&self, measure: &Measure) -> Result<i64, StoreError> {
        let sql = "INSERT INTO measure (entry, cause, what, owner, due, author, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
        let m = measure;
        self.0.execute(sql, params![m.entry, m.cause, m.what, m.owner, m.due, m.author, AsMillis(m.at)])?;
        Ok(self.0.last_insert_rowid())
    }

    /// Says that a measure is done; `false` where there is none, or it was done before.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn measure_done(&self, id: i64, at: Timestamp) -> Result<bool, StoreError> {
        Ok(self.0.execute("UPDATE measure SET done_at = ?2 WHERE id = ?1 AND done_at IS NULL", params![id, AsMillis(at)])? > 0)
    }
}

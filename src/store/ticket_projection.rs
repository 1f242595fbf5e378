//! Registered tickets: their events, and what lists and clocks ask of them.
//!
//! The events are the truth and only ever appended to; the row beside them is made again from their fold with every
//! event, in the same transaction, and so are the deliveries of webhooks.

use jiff::Timestamp;
use rusqlite::{OptionalExtension, Row, params};

use super::instant::{AsMillis, to_the_millisecond};
use super::{ReadDao, StoreError, WriteDao};

/// What the fold of a ticket's events says, as far as it is looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TicketProjection {
    /// The number of its last event.
    pub seq: u32,
    /// The states it is in.
    pub state: String,
    /// 0 low, 1 medium, 2 high.
    pub urgency: u8,
    /// The level it is handled at, from 1.
    pub level: u32,
    /// By id.
    pub category: Option<String>,
    /// By id.
    pub entry: Option<String>,
    /// By id.
    pub department: Option<String>,
    /// Who faces the customer.
    pub front: Option<String>,
    /// When it ended.
    pub ended_at: Option<Timestamp>,
    /// Its earliest open deadline.
    pub due_at: Option<Timestamp>,
    /// When a clock fires next.
    pub fires_at: Option<Timestamp>,
    /// The library revision these were counted with.
    pub revision: i64,
}

/// What a registered ticket has beside the judged one, and keeps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewRegistration<'a> {
    /// The row of the judged ticket.
    pub ticket: i64,
    /// The sender's system.
    pub source: &'a str,
    /// The sender's id for it.
    pub external_id: Option<&'a str>,
    /// A digest that equal complaints share.
    pub digest: &'a [u8],
    /// The product it is about.
    pub product: Option<&'a str>,
    /// Where.
    pub region: Option<&'a str>,
    /// When it was registered.
    pub registered_at: Timestamp,
    /// When the customer said it.
    pub received_at: Timestamp,
    /// The day it was registered on, from 1970.
    pub day: i64,
}

/// An event as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredEvent {
    /// Its number, the feed's cursor.
    pub id: i64,
    /// The ticket's id; `None` for what is about many.
    pub ticket: Option<String>,
    /// The number in the ticket's history, from 1.
    pub seq: u32,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub author: String,
    /// Its kind.
    pub kind: String,
    /// JSON.
    pub body: String,
}

/// An event to be kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewEvent<'a> {
    /// The row of its ticket; `None` for what is about many.
    pub ticket: Option<i64>,
    /// The number in the ticket's history, from 1.
    pub seq: u32,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub author: &'a str,
    /// Its kind.
    pub kind: &'a str,
    /// JSON.
    pub body: &'a str,
}

/// A ticket that repeats, or may repeat, another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RepeatCandidate {
    /// Its id.
    pub ticket: String,
    /// The states it is in.
    pub state: String,
    /// When it was registered.
    pub registered_at: Timestamp,
    /// Its category, by id.
    pub category: Option<String>,
}

/// The most candidates that are looked at.
const MOST_CANDIDATES: i64 = 20;

const EVENT: &str = "SELECT e.id, t.key, e.seq, e.at, e.author, e.kind, e.body
                     FROM ticket_event AS e LEFT JOIN ticket AS t ON t.id = e.ticket";

pub(super) fn event(row: &Row<'_>) -> rusqlite::Result<StoredEvent> {
    Ok(StoredEvent {
        id: row.get(0)?,
        ticket: row.get(1)?,
        seq: row.get(2)?,
        at: row.get::<_, AsMillis>(3)?.0,
        author: row.get(4)?,
        kind: row.get(5)?,
        body: row.get(6)?,
    })
}

fn candidate(row: &Row<'_>) -> rusqlite::Result<RepeatCandidate> {
    let AsMillis(registered_at) = row.get(2)?;
    Ok(RepeatCandidate { ticket: row.get(0)?, state: row.get(1)?, registered_at, category: row.get(3)? })
}

impl ReadDao<'_> {
    /// The row of a registered ticket, by its id; `None` where it was never registered.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn registered(&self, id: &str) -> Result<Option<i64>, StoreError> {
        let sql = "SELECT l.ticket FROM ticket AS t JOIN ticket_life AS l ON l.ticket = t.id WHERE t.key = ?1";
        Ok(self.0.prepare_cached(sql)?.query_row([id], |row| row.get(0)).optional()?)
    }

    /// The ticket a sender registered under this id.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn registered_as(&self, source: &str, external_id: &str) -> Result<Option<String>, StoreError> {
        let sql = "SELECT t.key FROM ticket_life AS l JOIN ticket AS t ON t.id = l.ticket
                   WHERE l.source = ?1 AND l.external_id = ?2";
        Ok(self.0.prepare_cached(sql)?.query_row([source, external_id], |row| row.get(0)).optional()?)
    }

    /// The history of a ticket, by its row, oldest first.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn history_of(&self, ticket: i64) -> Result<Vec<StoredEvent>, StoreError> {
        let mut statement = self.0.prepare_cached(&format!("{EVENT} WHERE e.ticket = ?1 ORDER BY e.seq"))?;
        Ok(statement.query_map([ticket], event)?.collect::<Result<_, _>>()?)
    }

    /// At most `limit` events after the one numbered `after`, oldest first.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn events_after(&self, after: i64, limit: usize) -> Result<Vec<StoredEvent>, StoreError> {
        let mut statement = self.0.prepare_cached(&format!("{EVENT} WHERE e.id > ?1 ORDER BY e.id LIMIT ?2"))?;
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        Ok(statement.query_map([after, limit], event)?.collect::<Result<_, _>>()?)
    }

    /// Registered tickets with the same text, newest first; of open ones also those closed.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn with_the_same_text(&self, digest: &[u8], since: Timestamp) -> Result<Vec<RepeatCandidate>, StoreError> {
        let sql = "SELECT t.key, l.state, l.registered_at, l.category FROM ticket_life AS l JOIN ticket AS t ON t.id = l.ticket
                   WHERE l.digest = ?1 AND l.registered_at >= ?2 ORDER BY l.ticket DESC LIMIT ?3";
        let mut statement = self.0.prepare_cached(sql)?;
        Ok(statement.query_map(params![digest, AsMillis(since), MOST_CANDIDATES], candidate)?.collect::<Result<_, _>>()?)
    }

    /// Open tickets of a customer, newest first.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn open_of_customer(&self, customer: &[u8]) -> Result<Vec<RepeatCandidate>, StoreError> {
        let sql = "SELECT t.key, l.state, l.registered_at, l.category FROM ticket_customer AS c
                   JOIN ticket_life AS l ON l.ticket = c.ticket JOIN ticket AS t ON t.id = l.ticket
                   WHERE c.digest = ?1 AND l.ended_at IS NULL ORDER BY l.ticket DESC LIMIT ?2";
        let mut statement = self.0.prepare_cached(sql)?;
        Ok(statement.query_map(params![customer, MOST_CANDIDATES], candidate)?.collect::<Result<_, _>>()?)
    }

    /// At most `limit` open tickets whose clocks fire by `now`, or were counted with another library revision.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn to_be_looked_at(&self, now: Timestamp, revision: i64, limit: usize) -> Result<Vec<i64>, StoreError> {
        let sql = "SELECT ticket FROM (SELECT ticket FROM ticket_life WHERE fires_at <= ?1 ORDER BY fires_at LIMIT ?3)
                   UNION SELECT ticket FROM (SELECT ticket FROM ticket_life WHERE ended_at IS NULL AND revision < ?2 LIMIT ?3)
                   UNION SELECT ticket FROM (SELECT ticket FROM ticket_life WHERE ended_at IS NULL AND revision > ?2 LIMIT ?3)";
        let mut statement = self.0.prepare_cached(sql)?;
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        Ok(statement.query_map(params![AsMillis(now), revision, limit], |row| row.get(0))?.collect::<Result<_, _>>()?)
    }
}

impl WriteDao<'_> {
    /// Makes a judged ticket a registered one.
    ///
    /// # Errors
    /// When its external id is taken, or the database refuses.
    pub fn add_registration(&self, life: &NewRegistration<'_>, row: &TicketProjection) -> Result<(), StoreError> {
        let sql =
            "INSERT INTO ticket_life (ticket, source, external_id, digest, product, region, registered_at, received_at, day,
                       seq, state, urgency, level, category, entry, department, front, ended_at, due_at, fires_at, revision)
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21)";
        let (l, r) = (life, row);
        self.0.prepare_cached(sql)?.execute(params![
            l.ticket,
            l.source,
            l.external_id,
            l.digest,
            l.product,
            l.region,
            AsMillis(l.registered_at),
            AsMillis(l.received_at),
            l.day,
            r.seq,
            r.state,
            r.urgency,
            r.level,
            r.category,
            r.entry,
            r.department,
            r.front,
            r.ended_at.map(AsMillis),
            r.due_at.map(AsMillis),
            r.fires_at.map(AsMillis),
            r.revision
        ])?;
        Ok(())
    }

    /// Puts down what the fold of a ticket's events says now. Where that changes what the ticket is about, the change gets a
    /// number, as a change of its suggestion does: what a run would write over it must see both.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn set_projection(&self, ticket: i64, row: &TicketProjection) -> Result<(), StoreError> {
        let changes = "UPDATE ticket_change SET number = number + 1
                       WHERE EXISTS (SELECT 1 FROM ticket_life WHERE ticket = ?1
                                     AND (category IS NOT ?2 OR entry IS NOT ?3 OR urgency <> ?4))";
        if self.0.prepare_cached(changes)?.execute(params![ticket, row.category, row.entry, row.urgency])? > 0 {
            let number = "UPDATE ticket SET changed = (SELECT number FROM ticket_change) WHERE id = ?1";
            self.0.prepare_cached(number)?.execute([ticket])?;
        }
        let sql = "UPDATE ticket_life SET seq = ?2, state = ?3, urgency = ?4, level = ?5, category = ?6, entry = ?7,
                       department = ?8, front = ?9, ended_at = ?10, due_at = ?11, fires_at = ?12, revision = ?13
                   WHERE ticket = ?1";
        let r = row;
        self.0.prepare_cached(sql)?.execute(params![
            ticket,
            r.seq,
            r.state,
            r.urgency,
            r.level,
            r.category,
            r.entry,
            r.department,
            r.front,
            r.ended_at.map(AsMillis),
            r.due_at.map(AsMillis),
            r.fires_at.map(AsMillis),
            r.revision
        ])?;
        Ok(())
    }

    /// Appends an event and puts it in the outbox of every webhook; gives it as it is kept, without
    /// its ticket's id: with its number, at a whole millisecond.
    ///
    /// # Errors
    /// When the ticket has an event of this number, or the database refuses.
    pub fn append_event(&self, event: &NewEvent<'_>) -> Result<StoredEvent, StoreError> {
        let sql = "INSERT INTO ticket_event (ticket, seq, at, author, kind, body) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
        let e = event;
        self.0.prepare_cached(sql)?.execute(params![e.ticket, e.seq, AsMillis(e.at), e.author, e.kind, e.body])?;
        let id = self.0.last_insert_rowid();
        // Due at once, whatever the system's clock says then: an event may be dated after it, where the clock was set back.
        let outbox = "INSERT INTO delivery (webhook, event, ticket, state, due_at)
                      SELECT id, ?1, ?2, 'pending', 0 FROM webhook WHERE removed_at IS NULL";
        self.0.prepare_cached(outbox)?.execute(params![id, e.ticket])?;
        Ok(StoredEvent {
            id,
            ticket: None,
            seq: e.seq,
            at: to_the_millisecond(e.at),
            author: e.author.to_owned(),
            kind: e.kind.to_owned(),
            body: e.body.to_owned(),
        })
    }

    /// Remembers by what a ticket's customer is known again.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn add_customer(&self, ticket: i64, digest: &[u8]) -> Result<(), StoreError> {
        let sql = "INSERT OR IGNORE INTO ticket_customer (digest, ticket) VALUES (?1, ?2)";
        self.0.prepare_cached(sql)?.execute(params![digest, ticket])?;
        Ok(())
    }
}

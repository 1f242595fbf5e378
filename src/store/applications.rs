//! Applications: what applying a run wrote over tickets, kept so that it can be taken back.
//!
//! Nothing here decides whether a ticket may be overwritten; it says what there is and keeps what was done.

use fenzhen_engine::kb::Labels;
use jiff::Timestamp;
use rusqlite::{OptionalExtension, Row, params};

use super::instant::{AsText, AsTextToMillis};
use super::{ReadDao, StoreError, WriteDao};

/// What is suggested for a ticket.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TicketState {
    /// `answer`, `ambiguous` or `no_match`.
    pub outcome: String,
    /// The likeliest of each question, by id.
    pub labels: Labels,
    /// The library revision that judged it.
    pub revision: i64,
}

/// A ticket on record, with what decides whether it may be overwritten.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TicketNow {
    /// Its row, by which the rest refers to it.
    pub row: i64,
    /// Its id.
    pub key: String,
    /// The number of its last change.
    pub changed: i64,
    /// When somebody last confirmed what it is; cases that were revoked do not count.
    pub confirmed_at: Option<Timestamp>,
    /// What is suggested for it.
    pub state: TicketState,
    /// Where it is registered, how far its life is.
    pub life: Option<LifeNow>,
}

/// How far the life of a registered ticket is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LifeNow {
    /// The number of its last event.
    pub seq: u32,
    /// Whether it has ended.
    pub ended: bool,
}

/// The ticket that an id stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Named {
    /// None.
    Nobody,
    /// This one.
    One(Box<TicketNow>),
    /// Tickets of several sources, or perhaps so, and which is meant was not said.
    Several,
}

/// The state of all tickets: what comes after it has a higher number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TicketMark {
    /// The newest ticket's row.
    pub newest: i64,
    /// The number of the last change.
    pub change: i64,
}

/// A run that was applied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Application {
    /// Its number.
    pub id: i64,
    /// The run's name.
    pub run: String,
    /// Who applied it.
    pub author: String,
    /// When; kept to the millisecond.
    pub at: Timestamp,
    /// When it was taken back.
    pub undone_at: Option<Timestamp>,
}

/// A ticket that was overwritten or added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Applied {
    /// The ticket's row.
    pub row: i64,
    /// Its id.
    pub key: String,
    /// What was suggested before; `None` where the ticket was added.
    pub before: Option<TicketState>,
    /// What was written.
    pub after: TicketState,
}

/// The columns of a state, as [`state`] reads them.
pub(super) const STATE: &str = "outcome, category, department, entry, revision";

const TICKET: &str = "SELECT t.id, t.key, t.changed,
                             (SELECT max(c.taught_at) FROM taught_case AS c WHERE c.ticket = t.id AND c.revoked_at IS NULL),
                             t.outcome, t.category, t.department, t.entry, t.revision, l.seq, l.ended_at IS NOT NULL
                      FROM ticket AS t LEFT JOIN ticket_life AS l ON l.ticket = t.id";

const APPLIED: &str = "SELECT ticket, key, added, before_outcome, before_category, before_department, before_entry,
                              before_revision, after_outcome, after_category, after_department, after_entry, after_revision
                       FROM applied_ticket";

pub(super) fn state(row: &Row<'_>, first: usize) -> rusqlite::Result<TicketState> {
    Ok(TicketState {
        outcome: row.get(first)?,
        labels: Labels { category: row.get(first + 1)?, department: row.get(first + 2)?, entry: row.get(first + 3)? },
        revision: row.get(first + 4)?,
    })
}

fn ticket(row: &Row<'_>) -> rusqlite::Result<TicketNow> {
    let (seq, ended): (Option<u32>, bool) = (row.get(9)?, row.get(10)?);
    Ok(TicketNow {
        row: row.get(0)?,
        key: row.get(1)?,
        changed: row.get(2)?,
        confirmed_at: row.get::<_, Option<AsText>>(3)?.map(|at| at.0),
        state: state(row, 4)?,
        life: seq.map(|seq| LifeNow { seq, ended }),
    })
}

fn applied(row: &Row<'_>) -> rusqlite::Result<Applied> {
    let added: bool = row.get(2)?;
    let before = if added { None } else { Some(state(row, 3)?) };
    Ok(Applied { row: row.get(0)?, key: row.get(1)?, before, after: state(row, 8)? })
}

fn application(row: &Row<'_>) -> rusqlite::Result<Application> {
    let (id, run, author) = (row.get(0)?, row.get(1)?, row.get(2)?);
    let (AsText(at), undone_at) = (row.get(3)?, row.get::<_, Option<AsText>>(4)?.map(|at| at.0));
    Ok(Application { id, run, author, at, undone_at })
}

impl ReadDao<'_> {
    /// The state of all tickets now.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn ticket_mark(&self) -> Result<TicketMark, StoreError> {
        let sql = "SELECT (SELECT coalesce(max(id), 0) FROM ticket), (SELECT number FROM ticket_change)";
        Ok(self.0.query_row(sql, [], |row| Ok(TicketMark { newest: row.get(0)?, change: row.get(1)? }))?)
    }

    /// The ticket with this id, which may be ours or the sender's. Senders give the same id to different tickets: where no
    /// `source` is named, an id must stand for tickets of one source. Of a source that is named it is the registered ticket,
    /// else what no source is known of. Of several judged under one id it is the newest.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn ticket_named(&self, id: &str, source: Option<&str>) -> Result<Named, StoreError> {
        let mut statement = self.0.prepare_cached(&format!("{TICKET} WHERE t.key = ?1"))?;
        if let Some(found) = statement.query_row([id], ticket).optional()? {
            return Ok(Named::One(Box::new(found)));
        }
        let sql =
            format!("{TICKET} WHERE t.external_id = ?1 AND (l.ticket IS NULL OR ?2 IS NULL OR l.source = ?2) ORDER BY t.id DESC");
        let (mut judged, mut registered) = (None, None);
        let mut statement = self.0.prepare_cached(&sql)?;
        let mut rows = statement.query(params![id, source])?;
        while let Some(row) = rows.next()? {
            let found = ticket(row)?;
            if found.life.is_none() {
                judged.get_or_insert(found);
            } else if registered.replace(found).is_some() {
                // A source has an id once.
                return Ok(Named::Several);
            }
        }
        Ok(match (registered, judged) {
            (Some(_), Some(_)) if source.is_none() => Named::Several,
            (Some(found), _) | (None, Some(found)) => Named::One(Box::new(found)),
            (None, None) => Named::Nobody,
        })
    }

    /// The ticket in a row.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn ticket_in(&self, row: i64) -> Result<Option<TicketNow>, StoreError> {
        let mut statement = self.0.prepare_cached(&format!("{TICKET} WHERE t.id = ?1"))?;
        Ok(statement.query_row([row], ticket).optional()?)
    }

    /// The last time a run was applied and not taken back.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn standing_application(&self, run: &str) -> Result<Option<Application>, StoreError> {
        let sql = "SELECT id, run, author, at, undone_at FROM application
                   WHERE run = ?1 AND undone_at IS NULL ORDER BY id DESC LIMIT 1";
        Ok(self.0.query_row(sql, [run], application).optional()?)
    }

    /// The application with this number.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn application(&self, id: i64) -> Result<Option<Application>, StoreError> {
        let sql = "SELECT id, run, author, at, undone_at FROM application WHERE id = ?1";
        Ok(self.0.query_row(sql, [id], application).optional()?)
    }

    /// At most `limit` of the tickets an application wrote, after the one in row `after`, in the order of their rows.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn applied(&self, id: i64, after: i64, limit: usize) -> Result<Vec<Applied>, StoreError> {
        let sql = format!("{APPLIED} WHERE application = ?1 AND ticket > ?2 ORDER BY ticket LIMIT ?3");
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        Ok(self.0.prepare_cached(&sql)?.query_map([id, after, limit], applied)?.collect::<Result<_, _>>()?)
    }

    /// What an application wrote over the ticket in a row.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn applied_to(&self, id: i64, ticket: i64) -> Result<Option<Applied>, StoreError> {
        let sql = format!("{APPLIED} WHERE application = ?1 AND ticket = ?2");
        Ok(self.0.prepare_cached(&sql)?.query_row([id, ticket], applied).optional()?)
    }

    /// Whether somebody gave feedback on the ticket in a row.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn has_feedback(&self, ticket: i64) -> Result<bool, StoreError> {
        let sql = "SELECT EXISTS (SELECT 1 FROM feedback WHERE ticket = ?1)
                       OR EXISTS (SELECT 1 FROM taught_case WHERE ticket = ?1)";
        Ok(self.0.prepare_cached(sql)?.query_row([ticket], |row| row.get(0))?)
    }
}

impl WriteDao<'_> {
    /// Records that a run is being applied, and gives the number of that.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn append_application(&self, run: &str, author: &str, at: Timestamp) -> Result<i64, StoreError> {
        self.0
            .execute("INSERT INTO application (run, author, at) VALUES (?1, ?2, ?3)", params![run, author, AsTextToMillis(at)])?;
        Ok(self.0.last_insert_rowid())
    }

    /// Records that an application was taken back.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn mark_undone(&self, application: i64, by: &str, at: Timestamp) -> Result<(), StoreError> {
        self.0.execute(
            "UPDATE application SET undone_by = ?2, undone_at = ?3 WHERE id = ?1",
            params![application, by, AsTextToMillis(at)],
        )?;
        Ok(())
    }
}

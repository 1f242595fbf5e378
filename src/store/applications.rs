//! Applications: what applying a run wrote over tickets, kept so that it can be taken back.
//!
//! Nothing here decides whether a ticket may be overwritten; it says what there is and keeps what was done.

use rusqlite::{OptionalExtension, Row, params};

use super::{ReadDao, StoreError, WriteDao};

/// What is suggested for a ticket.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TicketState {
    /// `answer`, `ambiguous` or `no_match`.
    pub outcome: String,
    /// The first category, by id.
    pub category: Option<String>,
    /// The first department, by id.
    pub department: Option<String>,
    /// The first entry, by id.
    pub entry: Option<String>,
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
    /// When somebody last confirmed what it is, RFC 3339; cases that were revoked do not count.
    pub confirmed_at: Option<String>,
    /// What is suggested for it.
    pub state: TicketState,
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
    /// When, RFC 3339.
    pub at: String,
    /// When it was taken back.
    pub undone_at: Option<String>,
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

const TICKET: &str = "SELECT t.id, t.key, t.changed,
                             (SELECT max(c.taught_at) FROM taught_case AS c WHERE c.ticket = t.id AND c.revoked_at IS NULL),
                             t.outcome, t.category, t.department, t.entry, t.revision FROM ticket AS t";

fn state(row: &Row<'_>, first: usize) -> rusqlite::Result<TicketState> {
    Ok(TicketState {
        outcome: row.get(first)?,
        category: row.get(first + 1)?,
        department: row.get(first + 2)?,
        entry: row.get(first + 3)?,
        revision: row.get(first + 4)?,
    })
}

fn ticket(row: &Row<'_>) -> rusqlite::Result<TicketNow> {
    Ok(TicketNow { row: row.get(0)?, key: row.get(1)?, changed: row.get(2)?, confirmed_at: row.get(3)?, state: state(row, 4)? })
}

fn application(row: &Row<'_>) -> rusqlite::Result<Application> {
    let (id, run, author) = (row.get(0)?, row.get(1)?, row.get(2)?);
    Ok(Application { id, run, author, at: row.get(3)?, undone_at: row.get(4)? })
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

    /// The ticket with this id, which may be ours or the sender's; of several with the sender's the newest.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn ticket_now(&self, id: &str) -> Result<Option<TicketNow>, StoreError> {
        let mut statement = self.0.prepare_cached(&format!("{TICKET} WHERE t.key = ?1"))?;
        if let Some(found) = statement.query_row([id], ticket).optional()? {
            return Ok(Some(found));
        }
        let sql = format!("{TICKET} WHERE t.external_id = ?1 ORDER BY t.id DESC LIMIT 1");
        Ok(self.0.prepare_cached(&sql)?.query_row([id], ticket).optional()?)
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

    /// Calls `each` with every ticket an application wrote, in the order of their rows.
    ///
    /// # Errors
    /// When the database refuses, or `each` does.
    pub fn applied(&self, id: i64, mut each: impl FnMut(Applied) -> Result<(), StoreError>) -> Result<(), StoreError> {
        let sql = "SELECT ticket, key, added, before_outcome, before_category, before_department, before_entry, before_revision,
                          after_outcome, after_category, after_department, after_entry, after_revision
                   FROM applied_ticket WHERE application = ?1 ORDER BY ticket";
        let mut statement = self.0.prepare_cached(sql)?;
        let mut rows = statement.query([id])?;
        while let Some(row) = rows.next()? {
            let added: bool = row.get(2)?;
            let before = if added { None } else { Some(state(row, 3)?) };
            each(Applied { row: row.get(0)?, key: row.get(1)?, before, after: state(row, 8)? })?;
        }
        Ok(())
    }
}

impl WriteDao<'_> {
    /// Records that a run is being applied, and gives the number of that.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn append_application(&self, run: &str, author: &str, at: &str) -> Result<i64, StoreError> {
        self.0.execute("INSERT INTO application (run, author, at) VALUES (?1, ?2, ?3)", params![run, author, at])?;
        Ok(self.0.last_insert_rowid())
    }

    /// Takes back the record of an application that wrote nothing.
    ///
    /// # Errors
    /// When the database refuses, as it does one that wrote something.
    pub fn remove_application(&self, id: i64) -> Result<(), StoreError> {
        self.0.execute("DELETE FROM application WHERE id = ?1", [id])?;
        Ok(())
    }

    /// Overwrites what is suggested for a ticket.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn set_ticket_state(&self, row: i64, state: &TicketState) -> Result<(), StoreError> {
        let sql = "UPDATE ticket SET outcome = ?2, category = ?3, department = ?4, entry = ?5, revision = ?6 WHERE id = ?1";
        let s = state;
        let values = params![row, s.outcome, s.category, s.department, s.entry, s.revision];
        self.0.prepare_cached(sql)?.execute(values)?;
        Ok(())
    }

    /// Records what an application wrote.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn append_applied(&self, application: i64, applied: &Applied) -> Result<(), StoreError> {
        let sql = "INSERT INTO applied_ticket VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)";
        let (before, after) = (applied.before.as_ref(), &applied.after);
        self.0.prepare_cached(sql)?.execute(params![
            application,
            applied.row,
            applied.key,
            before.is_none(),
            before.map(|b| &b.outcome),
            before.and_then(|b| b.category.as_ref()),
            before.and_then(|b| b.department.as_ref()),
            before.and_then(|b| b.entry.as_ref()),
            before.map(|b| b.revision),
            after.outcome,
            after.category,
            after.department,
            after.entry,
            after.revision,
        ])?;
        Ok(())
    }

    /// Removes a ticket that nothing refers to; `false` where somebody gave feedback on it.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn remove_ticket(&self, row: i64) -> Result<bool, StoreError> {
        let sql = "DELETE FROM ticket WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM feedback WHERE ticket = ?1)
                   AND NOT EXISTS (SELECT 1 FROM taught_case WHERE ticket = ?1)";
        Ok(self.0.prepare_cached(sql)?.execute([row])? == 1)
    }

    /// Records that an application was taken back.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn mark_undone(&self, application: i64, by: &str, at: &str) -> Result<(), StoreError> {
        self.0.execute("UPDATE application SET undone_by = ?2, undone_at = ?3 WHERE id = ?1", params![application, by, at])?;
        Ok(())
    }
}

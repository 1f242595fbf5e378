//! Rewriting: many tickets changed at once, by applying a run or by taking that back.
//!
//! What is to become of each is gathered first, in a table of this connection's own (on disk, so that memory stays flat),
//! while others go on writing. Then all of it is written in one short transaction. Every row remembers how its ticket stood
//! when it was gathered, so that what changed in between is found and decided again. Nothing here decides.

use rusqlite::{Connection, OptionalExtension, Row, Transaction, TransactionBehavior, params};

use super::applications::{STATE, TicketState, state};
use super::becomes::{Becomes, Rewrite, TicketText};
use super::instant::{AsMillis, AsText};
use super::{ReadDao, Store, StoreError, WriteDao, connection};

/// Rows that became outdated and are looked at together.
const OUTDATED: i64 = 1_000;

const TABLE: &str = "PRAGMA temp_store = FILE;
    CREATE TEMP TABLE rewrite (
        nth           INTEGER PRIMARY KEY,
        line          INTEGER,           -- of the input
        id            TEXT NOT NULL,     -- by which it was named
        what          TEXT NOT NULL,     -- 'set', 'add' or 'remove'
        ticket        INTEGER,           -- its row; none for one that is to be added, until it is
        key           TEXT NOT NULL,
        newest        INTEGER NOT NULL,  -- how it stood: the newest ticket then,
        changed       INTEGER,           -- its last change,
        seq           INTEGER,           -- its last event,
        confirmed_at  TEXT,              -- its last confirmation
        confirmed     INTEGER NOT NULL,  -- whether it is overwritten although somebody confirmed it
        before_outcome TEXT, before_category TEXT, before_department TEXT, before_entry TEXT, before_revision INTEGER,
        outcome TEXT NOT NULL, category TEXT, department TEXT, entry TEXT, revision INTEGER NOT NULL,
        urgency       TEXT,              -- as the input says
        title TEXT, text TEXT, received_at TEXT,
        -- The event of a registered ticket, and what its life says then.
        event_at INTEGER, event_kind TEXT, event TEXT,
        life_urgency INTEGER, life_category TEXT, life_entry TEXT, due_at INTEGER, fires_at INTEGER, counted INTEGER
    ) STRICT;
    CREATE UNIQUE INDEX temp.rewrite_by_ticket ON rewrite (ticket) WHERE ticket IS NOT NULL;
    CREATE INDEX temp.rewrite_to_be_added ON rewrite (id) WHERE what = 'add';";

/// What is to be written, and where it is gathered.
pub struct Rewriting<'a> {
    store: &'a Store,
    connection: Connection,
}

/// Gathering, or writing what was gathered. Made by [`Rewriting`].
pub struct RewriteDao<'a> {
    transaction: &'a Transaction<'a>,
    /// The newest ticket in this transaction.
    newest: i64,
}

/// A gathered row whose ticket is not any more what it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outdated {
    /// Its ticket's row, where it had one.
    pub ticket: Option<i64>,
    /// The line of the input.
    pub line: Option<u64>,
    /// By which id it was named.
    pub id: String,
    /// What was to be suggested for it.
    pub says: TicketState,
    /// How urgent the input says it is.
    pub urgency: Option<String>,
    /// Its text, where it was to be added.
    pub text: Option<TicketText>,
    nth: i64,
}

/// How many tickets are rewritten.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RewriteCounts {
    /// Overwritten.
    pub set: u64,
    /// Of them those that say something else then, not only by another revision; what is only guessed where nothing is
    /// known does not count.
    pub moved: u64,
    /// Of them confirmed by somebody.
    pub confirmed: u64,
    /// Added.
    pub added: u64,
    /// Removed.
    pub removed: u64,
}

impl Store {
    /// A place to gather in.
    ///
    /// # Errors
    /// When the database cannot be opened.
    pub fn rewriting(&self) -> Result<Rewriting<'_>, StoreError> {
        let connection = connection::open(&self.path)?;
        connection.execute_batch(TABLE)?;
        // What refers to tickets that are removed is looked for once for all of them (`take_outdated`), not through tables
        // without an index once for each.
        connection.pragma_update(None, "foreign_keys", false)?;
        Ok(Rewriting { store: self, connection })
    }
}

impl Rewriting<'_> {
    /// Gathers what is to be written, from one state of the database. Others write meanwhile.
    ///
    /// # Errors
    /// Those of the closure, and when the database refuses.
    pub fn gather<T, E: From<StoreError>>(&mut self, ask: impl FnOnce(&RewriteDao<'_>) -> Result<T, E>) -> Result<T, E> {
        self.within(TransactionBehavior::Deferred, ask)
    }

    /// Writes: all of it is kept, or on an error none. Others wait meanwhile.
    ///
    /// # Errors
    /// Those of the closure, and when the transaction cannot be kept.
    pub fn write<T, E: From<StoreError>>(&mut self, change: impl FnOnce(&RewriteDao<'_>) -> Result<T, E>) -> Result<T, E> {
        let store = self.store;
        // Writers of this process wait their turn, however long that takes; those of others ask for the lock.
        let _turn = store.writer.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        self.within(TransactionBehavior::Immediate, change)
    }

    fn within<T, E: From<StoreError>>(
        &mut self,
        behavior: TransactionBehavior,
        act: impl FnOnce(&RewriteDao<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let transaction = self.connection.transaction_with_behavior(behavior).map_err(StoreError::from)?;
        let newest = ReadDao(&transaction).ticket_mark()?.newest;
        let answer = act(&RewriteDao { transaction: &transaction, newest })?;
        transaction.commit().map_err(StoreError::from)?;
        Ok(answer)
    }
}

fn outdated(row: &Row<'_>) -> rusqlite::Result<Outdated> {
    let text: Option<String> = row.get(11)?;
    let text = text.map(|text| {
        let (title, AsText(received_at)) = (row.get(10)?, row.get(12)?);
        Ok::<_, rusqlite::Error>(TicketText { title, text, received_at })
    });
    Ok(Outdated {
        nth: row.get(0)?,
        ticket: row.get(1)?,
        line: row.get::<_, Option<i64>>(2)?.and_then(|line| u64::try_from(line).ok()),
        id: row.get(3)?,
        says: state(row, 4)?,
        urgency: row.get(9)?,
        text: text.transpose()?,
    })
}

impl RewriteDao<'_> {
    /// Reading inside the transaction.
    #[must_use]
    pub fn read(&self) -> ReadDao<'_> {
        ReadDao(self.transaction)
    }

    /// Writing inside the transaction.
    #[must_use]
    pub fn change(&self) -> WriteDao<'_> {
        WriteDao(self.transaction)
    }

    /// What is to be suggested for a ticket, by its row, where it is gathered already.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn gathered(&self, ticket: i64) -> Result<Option<TicketState>, StoreError> {
        let sql = format!("SELECT {STATE} FROM temp.rewrite WHERE ticket = ?1");
        Ok(self.transaction.prepare_cached(&sql)?.query_row([ticket], |row| state(row, 0)).optional()?)
    }

    /// The same for a ticket that is to be added, by the sender's id.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn gathered_to_add(&self, id: &str) -> Result<Option<TicketState>, StoreError> {
        let sql = format!("SELECT {STATE} FROM temp.rewrite WHERE what = 'add' AND id = ?1");
        Ok(self.transaction.prepare_cached(&sql)?.query_row([id], |row| state(row, 0)).optional()?)
    }

    /// Gathers what is to become of a ticket, which was read in this transaction.
    ///
    /// # Errors
    /// When its ticket is gathered already, or the database refuses.
    pub fn add(&self, rewrite: &Rewrite) -> Result<(), StoreError> {
        let sql = "INSERT INTO temp.rewrite (line, id, what, ticket, key, newest, changed, seq, confirmed_at, confirmed,
                       before_outcome, before_category, before_department, before_entry, before_revision,
                       outcome, category, department, entry, revision, urgency, title, text, received_at,
                       event_at, event_kind, event, life_urgency, life_category, life_entry, due_at, fires_at, counted)
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8,
                       (SELECT max(c.taught_at) FROM taught_case AS c WHERE c.ticket = ?4 AND c.revoked_at IS NULL),
                       ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28,
                       ?29, ?30, ?31, ?32)";
        let (what, now, text, event, was_confirmed) = match &rewrite.becomes {
            Becomes::Set { now, confirmed, event } => ("set", Some(now), None, event.as_deref(), *confirmed),
            Becomes::Added { text, .. } => ("add", None, Some(text), None, false),
            Becomes::Removed { now } => ("remove", Some(now), None, None, false),
        };
        let key = match &rewrite.becomes {
            Becomes::Added { key, .. } => key,
            Becomes::Set { now, .. } | Becomes::Removed { now } => &now.key,
        };
        let (before, says) = (now.map(|now| &now.state), &rewrite.says);
        self.transaction.prepare_cached(sql)?.execute(params![
            rewrite.line.and_then(|line| i64::try_from(line).ok()),
            rewrite.id,
            what,
            now.map(|now| now.row),
            key,
            self.newest,
            now.map(|now| now.changed),
            now.and_then(|now| now.life.map(|life| life.seq)),
            was_confirmed,
            before.map(|before| &before.outcome),
            before.and_then(|before| before.labels.category.as_ref()),
            before.and_then(|before| before.labels.department.as_ref()),
            before.and_then(|before| before.labels.entry.as_ref()),
            before.map(|before| before.revision),
            says.outcome,
            says.labels.category,
            says.labels.department,
            says.labels.entry,
            says.revision,
            rewrite.urgency,
            text.map(|text| &text.title),
            text.map(|text| &text.text),
            text.map(|text| AsText(text.received_at)),
            event.map(|event| AsMillis(event.at)),
            event.map(|event| &event.kind),
            event.map(|event| &event.body),
            event.map(|event| event.urgency),
            event.and_then(|event| event.category.as_ref()),
            event.and_then(|event| event.entry.as_ref()),
            event.and_then(|event| event.due_at).map(AsMillis),
            event.and_then(|event| event.fires_at).map(AsMillis),
            event.map(|event| event.revision),
        ])?;
        Ok(())
    }

    /// Some of the rows whose tickets are not any more what they were, taken out to be decided again; empty when all fit.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn take_outdated(&self) -> Result<Vec<Outdated>, StoreError> {
        let confirmed = "(SELECT max(c.taught_at) FROM taught_case AS c WHERE c.ticket = r.ticket AND c.revoked_at IS NULL)";
        let sql = format!(
            "SELECT r.nth, r.ticket, r.line, r.id, r.outcome, r.category, r.department, r.entry, r.revision, r.urgency,
                    r.title, r.text, r.received_at
             FROM temp.rewrite AS r LEFT JOIN ticket AS t ON t.id = r.ticket LEFT JOIN ticket_life AS l ON l.ticket = r.ticket
             WHERE (r.ticket IS NOT NULL AND (t.changed IS NOT r.changed OR l.seq IS NOT r.seq OR {confirmed} IS NOT r.confirmed_at))
                OR (r.what = 'remove' AND (r.ticket IN (SELECT ticket FROM feedback WHERE ticket IS NOT NULL)
                                           OR r.ticket IN (SELECT ticket FROM taught_case WHERE ticket IS NOT NULL)))
                OR (r.newest < ?1 AND EXISTS (SELECT 1 FROM ticket AS n WHERE n.external_id = r.id AND n.id > r.newest))
             ORDER BY r.nth LIMIT {OUTDATED}"
        );
        let rows: Vec<Outdated> =
            self.transaction.prepare_cached(&sql)?.query_map([self.newest], outdated)?.collect::<Result<_, _>>()?;
        let mut out = self.transaction.prepare_cached("DELETE FROM temp.rewrite WHERE nth = ?1")?;
        rows.iter().try_for_each(|row| out.execute([row.nth]).map(drop))?;
        Ok(rows)
    }

    /// How many tickets are gathered.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn counts(&self) -> Result<RewriteCounts, StoreError> {
        let sql = "SELECT count(*) FILTER (WHERE what = 'set'), coalesce(sum(confirmed), 0),
                          count(*) FILTER (WHERE what = 'add'), count(*) FILTER (WHERE what = 'remove'),
                          count(*) FILTER (WHERE what = 'set' AND (event IS NOT NULL OR before_outcome IS NOT outcome
                              OR (outcome <> 'no_match' AND (before_category, before_department, before_entry)
                                                            IS NOT (category, department, entry))))
                   FROM temp.rewrite";
        let counts = |row: &Row<'_>| {
            let count = |nth| row.get::<_, u32>(nth).map(u64::from);
            Ok(RewriteCounts { set: count(0)?, confirmed: count(1)?, added: count(2)?, removed: count(3)?, moved: count(4)? })
        };
        Ok(self.transaction.query_row(sql, [], counts)?)
    }

    /// Rewrites the tickets as gathered, with their events by `author`, a statement at a time for all of them.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn rewrite(&self, author: &str) -> Result<(), StoreError> {
        let execute = |sql: &str| self.transaction.execute(sql, []);
        execute(
            "INSERT INTO ticket (key, external_id, title, text, received_at, outcome, category, department, entry, revision)
             SELECT key, id, title, text, received_at, outcome, category, department, entry, revision
             FROM temp.rewrite WHERE what = 'add' ORDER BY nth",
        )?;
        execute("UPDATE temp.rewrite SET ticket = (SELECT t.id FROM ticket AS t WHERE t.key = rewrite.key) WHERE what = 'add'")?;
        execute(
            "UPDATE ticket SET outcome = r.outcome, category = r.category, department = r.department, entry = r.entry,
                 revision = r.revision FROM temp.rewrite AS r WHERE r.what = 'set' AND ticket.id = r.ticket",
        )?;
        execute("DELETE FROM ticket WHERE id IN (SELECT ticket FROM temp.rewrite WHERE what = 'remove')")?;
        let last: i64 = self.transaction.query_row("SELECT coalesce(max(id), 0) FROM ticket_event", [], |row| row.get(0))?;
        let events = "INSERT INTO ticket_event (ticket, seq, at, author, kind, body)
                      SELECT ticket, seq + 1, event_at, ?1, event_kind, event FROM temp.rewrite WHERE event IS NOT NULL ORDER BY nth";
        if self.transaction.execute(events, [author])? == 0 {
            return Ok(());
        }
        let outbox = "INSERT INTO delivery (webhook, event, ticket, state, due_at)
                      SELECT w.id, e.id, e.ticket, 'pending', 0 FROM ticket_event AS e CROSS JOIN webhook AS w
                      WHERE e.id > ?1 AND w.removed_at IS NULL ORDER BY e.id";
        self.transaction.execute(outbox, [last])?;
        execute(
            "UPDATE ticket_life SET seq = r.seq + 1, urgency = r.life_urgency, category = r.life_category, entry = r.life_entry,
                 due_at = r.due_at, fires_at = r.fires_at, revision = r.counted
             FROM temp.rewrite AS r WHERE r.event IS NOT NULL AND ticket_life.ticket = r.ticket",
        )?;
        Ok(())
    }

    /// Keeps what was rewritten under an application's number, so that it can be taken back.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn keep_as(&self, application: i64) -> Result<(), StoreError> {
        let sql = "INSERT INTO applied_ticket
                   SELECT ?1, ticket, key, what = 'add', before_outcome, before_category, before_department, before_entry,
                          before_revision, outcome, category, department, entry, revision FROM temp.rewrite ORDER BY ticket";
        self.transaction.execute(sql, [application])?;
        Ok(())
    }
}

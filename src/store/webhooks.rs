//! Webhooks and their outbox. A delivery is pending until the receiver took it; one that was refused too often is dead
//! and holds back what comes after it of the same ticket, until somebody sends it again or drops it.

use jiff::Timestamp;
use rusqlite::{OptionalExtension, Row, params};

use super::instant::AsMillis;
use super::ticket_projection::{StoredEvent, event};
use super::{ReadDao, StoreError, WriteDao};

/// The most webhooks there may be.
pub const MOST: usize = 50;

/// A receiver of events.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Webhook {
    /// Its number.
    pub id: i64,
    /// Where events are sent.
    pub url: String,
    /// What signs them.
    pub secret: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// How often in a row it could not be reached.
    pub failures: u32,
    /// Until when it is left alone.
    pub resting_until: Timestamp,
}

/// An event on its way to a receiver.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivery {
    /// Its number.
    pub id: i64,
    /// To whom.
    pub webhook: i64,
    /// How often it was tried.
    pub attempts: u32,
    /// What went wrong the last time.
    pub error: Option<String>,
    /// What is sent.
    pub event: StoredEvent,
}

const WEBHOOK: &str = "SELECT id, url, secret, created_at, failures, resting_until FROM webhook WHERE removed_at IS NULL";
/// The columns of the event come first, as [`event`] reads them.
const DELIVERY: &str = "SELECT e.id, t.key, e.seq, e.at, e.author, e.kind, e.body, d.id, d.webhook, d.attempts, d.error
                        FROM delivery AS d JOIN ticket_event AS e ON e.id = d.event LEFT JOIN ticket AS t ON t.id = e.ticket";

fn webhook(row: &Row<'_>) -> rusqlite::Result<Webhook> {
    Ok(Webhook {
        id: row.get(0)?,
        url: row.get(1)?,
        secret: row.get(2)?,
        created_at: row.get::<_, AsMillis>(3)?.0,
        failures: row.get(4)?,
        resting_until: row.get::<_, AsMillis>(5)?.0,
    })
}

fn delivery(row: &Row<'_>) -> rusqlite::Result<Delivery> {
    Ok(Delivery { event: event(row)?, id: row.get(7)?, webhook: row.get(8)?, attempts: row.get(9)?, error: row.get(10)? })
}

impl ReadDao<'_> {
    /// The webhooks there are, oldest first.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn webhooks(&self) -> Result<Vec<Webhook>, StoreError> {
        let mut statement = self.0.prepare_cached(&format!("{WEBHOOK} ORDER BY id"))?;
        Ok(statement.query_map([], webhook)?.collect::<Result<_, _>>()?)
    }

    /// At most `limit` deliveries that may be tried at `now`, oldest first: of each ticket only the first that is open, so
    /// that a receiver never sees a ticket's events in another order. None is put off beyond `latest`: what seems so was
    /// put off before the system's clock was set back, and is due.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn due_deliveries(
        &self,
        webhook: i64,
        now: Timestamp,
        latest: Timestamp,
        limit: usize,
    ) -> Result<Vec<Delivery>, StoreError> {
        let sql = format!(
            "{DELIVERY} WHERE d.webhook = ?1 AND d.state = 'pending' AND (d.due_at <= ?2 OR d.due_at > ?3)
                 AND NOT EXISTS (SELECT 1 FROM delivery AS b WHERE b.webhook = d.webhook AND b.ticket = d.ticket AND b.id < d.id
                                 AND b.state IN ('pending', 'dead'))
             ORDER BY d.id LIMIT ?4"
        );
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let mut statement = self.0.prepare_cached(&sql)?;
        Ok(statement.query_map(params![webhook, AsMillis(now), AsMillis(latest), limit], delivery)?.collect::<Result<_, _>>()?)
    }

    /// At most `limit` dead deliveries, oldest first.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn dead_deliveries(&self, limit: usize) -> Result<Vec<Delivery>, StoreError> {
        let mut statement = self.0.prepare_cached(&format!("{DELIVERY} WHERE d.state = 'dead' ORDER BY d.id LIMIT ?1"))?;
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        Ok(statement.query_map([limit], delivery)?.collect::<Result<_, _>>()?)
    }

    /// How many deliveries of a webhook wait: pending and dead.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn open_deliveries(&self, webhook: i64) -> Result<(u32, u32), StoreError> {
        let sql = "SELECT count(*) FILTER (WHERE state = 'pending'), count(*) FILTER (WHERE state = 'dead')
                   FROM delivery WHERE webhook = ?1 AND state IN ('pending', 'dead')";
        Ok(self.0.prepare_cached(sql)?.query_row([webhook], |row| Ok((row.get(0)?, row.get(1)?)))?)
    }
}

impl WriteDao<'_> {
    /// Makes a webhook and gives its number. It is told of events from now on.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn add_webhook(&self, url: &str, secret: &str, at: Timestamp) -> Result<i64, StoreError> {
        self.0
            .execute("INSERT INTO webhook (url, secret, created_at) VALUES (?1, ?2, ?3)", params![url, secret, AsMillis(at)])?;
        Ok(self.0.last_insert_rowid())
    }

    /// Removes a webhook with what waits for it; `false` where there is none.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn remove_webhook(&self, id: i64, at: Timestamp) -> Result<bool, StoreError> {
        let sql = "UPDATE webhook SET removed_at = ?2, secret = '' WHERE id = ?1 AND removed_at IS NULL";
        let removed = self.0.execute(sql, params![id, AsMillis(at)])? > 0;
        let sql = "UPDATE delivery SET state = 'dropped' WHERE webhook = ?1 AND state IN ('pending', 'dead')";
        self.0.execute(sql, [id])?;
        Ok(removed)
    }

    /// The receiver took it, and can be reached.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn delivered(&self, delivery: &Delivery) -> Result<(), StoreError> {
        let sql = "UPDATE delivery SET state = 'delivered', attempts = attempts + 1, error = NULL WHERE id = ?1";
        self.0.prepare_cached(sql)?.execute([delivery.id])?;
        let sql = "UPDATE webhook SET failures = 0, resting_until = 0 WHERE id = ?1 AND failures > 0";
        self.0.prepare_cached(sql)?.execute([delivery.webhook])?;
        Ok(())
    }

    /// The receiver did not take it: it is tried again at `again_at`, or never.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn not_delivered(&self, delivery: i64, error: &str, again_at: Option<Timestamp>) -> Result<(), StoreError> {
        let sql = "UPDATE delivery SET state = iif(?3 IS NULL, 'dead', 'pending'), attempts = attempts + 1, error = ?2,
                       due_at = coalesce(?3, due_at) WHERE id = ?1";
        self.0.prepare_cached(sql)?.execute(params![delivery, error, again_at.map(AsMillis)])?;
        Ok(())
    }

    /// The receiver as a whole could not be reached: it is left alone until then. Nothing is held against the delivery.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn rest(&self, webhook: i64, until: Timestamp) -> Result<(), StoreError> {
        let sql = "UPDATE webhook SET failures = failures + 1, resting_until = ?2 WHERE id = ?1";
        self.0.prepare_cached(sql)?.execute(params![webhook, AsMillis(until)])?;
        Ok(())
    }

    /// Sends a dead delivery again, or drops it; `false` where it is not dead.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn settle_dead(&self, delivery: i64, again_at: Option<Timestamp>) -> Result<bool, StoreError> {
        let sql = "UPDATE delivery SET state = iif(?2 IS NULL, 'dropped', 'pending'), attempts = 0,
                       due_at = coalesce(?2, due_at) WHERE id = ?1 AND state = 'dead'";
        Ok(self.0.execute(sql, params![delivery, again_at.map(AsMillis)])? > 0)
    }
}

impl ReadDao<'_> {
    /// The webhook of this number.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn webhook(&self, id: i64) -> Result<Option<Webhook>, StoreError> {
        Ok(self.0.query_row(&format!("{WEBHOOK} AND id = ?1"), [id], webhook).optional()?)
    }
}

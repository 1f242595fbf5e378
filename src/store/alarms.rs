//! Alarms with their witnesses, and the daily counts they are looked for in.

use jiff::Timestamp;
use rusqlite::{OptionalExtension, Row, params};

use super::instant::{AsMillis, to_the_millisecond};
use super::{ReadDao, StoreError, WriteDao};

/// The most witnesses kept of an alarm.
const MOST_WITNESSES: i64 = 200;

/// What tickets are counted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Dimension {
    /// The category.
    Category,
    /// The entry.
    Entry,
    /// The product.
    Product,
    /// The region.
    Region,
}

impl Dimension {
    /// All of them.
    pub const ALL: [Dimension; 4] = [Dimension::Category, Dimension::Entry, Dimension::Product, Dimension::Region];

    /// The one of a name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Dimension> {
        Dimension::ALL.into_iter().find(|dimension| dimension.as_str() == name)
    }

    /// Its name, which is that of its column.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Dimension::Category => "category",
            Dimension::Entry => "entry",
            Dimension::Product => "product",
            Dimension::Region => "region",
        }
    }
}

/// An alarm on record. Days are counted from 1970.
#[derive(Debug, Clone, PartialEq)]
pub struct Alarm {
    /// Its number; 0 before it is kept.
    pub id: i64,
    /// What tickets were counted by.
    pub dimension: String,
    /// Which of them.
    pub subject: String,
    /// When it was raised.
    pub raised_at: Timestamp,
    /// Days of the window.
    pub days: i64,
    /// Tickets in it.
    pub observed: i64,
    /// Tickets expected.
    pub expected: f64,
    /// The chance of so many, were nothing new.
    pub chance: f64,
    /// The last day it was seen on.
    pub last_day: i64,
    /// When somebody closed it.
    pub closed_at: Option<Timestamp>,
    /// Who.
    pub closed_by: Option<String>,
    /// What it was.
    pub note: Option<String>,
}

const COLUMNS: &str = "SELECT id, dimension, subject, raised_at, days, observed, expected, chance, last_day, closed_at,
                           closed_by, note FROM alarm";

fn alarm(row: &Row<'_>) -> rusqlite::Result<Alarm> {
    Ok(Alarm {
        id: row.get(0)?,
        dimension: row.get(1)?,
        subject: row.get(2)?,
        raised_at: row.get::<_, AsMillis>(3)?.0,
        days: row.get(4)?,
        observed: row.get(5)?,
        expected: row.get(6)?,
        chance: row.get(7)?,
        last_day: row.get(8)?,
        closed_at: row.get::<_, Option<AsMillis>>(9)?.map(|at| at.0),
        closed_by: row.get(10)?,
        note: row.get(11)?,
    })
}

impl ReadDao<'_> {
    /// Tickets of each subject on each day from `first` to `last`: subject, day, count, by subject and day.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn daily_counts(&self, by: Dimension, first: i64, last: i64) -> Result<Vec<(String, i64, u32)>, StoreError> {
        let column = by.as_str();
        let sql = format!(
            "SELECT {column}, day, count(*) FROM ticket_life WHERE day BETWEEN ?1 AND ?2 AND {column} IS NOT NULL
             GROUP BY {column}, day ORDER BY {column}, day"
        );
        let mut statement = self.0.prepare_cached(&sql)?;
        let rows = statement.query_map([first, last], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Tickets of one subject on each day from `first` to `last` that has any: day and count, by day.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn daily_counts_of(&self, by: Dimension, subject: &str, first: i64, last: i64) -> Result<Vec<(i64, u32)>, StoreError> {
        let sql = format!(
            "SELECT day, count(*) FROM ticket_life WHERE day BETWEEN ?1 AND ?2 AND {} = ?3 GROUP BY day ORDER BY day",
            by.as_str()
        );
        let mut statement = self.0.prepare_cached(&sql)?;
        let rows = statement.query_map(params![first, last, subject], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The first day a ticket was registered on.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn first_day(&self) -> Result<Option<i64>, StoreError> {
        Ok(self.0.query_row("SELECT min(day) FROM ticket_life", [], |row| row.get(0))?)
    }

    /// At most `limit` alarms, newest first; closed ones only `with_closed`.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn alarms(&self, with_closed: bool, limit: usize) -> Result<Vec<Alarm>, StoreError> {
        let sql = format!("{COLUMNS} WHERE ?1 OR closed_at IS NULL ORDER BY id DESC LIMIT ?2");
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let mut statement = self.0.prepare_cached(&sql)?;
        Ok(statement.query_map(params![with_closed, limit], alarm)?.collect::<Result<_, _>>()?)
    }

    /// The alarm of this number.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn alarm(&self, id: i64) -> Result<Option<Alarm>, StoreError> {
        Ok(self.0.prepare_cached(&format!("{COLUMNS} WHERE id = ?1"))?.query_row([id], alarm).optional()?)
    }

    /// Alarms raised from the instant `from` up to `to`, oldest first, at most `limit`.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn alarms_between(&self, from: Timestamp, to: Timestamp, limit: usize) -> Result<Vec<Alarm>, StoreError> {
        let sql = format!("{COLUMNS} WHERE raised_at >= ?1 AND raised_at < ?2 ORDER BY id LIMIT ?3");
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let mut statement = self.0.prepare_cached(&sql)?;
        Ok(statement.query_map(params![AsMillis(from), AsMillis(to), limit], alarm)?.collect::<Result<_, _>>()?)
    }

    /// The last alarm of a subject, closed or not.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn last_alarm(&self, by: Dimension, subject: &str) -> Result<Option<Alarm>, StoreError> {
        let sql = format!("{COLUMNS} WHERE dimension = ?1 AND subject = ?2 ORDER BY id DESC LIMIT 1");
        Ok(self.0.prepare_cached(&sql)?.query_row([by.as_str(), subject], alarm).optional()?)
    }

    /// The ids of an alarm's witnesses, oldest first.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn witnesses(&self, alarm: i64) -> Result<Vec<String>, StoreError> {
        let sql = "SELECT t.key FROM alarm_witness AS w JOIN ticket AS t ON t.id = w.ticket WHERE w.alarm = ?1 ORDER BY t.id";
        let mut statement = self.0.prepare_cached(sql)?;
        Ok(statement.query_map([alarm], |row| row.get(0))?.collect::<Result<_, _>>()?)
    }
}

impl WriteDao<'_> {
    /// Keeps a new alarm and gives it as it is kept: with its number, raised at a whole millisecond.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn add_alarm(&self, alarm: Alarm) -> Result<Alarm, StoreError> {
        let sql = "INSERT INTO alarm (dimension, subject, raised_at, days, observed, expected, chance, last_day)
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
        let a = &alarm;
        let values = params![a.dimension, a.subject, AsMillis(a.raised_at), a.days, a.observed, a.expected, a.chance, a.last_day];
        self.0.execute(sql, values)?;
        Ok(Alarm { id: self.0.last_insert_rowid(), raised_at: to_the_millisecond(alarm.raised_at), ..alarm })
    }

    /// Notes that an alarm is still seen.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn seen_again(&self, id: i64, seen: &Alarm) -> Result<(), StoreError> {
        let sql = "UPDATE alarm SET last_day = ?2, observed = max(observed, ?3) WHERE id = ?1";
        self.0.execute(sql, params![id, seen.last_day, seen.observed])?;
        Ok(())
    }

    /// Adds the tickets of a subject registered from day `first` to `last` as witnesses, the newest 200 at most.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn add_witnesses(&self, id: i64, by: Dimension, subject: &str, first: i64, last: i64) -> Result<(), StoreError> {
        let sql = format!(
            "INSERT OR IGNORE INTO alarm_witness (alarm, ticket) SELECT ?1, ticket FROM ticket_life
             WHERE day BETWEEN ?2 AND ?3 AND {} = ?4 ORDER BY ticket DESC LIMIT ?5",
            by.as_str()
        );
        self.0.execute(&sql, params![id, first, last, subject, MOST_WITNESSES])?;
        Ok(())
    }

    /// Closes an alarm; one that is closed stays as it was. `None` where there is none.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn close_alarm(&self, id: i64, by: &str, note: Option<&str>, at: Timestamp) -> Result<Option<Alarm>, StoreError> {
        let sql = "UPDATE alarm SET closed_at = ?2, closed_by = ?3, note = ?4 WHERE id = ?1 AND closed_at IS NULL";
        self.0.execute(sql, params![id, AsMillis(at), by, note])?;
        self.read().alarm(id)
    }
}

//! The queue: open tickets, the earliest deadline first, page by page; every way of asking has its index. Those that have ended
//! are listed by when they were registered, and any ticket is found by its id.

use jiff::Timestamp;
use rusqlite::{Row, ToSql};

use super::instant::AsMillis;
use super::{ReadDao, StoreError};

/// The most tickets of a page.
pub const MOST: usize = 200;

/// Which open tickets are asked for. What is left out does not matter.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct QueueFilter {
    /// Of this department.
    pub department: Option<String>,
    /// In this state.
    pub state: Option<String>,
    /// With a deadline before this instant.
    pub due_before: Option<Timestamp>,
    /// After this place in the order.
    pub after: Option<(i64, i64)>,
    /// So urgent: 0 low, 1 medium, 2 high.
    pub urgency: Option<u8>,
    /// Those that have ended instead of those that are open, the last registered first.
    pub ended: bool,
    /// Whether texts are read as far as they are searched, not only as far as they are shown.
    pub searched: bool,
}

/// A ticket in the queue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Queued {
    /// Its place in the order: deadline (or the end of time) and row.
    pub place: (i64, i64),
    /// Its id.
    pub id: String,
    /// The sender's id.
    pub external_id: Option<String>,
    /// Its title.
    pub title: String,
    /// How its text begins.
    pub text: String,
    /// The states it is in.
    pub state: String,
    /// 0 low, 1 medium, 2 high.
    pub urgency: u8,
    /// The level it is handled at.
    pub level: u32,
    /// By id.
    pub category: Option<String>,
    /// By id.
    pub department: Option<String>,
    /// Who faces the customer.
    pub front: Option<String>,
    /// When it was registered.
    pub registered_at: Timestamp,
    /// Its earliest open deadline.
    pub due_at: Option<Timestamp>,
    /// When it ended.
    pub ended_at: Option<Timestamp>,
}

/// How many tickets there are to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OpenTickets {
    /// Those that are open.
    pub open: u64,
    /// Those of them with a deadline that has passed.
    pub overdue: u64,
}

/// What a queued ticket is read from; a text as far as it is shown.
const COLUMNS: &str = "coalesce(l.due_at, 9223372036854775807), l.ticket, t.key, l.external_id, t.title, substr(t.text, 1, 400),
     l.state, l.urgency, l.level, l.category, l.department, l.front, l.registered_at, l.due_at, l.ended_at";
/// How far a text is shown, as the columns say it, and how far it is searched.
const SHOWN: &str = "substr(t.text, 1, 400)";
const SEARCHED: &str = "substr(t.text, 1, 4000)";
/// The most tickets whose ids begin alike.
const MOST_ALIKE: i64 = 20;
/// The fewest characters of an id that are taken for the beginning of one.
const LEAST_BEGINNING: usize = 8;

fn queued(row: &Row<'_>) -> rusqlite::Result<Queued> {
    Ok(Queued {
        place: (row.get(0)?, row.get(1)?),
        id: row.get(2)?,
        external_id: row.get(3)?,
        title: row.get(4)?,
        text: row.get(5)?,
        state: row.get(6)?,
        urgency: row.get(7)?,
        level: row.get(8)?,
        category: row.get(9)?,
        department: row.get(10)?,
        front: row.get(11)?,
        registered_at: row.get::<_, AsMillis>(12)?.0,
        due_at: row.get::<_, Option<AsMillis>>(13)?.map(|at| at.0),
        ended_at: row.get::<_, Option<AsMillis>>(14)?.map(|at| at.0),
    })
}

impl ReadDao<'_> {
    /// At most `limit` open tickets (200 at the most), the earliest deadline first; those without a deadline last.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn queue(&self, filter: &QueueFilter, limit: usize) -> Result<Vec<Queued>, StoreError> {
        let due = "coalesce(l.due_at, 9223372036854775807)";
        let columns = if filter.searched { COLUMNS.replace(SHOWN, SEARCHED) } else { COLUMNS.to_owned() };
        let open = if filter.ended { "IS NOT NULL" } else { "IS NULL" };
        let mut sql =
            format!("SELECT {columns} FROM ticket_life AS l JOIN ticket AS t ON t.id = l.ticket WHERE l.ended_at {open}");
        let mut values: Vec<&dyn ToSql> = Vec::new();
        for (column, value) in [("l.department", &filter.department), ("l.state", &filter.state)] {
            if let Some(value) = value {
                values.push(value);
                sql += &format!(" AND {column} = ?{}", values.len());
            }
        }
        if let Some(urgency) = &filter.urgency {
            values.push(urgency);
            sql += &format!(" AND l.urgency = ?{}", values.len());
        }
        let due_before = filter.due_before.map(AsMillis);
        if let Some(before) = &due_before {
            values.push(before);
            sql += &format!(" AND {due} < ?{}", values.len());
        }
        match &filter.after {
            Some((_, ticket)) if filter.ended => {
                values.push(ticket);
                sql += &format!(" AND l.ticket < ?{}", values.len());
            }
            Some((due_at, ticket)) => {
                values.push(due_at);
                values.push(ticket);
                sql += &format!(" AND ({due}, l.ticket) > (?{}, ?{})", values.len() - 1, values.len());
            }
            None => {}
        }
        let order = if filter.ended { "l.ticket DESC".to_owned() } else { format!("{due}, l.ticket") };
        let limit = i64::try_from(limit.clamp(1, MOST)).unwrap_or(1);
        values.push(&limit);
        sql += &format!(" ORDER BY {order} LIMIT ?{}", values.len());
        let mut statement = self.0.prepare_cached(&sql)?;
        Ok(statement.query_map(values.as_slice(), queued)?.collect::<Result<_, _>>()?)
    }

    /// How many tickets are open, and how many of them have a deadline before `now`. Both are read from the index of the queue.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn open_tickets(&self, now: Timestamp) -> Result<OpenTickets, StoreError> {
        let sql = "SELECT count(*), count(*) FILTER (WHERE coalesce(due_at, 9223372036854775807) < ?1)
                   FROM ticket_life WHERE ended_at IS NULL";
        let mut statement = self.0.prepare_cached(sql)?;
        let count = |row: &Row<'_>, nth| row.get::<_, i64>(nth).map(|count| count.unsigned_abs());
        Ok(statement.query_row([AsMillis(now)], |row| Ok(OpenTickets { open: count(row, 0)?, overdue: count(row, 1)? }))?)
    }

    /// Registered tickets whose id begins so, or that a sender knows by this id; open or not, the newest first.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn queued_as(&self, id: &str) -> Result<Vec<Queued>, StoreError> {
        // Ids are made of hexadecimal digits and dashes, all of which come before `~`.
        let sql = format!(
            "SELECT {COLUMNS} FROM ticket AS t JOIN ticket_life AS l ON l.ticket = t.id
             WHERE t.id IN (SELECT id FROM ticket WHERE key BETWEEN ?1 AND ?2
                            UNION SELECT id FROM ticket WHERE external_id = ?1)
             ORDER BY t.id DESC LIMIT ?3"
        );
        let last = if id.len() < LEAST_BEGINNING { id.to_owned() } else { format!("{id}~") };
        let mut statement = self.0.prepare_cached(&sql)?;
        Ok(statement.query_map(rusqlite::params![id, last, MOST_ALIKE], queued)?.collect::<Result<_, _>>()?)
    }

    /// The tickets that bear witness to an alarm, oldest first.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn queued_as_witnesses(&self, alarm: i64) -> Result<Vec<Queued>, StoreError> {
        let sql = format!(
            "SELECT {COLUMNS} FROM alarm_witness AS w JOIN ticket AS t ON t.id = w.ticket
             JOIN ticket_life AS l ON l.ticket = t.id WHERE w.alarm = ?1 ORDER BY t.id"
        );
        let mut statement = self.0.prepare_cached(&sql)?;
        Ok(statement.query_map([alarm], queued)?.collect::<Result<_, _>>()?)
    }
}

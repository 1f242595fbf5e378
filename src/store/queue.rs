//! The queue: open tickets by what is due first, page by page; every way of asking has its index.

use rusqlite::{Row, ToSql};

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
    /// With a deadline before this instant, in milliseconds since 1970.
    pub due_before: Option<i64>,
    /// After this place in the order.
    pub after: Option<(i64, i64)>,
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
    /// When it was registered, in milliseconds since 1970.
    pub registered_at: i64,
    /// Its earliest open deadline.
    pub due_at: Option<i64>,
}

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
        registered_at: row.get(12)?,
        due_at: row.get(13)?,
    })
}

impl ReadDao<'_> {
    /// At most `limit` open tickets (200 at the most), what is due first first; those without a deadline last.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn queue(&self, filter: &QueueFilter, limit: usize) -> Result<Vec<Queued>, StoreError> {
        let due = "coalesce(l.due_at, 9223372036854775807)";
        let mut sql = format!(
            "SELECT {due}, l.ticket, t.key, l.external_id, t.title, substr(t.text, 1, 400), l.state, l.urgency, l.level,
                 l.category, l.department, l.front, l.registered_at, l.due_at
             FROM ticket_life AS l JOIN ticket AS t ON t.id = l.ticket WHERE l.ended_at IS NULL"
        );
        let mut values: Vec<&dyn ToSql> = Vec::new();
        for (column, value) in [("l.department", &filter.department), ("l.state", &filter.state)] {
            if let Some(value) = value {
                values.push(value);
                sql += &format!(" AND {column} = ?{}", values.len());
            }
        }
        if let Some(before) = &filter.due_before {
            values.push(before);
            sql += &format!(" AND {due} < ?{}", values.len());
        }
        if let Some((due_at, ticket)) = &filter.after {
            values.push(due_at);
            values.push(ticket);
            sql += &format!(" AND ({due}, l.ticket) > (?{}, ?{})", values.len() - 1, values.len());
        }
        let limit = i64::try_from(limit.clamp(1, MOST)).unwrap_or(1);
        values.push(&limit);
        sql += &format!(" ORDER BY {due}, l.ticket LIMIT ?{}", values.len());
        let mut statement = self.0.prepare_cached(&sql)?;
        Ok(statement.query_map(values.as_slice(), queued)?.collect::<Result<_, _>>()?)
    }
}

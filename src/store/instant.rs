//! Instants as the database keeps them: some tables as text, others as milliseconds since 1970. Whoever calls the store
//! gives and gets a [`Timestamp`]; here each column's form is written and read.
//!
//! Only this program writes them. Text that somebody else wrote and that is not a valid instant is read as the beginning of
//! 1970, so that one such row does not keep the rest from being read.

use jiff::Timestamp;
use rusqlite::ToSql;
use rusqlite::types::{FromSql, FromSqlResult, ToSqlOutput, ValueRef};

/// An instant as RFC 3339 text in UTC, with as many digits as it has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct AsText(pub Timestamp);

/// An instant as RFC 3339 text in UTC, always to the millisecond, so that instants order as their texts do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct AsTextToMillis(pub Timestamp);

/// An instant as milliseconds since 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct AsMillis(pub Timestamp);

impl ToSql for AsText {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.0.to_string().into())
    }
}

impl ToSql for AsTextToMillis {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(format!("{:.3}", self.0).into())
    }
}

impl ToSql for AsMillis {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.0.as_millisecond().into())
    }
}

/// An instant as it is read again after it was kept as milliseconds.
pub(super) fn to_the_millisecond(at: Timestamp) -> Timestamp {
    Timestamp::from_millisecond(at.as_millisecond()).unwrap_or(at)
}

/// Text reads the same whatever its digits.
impl FromSql for AsText {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<AsText> {
        Ok(AsText(value.as_str()?.parse().unwrap_or(Timestamp::UNIX_EPOCH)))
    }
}

/// What lies beyond the calendar is its end.
impl FromSql for AsMillis {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<AsMillis> {
        Ok(AsMillis(Timestamp::from_millisecond(value.as_i64()?).unwrap_or(Timestamp::MAX)))
    }
}

#[cfg(test)]
mod tests {
    use rusqlite::Connection;

    use super::*;

    fn text(kept: impl ToSql) -> String {
        let connection = Connection::open_in_memory().expect("a database");
        connection.query_row("SELECT cast(?1 AS TEXT)", [kept], |row| row.get(0)).expect("a text")
    }

    fn read<T: FromSql>(sql: &str) -> T {
        let connection = Connection::open_in_memory().expect("a database");
        connection.query_row(&format!("SELECT {sql}"), [], |row| row.get(0)).expect("an instant")
    }

    fn instant(text: &str) -> Timestamp {
        text.parse().expect("an instant")
    }

    #[test]
    fn each_is_kept_in_its_own_form() {
        let (whole, fine) = (instant("2026-10-01T00:00:00Z"), instant("2026-10-01T00:00:00.123456789Z"));
        assert_eq!([whole, fine].map(|at| text(AsText(at))), ["2026-10-01T00:00:00Z", "2026-10-01T00:00:00.123456789Z"]);
        let to_millis = [whole, fine].map(|at| text(AsTextToMillis(at)));
        assert_eq!(to_millis, ["2026-10-01T00:00:00.000Z", "2026-10-01T00:00:00.123Z"]);
        assert_eq!([whole, fine].map(|at| text(AsMillis(at))), ["1790812800000", "1790812800123"]);
        assert_eq!(to_the_millisecond(fine), instant("2026-10-01T00:00:00.123Z"));
    }

    #[test]
    fn reading_is_lenient() {
        let noon = instant("2026-10-01T12:00:00Z");
        assert_eq!(read::<AsText>("'2026-10-01T12:00:00.000Z'"), AsText(noon));
        assert_eq!(read::<AsText>("'2026-10-01T20:00:00+08:00'"), AsText(noon));
        assert_eq!(read::<AsText>("'last week'"), AsText(Timestamp::UNIX_EPOCH));
        assert_eq!(read::<AsMillis>("1790856000000"), AsMillis(noon));
        assert_eq!(read::<AsMillis>("9223372036854775807"), AsMillis(Timestamp::MAX));
        assert_eq!(read::<Option<AsText>>("NULL"), None);
    }
}

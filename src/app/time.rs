//! Moments and days: as the database counts them, on the library's clock, and as people read them.

use fenzhen_engine::triage::Snapshot;
use jiff::civil::{Date, date};
use jiff::fmt::temporal::DateTimePrinter;
use jiff::{Span, Timestamp, Zoned};

/// A moment on the library's clock, to the second (RFC 3339).
pub(crate) fn moment(snapshot: &Snapshot, instant: Timestamp) -> String {
    with_offset(&instant.to_zoned(snapshot.calendar.zone().clone()))
}

/// An instant to the second with its offset (RFC 3339).
pub(crate) fn with_offset(at: &Zoned) -> String {
    DateTimePrinter::new().precision(Some(0)).timestamp_with_offset_to_string(&at.timestamp(), at.offset())
}

/// Day, hour and minute.
pub(crate) fn day_and_minute(at: &Zoned) -> String {
    at.strftime("%Y-%m-%d %H:%M").to_string()
}

/// The day of an instant in the library's time zone, counted from 1970.
pub(in crate::app) fn day_of(snapshot: &Snapshot, at: Timestamp) -> i64 {
    day_number(at.to_zoned(snapshot.calendar.zone().clone()).date())
}

/// A date, counted in days from 1970.
pub(in crate::app) fn day_number(day: Date) -> i64 {
    let since = date(1970, 1, 1).duration_until(day);
    since.as_secs().div_euclid(24 * 60 * 60)
}

/// The date of a day that is counted from 1970; none beyond the calendar.
pub(in crate::app) fn day_date(day: i64) -> Option<Date> {
    date(1970, 1, 1).checked_add(Span::new().try_days(day).ok()?).ok()
}

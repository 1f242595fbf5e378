//! Figures of the report: their order and how exact they are.

use std::cmp::Ordering;

use jiff::civil::Date;

/// Larger first.
pub(super) fn descending(a: f64, b: f64) -> Ordering {
    b.total_cmp(&a)
}

/// Four digits are more than anybody reads.
pub(super) fn rounded(number: f64) -> f64 {
    (number * 1e4).round() / 1e4
}

/// Days from one day to another.
pub(super) fn days_between(from: Date, to: Date) -> i32 {
    from.until(to).map_or(0, |span| span.get_days())
}

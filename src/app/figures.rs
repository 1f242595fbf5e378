//! Figures and moments as people read them, on pages and in reports alike.

use jiff::Zoned;
use jiff::fmt::temporal::DateTimePrinter;

/// A count with its thousands apart.
pub(crate) fn grouped(count: u64) -> String {
    let digits = count.to_string();
    let apart = |(nth, digit): (usize, char)| {
        let comma = (nth > 0 && (digits.len() - nth).is_multiple_of(3)).then_some(',');
        comma.into_iter().chain([digit])
    };
    digits.chars().enumerate().flat_map(apart).collect()
}

/// A share in percent; what is there never reads as nothing, and what is missing never as everything.
pub(crate) fn percent(part: u64, whole: u64) -> String {
    if whole == 0 {
        return "–".to_owned();
    }
    let share = part as f64 / whole as f64 * 100.0;
    match share {
        share if part > 0 && share < 0.1 => "<0.1%".to_owned(),
        share if part < whole && share > 99.9 => ">99.9%".to_owned(),
        share => format!("{share:.1}%"),
    }
}

/// A share from 0 to 1 in percent; a dash where there is none.
pub(crate) fn share_in_percent(share: Option<f64>) -> String {
    share.map_or_else(|| "—".to_owned(), |share| format!("{:.1} %", 100.0 * share))
}

/// Day, hour and minute.
pub(crate) fn day_and_minute(at: &Zoned) -> String {
    at.strftime("%Y-%m-%d %H:%M").to_string()
}

/// An instant to the second with its offset (RFC 3339).
pub(crate) fn with_offset(at: &Zoned) -> String {
    DateTimePrinter::new().precision(Some(0)).timestamp_with_offset_to_string(&at.timestamp(), at.offset())
}

/// Day, hour and minute of an instant of RFC 3339.
pub(crate) fn minute(at: &str) -> String {
    at.get(..16).unwrap_or(at).replace('T', " ")
}

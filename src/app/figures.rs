//! Figures as people read them, on pages and in reports alike.

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

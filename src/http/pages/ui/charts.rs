//! Charts as pages show them: bars in parts, bars beside one another. They are numbers and classes; the templates draw them,
//! without a script and without a style of their own.

use crate::app::figures::{grouped, percent};

/// Labels with a bar of their own.
const BARS: usize = 12;

/// A figure that stands for itself.
pub struct Card {
    pub name: &'static str,
    pub figure: String,
    pub note: String,
}

/// A part of a bar.
pub struct Part {
    pub class: &'static str,
    pub name: String,
    pub count: String,
    pub percent: String,
    /// Where it begins and how wide it is, in percent of the bar.
    pub x: String,
    pub width: String,
}

/// One bar in parts.
pub fn parts<'a>(counts: impl Iterator<Item = (&'static str, &'a str, u64)>) -> Vec<Part> {
    let counts: Vec<_> = counts.collect();
    let whole: u64 = counts.iter().map(|(.., count)| count).sum();
    let share = |count: u64| count as f64 / whole.max(1) as f64 * 100.0;
    let mut x = 0.0;
    let part = |(class, name, count): (&'static str, &str, u64)| {
        let (begins, width) = (x, share(count));
        x += width;
        let (count, percent) = (grouped(count), percent(count, whole));
        Part { class, name: name.to_owned(), count, percent, x: format!("{begins:.3}%"), width: format!("{width:.3}%") }
    };
    counts.into_iter().map(part).collect()
}

/// A label's bar, with one for what it was before.
pub struct Bar {
    pub id: String,
    pub name: String,
    pub count: String,
    /// How many more or less than before.
    pub change: String,
    pub width: String,
    pub before: Option<String>,
}

/// What a bar is of.
pub struct Label {
    pub id: String,
    pub name: String,
    pub count: u64,
    /// What it was before, where there is anything to compare with.
    pub before: Option<u64>,
}

/// A bar for each label; those beyond a dozen as one, called `rest`.
pub fn bars(mut labels: Vec<Label>, rest: &str) -> Vec<Bar> {
    let others = labels.split_off(labels.len().min(BARS));
    if !others.is_empty() {
        let before = others.iter().map(|label| label.before).sum::<Option<u64>>();
        let (name, count) = (format!("{rest} {}", others.len()), others.iter().map(|label| label.count).sum());
        labels.push(Label { id: String::new(), name, count, before });
    }
    let longest = labels.iter().map(|label| label.count.max(label.before.unwrap_or(0))).max().unwrap_or(0).max(1);
    let width = |count: u64| format!("{:.2}%", count as f64 / longest as f64 * 100.0);
    let bar = |Label { id, name, count, before }: Label| Bar {
        id,
        name,
        count: grouped(count),
        change: before.map_or_else(String::new, |before| change(before, count)),
        width: width(count),
        before: before.map(width),
    };
    labels.into_iter().map(bar).collect()
}

/// Whether more is better is not for a chart to say: a sign, and no colour.
pub fn change(before: u64, now: u64) -> String {
    let sign = match now.cmp(&before) {
        std::cmp::Ordering::Greater => "+",
        std::cmp::Ordering::Less => "−",
        std::cmp::Ordering::Equal => "±",
    };
    format!("{sign}{}", grouped(now.abs_diff(before)))
}

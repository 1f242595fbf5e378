//! Charts as pages show them: bars in parts, bars beside one another, the matrix of moves. They are numbers and classes; the
//! templates draw them, without a script and without a style of their own.

use std::collections::BTreeMap;

use crate::app::batch::{Count, Move};

use super::names::is_others;
use super::{grouped, percent};

/// Labels with a bar of their own, and with a row or a column of the matrix.
const BARS: usize = 12;
const HEAT: usize = 8;
/// Shades of the matrix.
const SHADES: f64 = 5.0;

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

/// A bar for each label; those beyond a dozen as one, called `rest`.
pub fn bars(labels: &[Count], name: impl Fn(&Count) -> String, rest: &str) -> Vec<Bar> {
    let mut shown: Vec<(String, String, u64, Option<u64>)> =
        labels.iter().take(BARS).map(|label| (label.id.clone(), name(label), label.count, label.before)).collect();
    if let Some(others) = labels.get(BARS..).filter(|others| !others.is_empty()) {
        let before = others.iter().map(|label| label.before).sum::<Option<u64>>();
        shown.push((String::new(), format!("{rest} {}", others.len()), others.iter().map(|label| label.count).sum(), before));
    }
    let longest = shown.iter().map(|(.., count, before)| (*count).max(before.unwrap_or(0))).max().unwrap_or(0).max(1);
    let width = |count: u64| format!("{:.2}%", count as f64 / longest as f64 * 100.0);
    let bar = |(id, name, count, before): (String, String, u64, Option<u64>)| Bar {
        id,
        name,
        count: grouped(count),
        change: before.map_or_else(String::new, |before| change(before, count)),
        width: width(count),
        before: before.map(width),
    };
    shown.into_iter().map(bar).collect()
}

/// Whether more is better is not for a chart to say: a sign, and no colour.
fn change(before: u64, now: u64) -> String {
    let sign = match now.cmp(&before) {
        std::cmp::Ordering::Greater => "+",
        std::cmp::Ordering::Less => "−",
        std::cmp::Ordering::Equal => "±",
    };
    format!("{sign}{}", grouped(now.abs_diff(before)))
}

/// From which label to which.
pub struct Matrix {
    pub columns: Vec<String>,
    pub rows: Vec<MatrixRow>,
    /// Tickets whose labels have no row or column.
    pub hidden: Option<String>,
}

/// A label before.
pub struct MatrixRow {
    pub name: String,
    pub cells: Vec<Option<Cell>>,
    pub sum: String,
}

/// Tickets that went from one label to another.
pub struct Cell {
    pub count: String,
    /// 1 to 5.
    pub shade: u8,
    /// Where they are listed; `None` where they cannot be told apart.
    pub link: Option<String>,
    /// What the cell is, in words.
    pub said: String,
}

/// The matrix of the labels that most tickets went between. `name` says what a label is called, `link` where the tickets
/// of a cell are.
pub fn matrix(moves: &[Move], name: impl Fn(&str, &str) -> String, link: impl Fn(&str, &str) -> String) -> Option<Matrix> {
    let (mut from, mut to): (BTreeMap<&str, u64>, BTreeMap<&str, u64>) = (BTreeMap::new(), BTreeMap::new());
    let mut names: BTreeMap<&str, String> = BTreeMap::new();
    for step in moves {
        *from.entry(&step.from).or_default() += step.count;
        *to.entry(&step.to).or_default() += step.count;
        names.entry(&step.from).or_insert_with(|| name(&step.from, &step.from_name));
        names.entry(&step.to).or_insert_with(|| name(&step.to, &step.to_name));
    }
    let (from, to) = (most(from), most(to));
    let called = |id: &str| names.get(id).cloned().unwrap_or_default();
    let highest = moves.iter().map(|step| step.count).max()?.max(1);
    let counts: BTreeMap<(&str, &str), u64> = moves.iter().map(|m| ((m.from.as_str(), m.to.as_str()), m.count)).collect();
    let mut shown = 0;
    let mut rows = Vec::new();
    for (before, sum) in &from {
        let cells = to.iter().map(|(after, _)| {
            let count = *counts.get(&(*before, *after))?;
            shown += count;
            // A root keeps small moves visible beside large ones.
            let shade = ((count as f64 / highest as f64).sqrt() * SHADES).ceil() as u8;
            let link = (!is_others(before) && !is_others(after)).then(|| link(before, after));
            Some(Cell { count: grouped(count), shade, link, said: format!("{} → {}", called(before), called(after)) })
        });
        rows.push(MatrixRow { name: called(before), cells: cells.collect(), sum: grouped(*sum) });
    }
    let all: u64 = moves.iter().map(|step| step.count).sum();
    let columns = to.iter().map(|(id, _)| called(id)).collect();
    Some(Matrix { columns, rows, hidden: (all > shown).then(|| grouped(all - shown)) })
}

fn most(sums: BTreeMap<&str, u64>) -> Vec<(&str, u64)> {
    let mut sums: Vec<(&str, u64)> = sums.into_iter().collect();
    sums.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(b.0)));
    sums.truncate(HEAT);
    sums
}

/// A text as a part of an address.
pub fn encoded(text: &str) -> String {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"-_.~/".contains(&b);
    text.bytes().map(|b| if plain(b) { (b as char).to_string() } else { format!("%{b:02X}") }).collect()
}

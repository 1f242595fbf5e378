//! The matrix of moves: from which label to which, as numbers and classes; the template draws it, without a script and
//! without a style of its own.

use std::collections::BTreeMap;

use crate::app::figures::grouped;
use crate::app::runs::Move;

use super::names::is_others;

/// Labels with a row or a column.
const HEAT: usize = 8;
/// Shades of a cell.
const SHADES: f64 = 5.0;

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
    pub cells: Vec<Option<MatrixCell>>,
    pub sum: String,
}

/// Tickets that went from one label to another.
pub struct MatrixCell {
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
            Some(MatrixCell { count: grouped(count), shade, link, said: format!("{} → {}", called(before), called(after)) })
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

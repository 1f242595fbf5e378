//! The difference between two texts, line by line, for people to read: what files that are not entries have instead of
//! fields.

use super::diff::FieldChange;

/// Pairs of lines compared at most; beyond it (thousands of lines changed) the whole middle counts as changed.
const PAIRS: usize = 4_000_000;

/// The places where two texts differ, from the top. The field of each is the line in `before` where it begins; a text
/// that is not there counts as empty.
#[must_use]
pub fn diff_lines(before: Option<&str>, after: Option<&str>) -> Vec<FieldChange> {
    let old: Vec<&str> = before.unwrap_or_default().lines().collect();
    let new: Vec<&str> = after.unwrap_or_default().lines().collect();
    let same = |(a, b): &(&&str, &&str)| a == b;
    let head = old.iter().zip(&new).take_while(same).count();
    let tail = old[head..].iter().rev().zip(new[head..].iter().rev()).take_while(same).count();
    let (old, new) = (&old[head..old.len() - tail], &new[head..new.len() - tail]);
    let mut hunks = Hunks { line: head + 1, changes: Vec::new(), open: false };
    let table = common(old, new);
    let (mut i, mut j) = (0, 0);
    while i < old.len() || j < new.len() {
        match (old.get(i), new.get(j)) {
            (Some(a), Some(b)) if a == b && !table.is_empty() => {
                hunks.same();
                (i, j) = (i + 1, j + 1);
            }
            (Some(a), b)
                if b.is_none() || table.is_empty() || at(&table, new.len(), i + 1, j) >= at(&table, new.len(), i, j + 1) =>
            {
                hunks.removed(a);
                i += 1;
            }
            (_, Some(b)) => {
                hunks.added(b);
                j += 1;
            }
            (_, None) => break,
        }
    }
    hunks.changes
}

/// For each pair of places the length of the longest common rest; empty where there are too many pairs.
fn common(old: &[&str], new: &[&str]) -> Vec<u32> {
    let width = new.len() + 1;
    if (old.len() + 1).saturating_mul(width) > PAIRS {
        return Vec::new();
    }
    let mut table = vec![0; (old.len() + 1) * width];
    for (i, a) in old.iter().enumerate().rev() {
        for (j, b) in new.iter().enumerate().rev() {
            let (below, right) = (table[(i + 1) * width + j], table[i * width + j + 1]);
            table[i * width + j] = if a == b { table[(i + 1) * width + j + 1] + 1 } else { below.max(right) };
        }
    }
    table
}

fn at(table: &[u32], columns: usize, i: usize, j: usize) -> u32 {
    table.get(i * (columns + 1) + j).copied().unwrap_or(0)
}

/// Changes being gathered: lines changed one after the other are one change.
struct Hunks {
    line: usize,
    changes: Vec<FieldChange>,
    open: bool,
}

impl Hunks {
    fn same(&mut self) {
        self.line += 1;
        self.open = false;
    }

    fn removed(&mut self, text: &str) {
        let text = text.to_owned();
        self.change(|change| change.removed.push(text));
        self.line += 1;
    }

    fn added(&mut self, text: &str) {
        let text = text.to_owned();
        self.change(|change| change.added.push(text));
    }

    fn change(&mut self, note: impl FnOnce(&mut FieldChange)) {
        if !self.open {
            let field = format!("line {}", self.line);
            self.changes.push(FieldChange { field, removed: Vec::new(), added: Vec::new() });
            self.open = true;
        }
        if let Some(last) = self.changes.last_mut() {
            note(last);
        }
    }
}

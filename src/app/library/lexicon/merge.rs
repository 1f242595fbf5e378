//! Merged: two people's changes of the same file of lines, put together. For files in which a line stands by itself.

use std::collections::HashSet;

/// Lines that are put where they belong; of more, all go to the end.
const PLACED: usize = 2_000;

/// The lines of `yours` with what `theirs` changed since both were `base`: lines they took out are gone, lines they added
/// stand behind the line they stand behind there, or at the end where that is gone. No line of `yours` that they did not
/// take out is lost.
#[must_use]
pub fn merged_lines(base: &str, theirs: &str, yours: &str) -> String {
    let (before, after): (HashSet<&str>, HashSet<&str>) = (base.lines().collect(), theirs.lines().collect());
    let gone = |line: &str| before.contains(line) && !after.contains(line);
    let mut merged: Vec<&str> = yours.lines().filter(|line| !gone(line)).collect();
    let known: HashSet<&str> = merged.iter().copied().collect();
    let mut behind = None;
    let mut placed = 0;
    for line in theirs.lines().filter(|line| !line.trim().is_empty()) {
        if !before.contains(line) && !known.contains(line) {
            let place = behind.filter(|_| placed < PLACED).and_then(|behind| merged.iter().position(|known| *known == behind));
            merged.insert(place.map_or(merged.len(), |place| place + 1), line);
            placed += 1;
        }
        behind = Some(line);
    }
    merged.iter().flat_map(|line| [line, "\n"]).collect()
}

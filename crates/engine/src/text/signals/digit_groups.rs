//! Digits in groups, as people write long numbers: `138 1234 5678`, `0755-8234 5678`, `510100 19630914 6132`.

/// A run of digits.
#[derive(Debug, Clone, Copy)]
pub(super) struct Group {
    pub start: usize,
    pub end: usize,
    /// Whether only one blank or dash stands between the group before and this one.
    pub joined: bool,
}

/// Every run of digits in the text.
pub(super) fn scan(chars: &[char]) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        if !chars[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        let end = at + chars[at..].iter().take_while(|c| c.is_ascii_digit()).count();
        let gap = groups.last().is_some_and(|g| g.end + 1 == at) && matches!(chars[at - 1], ' ' | '-');
        groups.push(Group { start: at, end, joined: gap });
        at = end;
    }
    groups
}

/// A few joined groups read as one number.
pub(super) struct Joined {
    pub start: usize,
    pub end: usize,
    /// The digits without what parts them.
    pub digits: Vec<char>,
    /// The length of each group.
    pub lengths: Vec<usize>,
}

/// No number we look for has more digits than this or more groups than [`MOST_GROUPS`].
const MOST_DIGITS: usize = 19;
const MOST_GROUPS: usize = 5;

/// The first group alone, then with one more, and so on: every number that may begin here, longest first.
pub(super) fn readings(chars: &[char], groups: &[Group]) -> Vec<Joined> {
    let mut all: Vec<Joined> = Vec::new();
    let mut digits: Vec<char> = Vec::new();
    let mut lengths = Vec::new();
    let Some(first) = groups.first() else { return all };
    for (at, group) in groups.iter().take(MOST_GROUPS).enumerate() {
        let length = group.end - group.start;
        if (at > 0 && !group.joined) || digits.len() + length > MOST_DIGITS {
            break;
        }
        digits.extend(&chars[group.start..group.end]);
        lengths.push(length);
        all.push(Joined { start: first.start, end: group.end, digits: digits.clone(), lengths: lengths.clone() });
    }
    all.reverse();
    all
}

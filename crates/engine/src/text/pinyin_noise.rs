//! Copy-protection noise: a reading in brackets behind a character, as in `技術(shù)支持`.
//!
//! Only a bracket that can be nothing else goes: one syllable with a tone mark, or without one if it is a reading of
//! the very character before it. `微信(app)` and `光猫(ONU)` stay.

use pinyin::ToPinyinMulti;
use unicode_normalization::UnicodeNormalization;

use super::convert::is_han;
use super::mark::Mark;

/// The longest syllable of pinyin is `zhuang`.
const LONGEST_SYLLABLE: usize = 6;

/// Removes bracketed readings; the character before keeps its place.
pub(super) fn drop_bracketed_readings(marks: &mut Vec<Mark>) {
    if !marks.iter().any(|m| m.c == '(') {
        return;
    }
    let mut out: Vec<Mark> = Vec::with_capacity(marks.len());
    let mut at = 0;
    while let Some(mark) = marks.get(at) {
        let before = out.last().map(|m| m.c).filter(|c| is_han(*c));
        match before.and_then(|han| reading(han, &marks[at..])) {
            Some(length) => at += length,
            None => {
                out.push(*mark);
                at += 1;
            }
        }
    }
    *marks = out;
}

/// The length of the bracketed reading of `han` that `marks` begins with, brackets included.
fn reading(han: char, marks: &[Mark]) -> Option<usize> {
    if marks.first()?.c != '(' {
        return None;
    }
    let close = marks.iter().take(LONGEST_SYLLABLE + 2).position(|m| m.c == ')')?;
    let inside = &marks[1..close];
    if inside.is_empty() || !inside.iter().all(|m| m.c.is_alphabetic() && !is_han(m.c)) {
        return None;
    }
    let plain: String = inside.iter().map(|m| m.c).nfd().filter(char::is_ascii_alphabetic).collect();
    let toned = inside.iter().any(|m| !m.c.is_ascii()) && plain.chars().count() == inside.len();
    (toned || is_reading_of(han, &plain)).then_some(close + 1)
}

fn is_reading_of(han: char, plain: &str) -> bool {
    han.to_pinyin_multi().is_some_and(|readings| readings.into_iter().any(|r| r.plain() == plain))
}

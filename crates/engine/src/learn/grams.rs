//! Features of a passage: its words, pairs of neighbouring Latin words, and character n-grams.
//!
//! Characters are taken as they stand, punctuation included (its style tells departments apart); blanks are folded to one
//! and a blank is set before and after the passage, so that first and last words are features of their own. It never
//! looks at labels.

use super::hash::{extend, extend_str, seed};
use super::input::{Passage, Word};

/// What kind of feature an occurrence is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A word, or a pair of neighbouring Latin words.
    Word,
    /// A run of one to three characters.
    Gram,
}

/// One place where a feature stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Occurrence {
    pub key: u64,
    pub kind: Kind,
    /// Byte offset in the passage's text.
    pub start: u32,
    /// Byte offset one past the end.
    pub end: u32,
}

/// Longest run of characters that starts with a Han character or a mark.
const HAN_GRAM: usize = 2;
/// Longest run of characters that starts with a letter of another script, a digit or a blank.
const LATIN_GRAM: usize = 3;
/// Passages longer than this many bytes are read to here only: a limit on work, far above any complaint.
const MAX_BYTES: usize = 64 * 1024;

/// Calls `visit` for every occurrence of every feature, words first.
pub(super) fn walk(passage: &Passage<'_>, mut visit: impl FnMut(Occurrence)) {
    walk_words(passage, &mut visit);
    walk_grams(passage, visit);
}

/// The words, and pairs of neighbouring Latin words.
pub(super) fn walk_words(passage: &Passage<'_>, mut visit: impl FnMut(Occurrence)) {
    let mut coarse: Vec<&Word<'_>> = Vec::with_capacity(passage.words.len());
    for word in passage.words.iter().filter(|word| word.end as usize <= MAX_BYTES) {
        let key = extend_str(seed(1), word.term);
        visit(Occurrence { key, kind: Kind::Word, start: word.start, end: word.end });
        if word.term.is_ascii() {
            coarse.push(word);
        }
    }
    coarse.sort_by_key(|word| (word.start, u32::MAX - word.end));
    let mut last: Option<&Word<'_>> = None;
    for word in coarse {
        if let Some(before) = last {
            if word.start < before.end {
                continue;
            }
            let between = passage.text.get(before.end as usize..word.start as usize).unwrap_or("|");
            if between.chars().all(|c| c == ' ' || c == '\'') {
                let key = extend_str(extend_str(seed(2), before.term), word.term);
                visit(Occurrence { key, kind: Kind::Word, start: before.start, end: word.end });
            }
        }
        last = Some(word);
    }
}

/// The runs of characters.
pub(super) fn walk_grams(passage: &Passage<'_>, mut visit: impl FnMut(Occurrence)) {
    // Each character with its bytes; the blanks around the passage are empty spans.
    let mut marks: Vec<(char, u32, u32)> = Vec::with_capacity(passage.text.len() / 2 + 2);
    marks.push((' ', 0, 0));
    let mut end = 0;
    for (at, c) in passage.text.char_indices().take_while(|(at, _)| *at < MAX_BYTES) {
        let start = at as u32;
        end = start + c.len_utf8() as u32;
        if !c.is_whitespace() {
            marks.push((c, start, end));
        } else if marks.last().is_some_and(|mark| mark.0 != ' ') {
            marks.push((' ', start, end));
        }
    }
    if marks.last().is_some_and(|mark| mark.0 != ' ') {
        marks.push((' ', end, end));
    }
    for first in 0..marks.len() {
        let longest = if is_latin(marks[first].0) { LATIN_GRAM } else { HAN_GRAM };
        let mut key = seed(3);
        for (length, mark) in marks[first..].iter().take(longest).enumerate() {
            if length >= HAN_GRAM && !is_latin(mark.0) {
                break;
            }
            key = extend(key, u64::from(mark.0));
            if length > 0 || mark.0 != ' ' {
                visit(Occurrence { key, kind: Kind::Gram, start: marks[first].1, end: mark.2 });
            }
        }
    }
}

/// Letters of scripts with blanks between words, digits and the blank itself.
fn is_latin(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == ' ' || ((c as u32) < 0x1100 && c.is_alphanumeric())
}

//! Normalisation: folds width, case, script, markup and noise, and remembers where every character came from.
//!
//! The stages run on [`Mark`]s, characters that carry their span in the original, so that a stage may drop, merge or
//! multiply characters without losing the way back. It never corrects spelling and never reorders.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::mark::{Mark, Span};
use super::{convert, html, pinyin_noise};

/// A normalised text with its map back to the original.
#[derive(Debug, Clone, Default)]
pub struct Normal {
    /// The normalised text.
    pub text: String,
    origin: Vec<Span>,
}

impl Normal {
    /// Number of normalised characters.
    #[must_use]
    pub fn chars(&self) -> usize {
        self.origin.len()
    }

    /// The span in the original of the normalised characters `start..end` (code points of [`Normal::text`]).
    /// Positions past the end are clipped; an empty range maps to an empty span.
    #[must_use]
    pub fn origin(&self, start: usize, end: usize) -> Span {
        let end = end.min(self.origin.len());
        if start >= end {
            let at = self.origin.get(start).map_or_else(|| self.origin.last().map_or(0, |s| s.end), |s| s.start);
            return Span { start: at, end: at };
        }
        self.origin[start + 1..end].iter().fold(self.origin[start], |whole, part| whole.cover(*part))
    }

    /// The span in the original of a byte range of [`Normal::text`]. Offsets must lie on character boundaries.
    #[must_use]
    pub fn origin_of_bytes(&self, start: usize, end: usize) -> Span {
        let before = self.text.get(..start).map_or(0, |s| s.chars().count());
        let inside = self.text.get(start..end).map_or(0, |s| s.chars().count());
        self.origin(before, before + inside)
    }
}

/// Folds `raw` as described at the top of this module.
#[must_use]
pub fn normalise(raw: &str) -> Normal {
    let mut marks: Vec<Mark> = Vec::with_capacity(raw.len() / 2);
    marks.extend((0u32..).zip(raw.chars()).map(|(at, c)| Mark { c, from: Span { start: at, end: at + 1 } }));
    marks.retain(|mark| !is_invisible(mark.c));
    if raw.contains(['<', '&']) {
        marks = html::strip(&marks);
    }
    let mut marks = fold_width_and_case(&marks);
    convert::to_simplified(&mut marks);
    pinyin_noise::drop_bracketed_readings(&mut marks);
    collapse_blanks(&mut marks);
    Normal { text: marks.iter().map(|m| m.c).collect(), origin: marks.iter().map(|m| m.from).collect() }
}

/// The normalised text alone, for comparing what has no need of spans: dictionary words, keys, duplicates.
#[must_use]
pub fn fold(raw: &str) -> String {
    normalise(raw).text
}

/// Characters that take no room on screen and split words: zero-width and bidi marks, soft hyphen, variation selectors.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}'
        | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{180E}' | '\u{E0000}'..='\u{E0FFF}')
}

/// NFKC and lower case, one cluster (a character with its combining marks) at a time, so that spans stay exact.
fn fold_width_and_case(marks: &[Mark]) -> Vec<Mark> {
    let mut folding = Folding { marks: Vec::with_capacity(marks.len()), last_digit: None };
    let mut rest = marks;
    while let Some((first, tail)) = rest.split_first() {
        let length = 1 + tail.iter().take_while(|m| combines(m.c)).count();
        let (cluster, after) = rest.split_at(length);
        rest = after;
        match folded_at_once(first.c) {
            Some(c) if length == 1 => folding.push(c, first.from, Written::InDigits),
            _ => folding.push_by_tables(cluster),
        }
    }
    folding.marks
}

/// How a number is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Written {
    /// In digits, of any width.
    InDigits,
    /// As a character that is more than a digit: ①, ½, ㎡.
    AsSign,
}

/// What has been folded so far.
struct Folding {
    marks: Vec<Mark>,
    /// How the last character is written, if it is a digit.
    last_digit: Option<Written>,
}

impl Folding {
    /// Appends a character. A blank keeps digits and the number in a sign apart: 90㎡3室 has no `23`, and a phone after
    /// ① has no digit more.
    fn push(&mut self, c: char, from: Span, written: Written) {
        let digit = c.is_ascii_digit().then_some(written);
        if let (Some(_), Some(last), Some(mark)) = (digit, self.last_digit, self.marks.last())
            && last != written
        {
            self.marks.push(Mark { c: ' ', from: mark.from });
        }
        self.last_digit = digit;
        self.marks.push(Mark { c, from });
    }

    fn push_by_tables(&mut self, cluster: &[Mark]) {
        let Some(first) = cluster.first() else { return };
        let from = cluster.iter().fold(first.from, |whole, m| whole.cover(m.from));
        let written = if is_digit(first.c) { Written::InDigits } else { Written::AsSign };
        let folded = cluster.iter().map(|m| m.c).nfkc().flat_map(char::to_lowercase);
        // Keycaps and accents change nothing of a digit, and would hide a number from whoever looks for it.
        for c in folded.filter(|c| written == Written::AsSign || !combines(*c)) {
            self.push(fold_punctuation(c), from, written);
        }
    }
}

/// The decimal digits that NFKC makes ASCII: ASCII itself, full-width, mathematical, segmented.
fn is_digit(c: char) -> bool {
    matches!(c, '0'..='9' | '０'..='９' | '\u{1D7CE}'..='\u{1D7FF}' | '\u{1FBF0}'..='\u{1FBF9}')
}

/// Whether it is a combining mark; below the first of them and among Han characters there are none to be looked up.
fn combines(c: char) -> bool {
    c >= '\u{300}' && !('\u{4E00}'..='\u{9FFF}').contains(&c) && is_combining_mark(c)
}

/// What NFKC and lower case make of nearly every character we see, by rules instead of tables: ASCII, the common Han
/// block, the usual punctuation, and the full-width forms of ASCII. `None` asks the tables.
pub(super) fn folded_at_once(c: char) -> Option<char> {
    match c {
        ' '..='~' => Some(c.to_ascii_lowercase()),
        '\u{4E00}'..='\u{9FFF}' | '\n' | '、' | '。' | '〈'..='】' | '‘' | '’' | '“' | '”' => Some(c),
        '\u{3000}' => Some(' '),
        '！'..='～' => char::from_u32(c as u32 - 0xFEE0).map(|c| c.to_ascii_lowercase()),
        _ => None,
    }
}

/// Dashes and quotes that differ by keyboard only; other control characters become blanks.
fn fold_punctuation(c: char) -> char {
    match c {
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        c if c.is_control() && c != '\n' => ' ',
        c if c.is_whitespace() && c != '\n' => ' ',
        c => c,
    }
}

/// Runs of blanks become one; blanks around a line break go.
fn collapse_blanks(marks: &mut Vec<Mark>) {
    let mut last = '\n';
    marks.retain(|mark| {
        let c = mark.c;
        let drop = c == ' ' && (last == ' ' || last == '\n') || c == '\n' && last == '\n';
        if !drop {
            last = c;
        }
        !drop
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_folded_by_rule_is_what_the_tables_say() {
        for c in '\0'..=char::MAX {
            let by_tables: String = std::iter::once(c).nfkc().flat_map(char::to_lowercase).map(fold_punctuation).collect();
            if let Some(by_rule) = folded_at_once(c) {
                assert_eq!(by_tables, by_rule.to_string(), "U+{:04X}", c as u32);
            }
            assert_eq!(combines(c), is_combining_mark(c), "U+{:04X}", c as u32);
        }
    }
}

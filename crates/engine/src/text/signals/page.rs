//! The page the rules read: normalised characters, the words and numbers in them, and what has been claimed so far.
//!
//! Overlap between kinds is settled by order. A rule claims characters; a later rule can't claim them again. So the
//! order in which `find` runs the rules says which kind wins, and each rule sees where the others have been.

use super::SignalKind;
use super::list::AnyOf;
use super::numerals::{self, Number};
use super::words::{self, Family, Words};
use crate::text::Normal;

/// A claim: normalised characters `start..end` are a signal of `kind`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Claim {
    pub kind: SignalKind,
    pub start: usize,
    pub end: usize,
}

/// What the rules read and write. All positions are indices of normalised characters.
pub(super) struct Page<'a> {
    normal: &'a Normal,
    chars: Vec<char>,
    words: Words,
    numbers: Vec<Number>,
    owner: Vec<Option<SignalKind>>,
    found: Vec<Claim>,
}

impl<'a> Page<'a> {
    pub fn new(normal: &'a Normal) -> Page<'a> {
        let chars: Vec<char> = normal.text.chars().collect();
        let words = words::find(&normal.text, chars.len());
        let numbers = numerals::scan(&chars);
        let owner = vec![None; chars.len()];
        Page { normal, chars, words, numbers, owner, found: Vec::new() }
    }

    /// Number of characters.
    pub fn len(&self) -> usize {
        self.chars.len()
    }

    /// The character at `at`, or NUL past the end: normalised text has no control characters of its own.
    pub fn c(&self, at: usize) -> char {
        self.chars.get(at).copied().unwrap_or('\0')
    }

    /// The character before `at`, or NUL at the beginning.
    pub fn before(&self, at: usize) -> char {
        at.checked_sub(1).map_or('\0', |i| self.c(i))
    }

    /// Whether `word` stands at `at`.
    pub fn has(&self, at: usize, word: &str) -> bool {
        let mut here = self.chars.get(at..).unwrap_or_default().iter();
        word.chars().all(|c| here.next() == Some(&c))
    }

    /// Where the longest of `list` that stands at `at` ends.
    pub fn after_any<L: AnyOf + ?Sized>(&self, at: usize, list: &L) -> Option<usize> {
        if !list.may_begin(self.c(at)) {
            return None;
        }
        list.beginning(self.c(at)).filter(|w| self.has(at, w)).map(|w| at + w.chars().count()).max()
    }

    /// Whether one of `list` stands at `at`.
    pub fn has_any<L: AnyOf + ?Sized>(&self, at: usize, list: &L) -> bool {
        list.may_begin(self.c(at)) && list.beginning(self.c(at)).any(|w| self.has(at, w))
    }

    /// Where the longest of `list` that ends at `at` begins.
    pub fn back_any<L: AnyOf + ?Sized>(&self, at: usize, list: &L) -> Option<usize> {
        if !list.may_end(self.before(at)) {
            return None;
        }
        let begin = |w: &str| at.checked_sub(w.chars().count()).filter(|start| self.has(*start, w));
        list.ending(self.before(at)).filter_map(begin).min()
    }

    /// Whether one of `list` ends at `at`.
    pub fn ends_with_any<L: AnyOf + ?Sized>(&self, at: usize, list: &L) -> bool {
        self.back_any(at, list).is_some()
    }

    /// `at`, or one further if a blank stands there.
    pub fn skip_blank(&self, at: usize) -> usize {
        at + usize::from(self.c(at) == ' ')
    }

    /// The longest words of a family, from left to right; they don't overlap.
    pub fn words(&self, family: Family) -> Vec<(usize, usize)> {
        self.words.of(family)
    }

    /// The numbers in the text, from left to right.
    pub fn numbers(&self) -> Vec<Number> {
        self.numbers.clone()
    }

    /// Every character.
    pub fn chars(&self) -> &[char] {
        &self.chars
    }

    /// The number that ends at `end`.
    pub fn number_ending_at(&self, end: usize) -> Option<Number> {
        let at = self.numbers.binary_search_by_key(&end, |n| n.end).ok()?;
        self.numbers.get(at).copied()
    }

    /// The small whole number that begins at `at`, and where it ends.
    pub fn small_number(&self, at: usize) -> Option<(u32, usize)> {
        numerals::small_at(|i| self.c(i), at)
    }

    /// Whether no rule has claimed any of `start..end`.
    pub fn is_free(&self, start: usize, end: usize) -> bool {
        self.owner.get(start..end).is_some_and(|part| part.iter().all(Option::is_none))
    }

    /// What the character at `at` has been claimed as.
    pub fn owner(&self, at: usize) -> Option<SignalKind> {
        self.owner.get(at).copied().flatten()
    }

    /// Claims `start..end`, unless it is empty or something of it is claimed already.
    pub fn claim(&mut self, kind: SignalKind, start: usize, end: usize) -> bool {
        let (first, last) = self.unsplit(start, end);
        if start >= end || !self.is_free(first, last) {
            return false;
        }
        self.owner[first..last].fill(Some(kind));
        self.found.push(Claim { kind, start, end });
        true
    }

    /// `start..end` with the rest of the characters of the original that it cuts: `¼` is three characters here, and
    /// what stands in the original belongs to one signal at most.
    fn unsplit(&self, start: usize, end: usize) -> (usize, usize) {
        let is_cut =
            |at: usize| at > 0 && at < self.len() && self.normal.origin(at - 1, at).overlaps(self.normal.origin(at, at + 1));
        let first = (0..=start).rev().find(|at| !is_cut(*at)).unwrap_or(start);
        let last = (end..=self.len()).find(|at| !is_cut(*at)).unwrap_or(end);
        (first, last)
    }

    /// The claims so far, in the order they were made.
    pub fn found(&self) -> &[Claim] {
        &self.found
    }

    /// The characters `start..end` as a string.
    pub fn slice(&self, start: usize, end: usize) -> String {
        self.chars.get(start..end).unwrap_or_default().iter().collect()
    }
}

/// Whether the character can stand inside an identifier.
pub(super) fn is_latin(c: char) -> bool {
    c.is_ascii_alphanumeric()
}

/// Whether the character is Han.
pub(super) fn is_han(c: char) -> bool {
    crate::text::convert::is_han(c)
}

//! Synonyms on the side of the query: what else a ticket's words may be called in the library.
//!
//! The library's texts are never rewritten, so a new synonym takes effect at once and nothing is indexed again. Phrases
//! are found in the normalised text before segmentation, leftmost and longest first, because everyday variants
//! (上不了网) are seldom words of the dictionary.

use std::collections::BTreeMap;

use daachorse::{CharwiseDoubleArrayAhoCorasick, CharwiseDoubleArrayAhoCorasickBuilder, MatchKind};

use super::fold;
use super::segment::Segmenter;

/// One line of the synonym list, in the Solr form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SynonymLine {
    /// `寬頻, 宽带`: each may stand for each other.
    Equivalent(Vec<String>),
    /// `数据机, 調制解調器 => 光猫`: the left ones also mean the right ones.
    Rewrite {
        /// What the customer writes.
        from: Vec<String>,
        /// What the library says.
        to: Vec<String>,
    },
}

/// A phrase of the query and a term it may also be called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expansion {
    /// Byte offset of the phrase in the normalised text.
    pub start: usize,
    /// Byte offset one past its end.
    pub end: usize,
    /// The further term, as the segmenter cuts it.
    pub term: Box<str>,
}

/// The synonym list, ready to be looked up.
#[derive(Default)]
pub struct Synonyms {
    finder: Option<CharwiseDoubleArrayAhoCorasick<u32>>,
    /// For each phrase, the terms it expands to.
    terms: Vec<Vec<Box<str>>>,
}

impl Synonyms {
    /// Compiles the lines. Phrases are normalised; lines that then say nothing are passed over.
    #[must_use]
    pub fn new(lines: &[SynonymLine], segmenter: &Segmenter) -> Synonyms {
        let mut meanings: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for line in lines {
            let (from, to) = match line {
                SynonymLine::Equivalent(all) => (all, all),
                SynonymLine::Rewrite { from, to } => (from, to),
            };
            for phrase in from.iter().map(|p| fold(p)).filter(|p| !p.trim().is_empty()) {
                let others = to.iter().map(|t| fold(t)).filter(|t| *t != phrase);
                meanings.entry(phrase.trim().to_owned()).or_default().extend(others);
            }
        }
        let phrases: Vec<String> = meanings.keys().cloned().collect();
        let terms = meanings.into_values().map(|others| terms_of(&others, segmenter)).collect();
        let numbered = phrases.iter().zip(0u32..);
        let finder =
            CharwiseDoubleArrayAhoCorasickBuilder::new().match_kind(MatchKind::LeftmostLongest).build_with_values(numbered);
        // An empty list is the one that cannot be built, and it finds nothing.
        Synonyms { finder: finder.ok(), terms }
    }

    /// The further terms for the phrases in a normalised text, in order of their place.
    #[must_use]
    pub fn expand(&self, text: &str) -> Vec<Expansion> {
        let Some(finder) = &self.finder else { return Vec::new() };
        let mut found = Vec::new();
        for hit in finder.leftmost_find_iter(text) {
            if splits_latin_word(text, hit.start(), hit.end()) {
                continue;
            }
            for term in &self.terms[hit.value() as usize] {
                found.push(Expansion { start: hit.start(), end: hit.end(), term: term.clone() });
            }
        }
        found
    }
}

/// `app` must not be found inside `happy`.
fn splits_latin_word(text: &str, start: usize, end: usize) -> bool {
    let bytes = text.as_bytes();
    let joined = |left: Option<&u8>, right: Option<&u8>| {
        left.is_some_and(u8::is_ascii_alphanumeric) && right.is_some_and(u8::is_ascii_alphanumeric)
    };
    let before = start.checked_sub(1).and_then(|i| bytes.get(i));
    joined(before, bytes.get(start)) || joined(bytes.get(end - 1), bytes.get(end))
}

/// Each distinct term of the phrases, leaving out the function words.
fn terms_of(phrases: &[String], segmenter: &Segmenter) -> Vec<Box<str>> {
    let mut terms: Vec<Box<str>> = Vec::new();
    for phrase in phrases {
        for token in segmenter.segment(phrase) {
            let term = token.term(phrase);
            if !super::is_stopword(term) && !terms.iter().any(|t| **t == *term) {
                terms.push(term.into());
            }
        }
    }
    terms
}

//! Words: those of a text that tell what it is about, and those of tickets that the dictionary does not know.

use fenzhen_engine::text::{Analyzer, NewWord, is_stopword, new_words};
use fenzhen_engine::triage::Snapshot;

use crate::app::excerpt::excerpt;

use super::EXCERPT;
use super::figures::rounded;
use super::report::UnknownWord;
use super::tickets::Rejudged;

/// Characters of a text that are read.
const READ: usize = 2_000;

/// The words of a text but function words and numbers, which are personal or tell nothing.
pub(in crate::app) fn telling_words(analyzer: &Analyzer, text: &str) -> Vec<String> {
    let head = text.char_indices().nth(READ).map_or(text, |(end, _)| &text[..end]);
    let analyzed = analyzer.analyze(head);
    let tells = |term: &str| !is_stopword(term) && term.chars().any(char::is_alphabetic) && !has_number(term);
    analyzed.terms().map(|(term, _)| term).filter(|term| tells(term)).map(str::to_owned).collect()
}

/// Whether a term holds four digits or more: an order, an account, a person.
fn has_number(term: &str) -> bool {
    term.chars().filter(char::is_ascii_digit).count() >= 4
}

/// The words that stand in most tickets and in no dictionary.
pub(super) fn find(snapshot: &Snapshot, tickets: &[Rejudged]) -> Vec<UnknownWord> {
    let texts: Vec<String> = tickets.iter().map(Rejudged::whole).collect();
    let borrowed: Vec<&str> = texts.iter().map(String::as_str).collect();
    let named = new_words(&borrowed, &snapshot.analyzer).into_iter().map(|found| {
        let NewWord { word, texts: tickets, cohesion, freedom, example } = found;
        let example = texts.get(example).map(|text| excerpt(text, EXCERPT)).unwrap_or_default();
        UnknownWord { word, tickets, cohesion: rounded(cohesion), freedom: rounded(freedom), example }
    });
    named.collect()
}

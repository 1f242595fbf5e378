//! A ticket's features with their counts, before any vocabulary: what has to be kept of an example to train on it.
//!
//! A bag is small and owns no text, so a caller may analyse examples in parallel and drop their words at once.

use super::grams::{Kind, walk};
use super::input::Passage;

/// Features of one ticket, counted over title and text together, in order of their key.
#[derive(Debug, Clone, Default)]
pub struct Bag {
    pub(super) words: Vec<(u64, u32)>,
    pub(super) grams: Vec<(u64, u32)>,
}

impl Bag {
    /// Counts the features of a ticket. Either passage may be empty.
    #[must_use]
    pub fn of(title: &Passage<'_>, text: &Passage<'_>) -> Bag {
        let (mut words, mut grams) = (Vec::new(), Vec::new());
        for passage in [title, text] {
            if passage.text.is_empty() && passage.words.is_empty() {
                continue;
            }
            walk(passage, |occurrence| match occurrence.kind {
                Kind::Word => words.push(occurrence.key),
                Kind::Gram => grams.push(occurrence.key),
            });
        }
        Bag { words: counted(words), grams: counted(grams) }
    }

    /// Whether the ticket has no feature at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.is_empty() && self.grams.is_empty()
    }
}

fn counted(mut keys: Vec<u64>) -> Vec<(u64, u32)> {
    keys.sort_unstable();
    let mut counts: Vec<(u64, u32)> = Vec::with_capacity(keys.len());
    for key in keys {
        match counts.last_mut() {
            Some(last) if last.0 == key => last.1 += 1,
            _ => counts.push((key, 1)),
        }
    }
    counts.shrink_to_fit();
    counts
}

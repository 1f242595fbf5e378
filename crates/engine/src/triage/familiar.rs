//! Familiarity: whether a ticket is the library's business at all, before asking what it is.
//!
//! A model that only knows complaints finds the likeliest one for a cooking recipe too. So a ticket must share enough
//! with what is known: either it is much like one example, or enough of its content words are the library's words, and
//! they weigh enough together in one entry.

use crate::index::Forward;
use crate::text::is_stopword;

use super::query::AnalyzedTicket;

/// A ticket as alike as this to one example is familiar, whatever its other words.
const MUCH_ALIKE: f64 = 0.6;
/// With no entries to compare to, a ticket this little alike to any case is not familiar.
const BARELY_ALIKE: f64 = 0.12;
/// The share of a ticket's content words, weighed by rarity, that the library must know.
const COVERED: f64 = 0.33;
/// What the words must weigh together in the best entry, in units of the rarest word's rarity ...
const SUPPORT: f64 = 2.2;
/// ... or, for a ticket of few words, what each of them must weigh on average.
const SUPPORT_A_WORD: f64 = 1.0;

/// Whether the ticket is the library's business. `nearest` is its similarity to the most similar example, 0 to 1, and
/// `reaches` says whether its words weigh at least so much together in some entry; it may be slow and is asked last. The
/// constants separate the shipped pack's cases from its off-topic texts.
///
/// # Errors
/// Those of `reaches`.
pub fn is_familiar<E>(
    reading: &AnalyzedTicket,
    forward: &Forward,
    nearest: f64,
    reaches: impl FnOnce(f64) -> Result<bool, E>,
) -> Result<bool, E> {
    if nearest >= MUCH_ALIKE {
        return Ok(true);
    }
    if forward.is_empty() {
        return Ok(nearest >= BARELY_ALIKE);
    }
    let rarest = forward.rarest();
    let content = Content::of(reading, forward, rarest);
    let support = f64::min(SUPPORT, SUPPORT_A_WORD * content.words as f64);
    Ok(content.covered() >= COVERED && reaches(support * rarest)?)
}

/// The content words of a ticket.
struct Content {
    /// How many the library knows.
    words: usize,
    known: f64,
    all: f64,
}

impl Content {
    fn of(reading: &AnalyzedTicket, forward: &Forward, rarest: f64) -> Content {
        let mut content = Content { words: 0, known: 0.0, all: 0.0 };
        for (_, analyzed) in reading.parts() {
            let mut covered = 0;
            // Coarse words come before those inside them, which would count the same characters again.
            for (term, token) in analyzed.terms().filter(|(term, _)| !is_stopword(term)) {
                if token.end <= covered {
                    continue;
                }
                covered = token.end;
                match forward.term(term) {
                    Some(known) => {
                        content.words += 1;
                        content.known += known.rarity;
                        content.all += known.rarity;
                    }
                    None => content.all += rarest,
                }
            }
        }
        content
    }

    fn covered(&self) -> f64 {
        if self.all > 0.0 { self.known / self.all } else { 0.0 }
    }
}

//! Lexicon: the words the library brings along, its synonyms, and the words that raise urgency.

mod risk;
mod synonyms;
mod user_words;

use crate::text::{SynonymLine, UserWord};

pub use risk::Risk;
pub(super) use synonyms::read_synonyms;
pub(super) use user_words::read_words;

/// The lexicon of a pack.
#[derive(Debug, Clone, Default)]
pub struct Lexicon {
    /// Words the segmenter keeps whole, in the order of `lexicon/words.txt`.
    pub words: Vec<UserWord>,
    /// Synonyms, in the order of `lexicon/synonyms.txt`.
    pub synonyms: Vec<SynonymLine>,
    /// What raises urgency, in the order of `lexicon/risk.toml`.
    pub risks: Vec<Risk>,
}

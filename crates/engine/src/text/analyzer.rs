//! The one analyzer: what every text goes through, whichever side of a match it is on.

use sha2::{Digest, Sha256};

use super::hex::hex;
use super::mark::Span;
use super::normal::{Normal, normalise};
use super::segment::{Segmenter, Token};
use super::synonyms::{Expansion, SynonymLine, Synonyms};

/// Raised whenever the same text may give other tokens than before; part of every cache key.
const VERSION: &str = "2";
/// The segmenter's dictionary is part of the crate, so its version names it.
const JIEBA: &str = "jieba-rs 0.11.0";

/// What can go wrong while an analyzer is made.
#[derive(Debug, thiserror::Error)]
#[error("the dictionary has {words} words; at most {limit} are taken")]
pub struct AnalyzerError {
    words: usize,
    limit: usize,
}

/// The most user words a dictionary may add; more would slow every start.
const MOST_WORDS: usize = 200_000;

/// A word of the user dictionary.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UserWord {
    /// The word; it is normalised before use.
    pub word: String,
    /// Occurrences in jieba's corpus of 60 million words; `None`: as many as it takes to win against its parts.
    pub frequency: Option<usize>,
    /// Part of speech in jieba's notation.
    pub tag: Option<String>,
}

/// Normalisation, segmentation and synonyms of one library revision. Immutable and shared by all readers.
pub struct Analyzer {
    segmenter: Segmenter,
    synonyms: Synonyms,
    fingerprint: String,
}

/// A text that went through the analyzer.
#[derive(Debug, Clone, Default)]
pub struct Analyzed {
    /// The normalised text with its map back.
    pub normal: Normal,
    /// Its tokens in order of their start.
    pub tokens: Vec<Token>,
}

impl Analyzed {
    /// The terms with their tokens.
    pub fn terms(&self) -> impl Iterator<Item = (&str, &Token)> {
        self.tokens.iter().map(|t| (t.term(&self.normal.text), t))
    }

    /// Where a token stands in the original text.
    #[must_use]
    pub fn span(&self, token: &Token) -> Span {
        self.normal.origin(token.char_start, token.char_end)
    }
}

impl Analyzer {
    /// An analyzer over jieba's dictionary, `words` and `synonyms`.
    ///
    /// # Errors
    /// When there are more words than the limit.
    pub fn new(words: &[UserWord], synonyms: &[SynonymLine]) -> Result<Analyzer, AnalyzerError> {
        if words.len() > MOST_WORDS {
            return Err(AnalyzerError { words: words.len(), limit: MOST_WORDS });
        }
        let folded: Vec<String> = words.iter().map(|w| super::fold(&w.word)).collect();
        let user = folded.iter().zip(words).map(|(word, w)| (word.as_str(), w.frequency, w.tag.as_deref()));
        let segmenter = Segmenter::new(user);
        let synonyms = Synonyms::new(synonyms, &segmenter);
        Ok(Analyzer { segmenter, synonyms, fingerprint: fingerprint(words) })
    }

    /// Normalises and segments.
    #[must_use]
    pub fn analyze(&self, raw: &str) -> Analyzed {
        let normal = normalise(raw);
        let tokens = self.segmenter.segment(&normal.text);
        Analyzed { normal, tokens }
    }

    /// What else the words of an analyzed text may be called.
    #[must_use]
    pub fn expand(&self, text: &Analyzed) -> Vec<Expansion> {
        self.synonyms.expand(&text.normal.text)
    }

    /// Whether the dictionary holds the normalised word.
    #[must_use]
    pub fn knows(&self, word: &str) -> bool {
        self.segmenter.knows(word)
    }

    /// A short hash of everything that decides how a library text is cut: code version, segmenter and user words.
    /// Synonyms are left out, because they act on queries only.
    #[must_use]
    pub fn fingerprint(&self) -> &str {
        &self.fingerprint
    }
}

fn fingerprint(words: &[UserWord]) -> String {
    let mut hash = Sha256::new();
    hash.update(VERSION);
    hash.update(JIEBA);
    for w in words {
        hash.update(format!("\n{} {:?} {:?}", w.word, w.frequency, w.tag));
    }
    hex(&hash.finalize()[..6])
}

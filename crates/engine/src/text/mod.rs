//! Text: from a raw complaint to normalised characters, tokens and signals, each with its place in the original.
//!
//! One pipeline serves tickets and entries alike, so that both sides of every match went the same way:
//! [`normalise`] folds what only looks different (width, case, script, markup, noise), [`Segmenter`] cuts the result
//! into words while keeping identifiers whole, and [`signals`] reads typed facts out of it.
//!
//! This layer knows nothing of entries, categories or scores; it reads no clock, no file and no network.

mod analyzer;
mod convert;
mod hex;
mod html;
mod identifier;
mod mark;
mod new_words;
mod normal;
mod pinyin_noise;
mod segment;
pub mod signals;
mod stopwords;
mod synonyms;

pub use analyzer::{Analyzed, Analyzer, AnalyzerError, UserWord};
pub use hex::hex;
pub use mark::Span;
pub use new_words::{NewWord, new_words};
pub use normal::{Normal, fold, normalise};
pub use segment::{Segmenter, Token};
pub use stopwords::is_stopword;
pub use synonyms::{Expansion, SynonymLine, Synonyms};

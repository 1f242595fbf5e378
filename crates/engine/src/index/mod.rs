//! Index: finds the entries that share words with a ticket, and says which words, in which field, for how much.
//!
//! tantivy picks the candidates; [`Forward`] weighs them again by BM25F from the entries' own word counts, term by
//! term, so that a score *is* the sum of its explanation. Nothing here knows categories, confidence or outcomes, and
//! nothing on disk is ever the only copy: the directory is a cache that is built again when it does not fit.

mod build;
mod cache;
mod document;
mod error;
mod forward;
mod layered;
mod opened;
mod schema;
mod search;

pub use build::{Home, Index, Origin};
pub use document::{Document, Field};
pub use error::IndexError;
pub use forward::{Forward, KnownTerm, Match};
pub use search::{Hit, QueryTerm};

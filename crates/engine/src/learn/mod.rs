//! Learns from entries and confirmed cases which label a ticket has, says how sure it is, and why.
//!
//! The score of a label is a weighted sum of parts: the margin of a linear separator, the similarity of the nearest case,
//! the likelihood of the words in the label's language, BM25 against the label's examples as one document, and, where
//! earlier tasks were learned, their scores of the labels that go with it (the bureau of a department).
//! The weights, and the confidence, come from held-out folds of the training examples. Equal inputs give equal bytes,
//! whatever the number of threads. It never segments text, reads a clock, draws random numbers, or sees a test row.

mod bag;
mod cases;
mod confidence;
mod counts;
mod document;
mod dual;
mod explain;
mod fetch;
mod fusion;
mod grams;
mod hash;
mod head;
mod input;
mod language;
mod linear;
mod model;
mod near;
mod parts;
mod places;
mod related;
mod rows;
mod scorer;
mod similarity;
mod solve;
mod threshold;
mod vector;
mod vocabulary;
mod weights;

pub use bag::Bag;
pub use explain::{Contribution, Reason};
pub use grams::Kind;
pub use head::RankedLabel;
pub use input::{Passage, Place, Task, Word};
pub use model::{Model, ScoredTicket};
pub use near::Neighbour;
pub use similarity::{Pair, SimilarityIndex};
pub use threshold::{HeldOutAnswer, Threshold, threshold};

//! Evaluation: labelled rows in, quality and speed out, through the very code of `suggest`.
//!
//! The training rows become cases or entries of a snapshot of their own; no label and no statistic of the test rows
//! reaches it. Nothing here touches the database.

mod figures;
mod replay;
mod rows;
mod run;

pub use figures::{ClassifyReport, Judged, MatchReport, Speed};
pub use replay::{Learned, Order, replay};
pub use run::{Evaluation, Label, classify, match_entries};

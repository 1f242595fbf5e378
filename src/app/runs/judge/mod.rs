//! Judging a backlog row by row, with one snapshot, into a journal that can be gone on with.

pub(crate) mod judge_row;
pub(crate) mod knowledge;
pub(crate) mod names;
pub(crate) mod outputs;
pub(crate) mod part;
pub(crate) mod previous;
pub(crate) mod row_from_suggestion;
pub(crate) mod run;

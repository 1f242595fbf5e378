//! Judging a backlog row by row, with one snapshot, into a journal that can be gone on with.

pub(crate) mod control;
pub(crate) mod journal;
pub(crate) mod judge_row;
pub(crate) mod judge_rows;
pub(crate) mod knowledge;
pub(crate) mod label_ids;
pub(crate) mod make_plan;
pub(crate) mod outputs;
pub(crate) mod previous;
pub(crate) mod resume;
pub(crate) mod row_from_suggestion;
pub(crate) mod run;
pub(crate) mod spool;

//! What a run does to the tickets on record, and taking that back.

pub(crate) mod input_texts;
pub(crate) mod options;
pub(crate) mod registered;
pub(crate) mod skip;
pub(crate) mod undo;
pub(crate) mod write_decision;
pub(crate) mod write_over;

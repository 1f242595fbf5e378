//! What became of a ticket between two judgements, and which tickets moved.

pub(crate) mod change;
pub(crate) mod moved;

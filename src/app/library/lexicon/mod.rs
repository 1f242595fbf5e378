//! The lexicon while somebody writes it: how a text is cut by it, and two people's changes put together.

pub(crate) mod merge;
pub(crate) mod preview;

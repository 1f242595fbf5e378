//! The lexicon while somebody writes it: how a text is cut by it, and two people's changes put together.

pub(crate) mod merge;
pub(crate) mod preview;

use crate::app::engine::snapshot::Current;

pub use preview::{AppliedSynonym, LexiconPreview, Segment, Segmentation};

/// The journeys of who writes the lexicon. They change nothing; its files are published as all others are.
#[derive(Clone, Copy)]
pub struct Lexicon<'a> {
    pub(super) current: &'a Current,
    pub(super) trial_analyzer: &'a preview::TrialAnalyzer,
}

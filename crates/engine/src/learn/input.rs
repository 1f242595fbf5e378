//! What the learner reads: passages of normalised text with their words, and the task that labels them.
//!
//! It never segments, normalises or stores text; the caller owns every passage.

/// A word of a passage, as the segmenter cut it. Words may overlap (search mode cuts long words into shorter ones too).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word<'a> {
    /// The term to match by.
    pub term: &'a str,
    /// Byte offset in the passage's text.
    pub start: u32,
    /// Byte offset one past the end.
    pub end: u32,
}

/// One normalised text with its words: Simplified, lower case, half width.
#[derive(Debug, Clone, Copy, Default)]
pub struct Passage<'a> {
    /// The normalised text.
    pub text: &'a str,
    /// Its words, in any order.
    pub words: &'a [Word<'a>],
}

/// Which passage of a ticket a span lies in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// The ticket's title.
    Title,
    /// The ticket's text.
    Text,
}

/// One question to learn: which label each example has. Several tasks (category, department, entry) share one
/// [`Model`](super::Model) and its features.
#[derive(Debug, Clone, Default)]
pub struct Task {
    /// The label of each example, in the order of the examples; `None` leaves the example out of this task.
    pub labels: Vec<Option<u32>>,
    /// How much each example counts, 1 where it is missing. A phrase of an entry may count less than a confirmed case.
    pub weights: Vec<f32>,
    /// Which examples may be held out to calibrate, every one where it is missing. A title that stands for its whole
    /// entry should stay in, since no ticket will ever be without it.
    pub may_hold_out: Vec<bool>,
}

impl Task {
    /// A task over examples that all count the same.
    #[must_use]
    pub fn new(labels: Vec<Option<u32>>) -> Task {
        Task { labels, ..Task::default() }
    }

    /// The weight of an example; anything that is not a positive number counts as 1.
    pub(super) fn weight(&self, example: usize) -> f32 {
        self.weights.get(example).copied().filter(|weight| weight.is_finite() && *weight > 0.0).unwrap_or(1.0)
    }

    /// Whether the example may be held out.
    pub(super) fn holdable(&self, example: usize) -> bool {
        self.may_hold_out.get(example).copied().unwrap_or(true)
    }
}

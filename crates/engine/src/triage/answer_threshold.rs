//! Answer threshold: from which confidence on the first choice may be followed.

use crate::learn::Threshold;

/// The least confidence to answer with where the data cannot promise an error target.
const UNPROMISED: f64 = 0.5;

/// From which confidence on the first choice is an answer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AnswerThreshold {
    /// The share of wrong answers the operator accepts.
    pub error_target: f64,
    /// The least confidence.
    pub least: f64,
    /// What held-out examples say about the operator's error target; `None` where nothing was learned.
    pub promise: Option<Threshold>,
}

impl AnswerThreshold {
    /// The threshold that follows from what held-out examples show about an error target.
    #[must_use]
    pub fn of(error_target: f64, promise: Option<Threshold>) -> AnswerThreshold {
        let least = match promise {
            Some(Threshold::AtLeast { confidence, .. }) => confidence,
            _ => UNPROMISED,
        };
        AnswerThreshold { error_target, least, promise }
    }
}

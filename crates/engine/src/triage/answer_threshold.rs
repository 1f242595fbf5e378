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

    /// What can be promised, in a sentence for the operator.
    #[must_use]
    pub fn statement(&self) -> String {
        let (target, least) = (self.error_target * 100.0, self.least * 100.0);
        match self.promise {
            Some(Threshold::AtLeast { coverage, held_out, .. }) => format!(
                "在 {held_out} 条留出样本上，把握不低于 {least:.0}% 的答复错误不超过 {target:.0}%，覆盖其中 {:.0}%",
                coverage * 100.0
            ),
            Some(Threshold::OutOfReach { held_out }) => {
                format!(
                    "在 {held_out} 条留出样本上，没有一个门槛能把错误压到 {target:.0}% 以内；把握不低于 {least:.0}% 即答复，不作保证"
                )
            }
            Some(Threshold::TooLittleData { held_out, needed }) => {
                format!(
                    "留出样本只有 {held_out} 条，至少要 {needed} 条才能承诺错误不超过 {target:.0}%；把握不低于 {least:.0}% 即答复，不作保证"
                )
            }
            None => format!("还没有可学的样本，不能承诺错误不超过 {target:.0}%"),
        }
    }
}

//! Outcome: whether the first choice may be followed, with the reason where it may not.

use crate::learn::Threshold;

use super::judgement::Judgement;
use super::query::Reading;
use super::suggestion::Outcome;

/// The least confidence to answer with where the data cannot promise an error target.
const UNPROMISED: f64 = 0.5;
/// Two choices that together are this sure of being right are worth showing side by side.
const BOTH: f64 = 0.6;

/// From which confidence on the first choice is an answer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bar {
    /// The share of wrong answers the operator accepts.
    pub error_target: f64,
    /// The least confidence.
    pub least: f64,
    /// What held-out examples say about the operator's error target; `None` where nothing was learned.
    pub promise: Option<Threshold>,
}

impl Bar {
    /// The bar that follows from what held-out examples show about an error target.
    #[must_use]
    pub fn of(error_target: f64, promise: Option<Threshold>) -> Bar {
        let least = match promise {
            Some(Threshold::AtLeast { confidence, .. }) => confidence,
            _ => UNPROMISED,
        };
        Bar { error_target, least, promise }
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

/// The outcome of a judgement.
#[must_use]
pub fn decide(judgement: &Judgement, reading: &Reading, bar: &Bar) -> (Outcome, Option<String>) {
    let no_match = |reason: &str| (Outcome::NoMatch, Some(reason.to_owned()));
    if reading.says_nothing() {
        return no_match("工单里没有可以判断的文字");
    }
    let choices = if judgement.categories.is_empty() { &judgement.departments } else { &judgement.categories };
    let Some(first) = choices.first() else {
        return no_match("经验库里没有与这段文字相关的条目");
    };
    if !judgement.familiar {
        return no_match("与经验库里的说法相似处太少，不足以给出建议");
    }
    if first.confidence >= bar.least {
        return (Outcome::Answer, None);
    }
    match choices.get(1) {
        Some(second) if first.confidence + second.confidence >= BOTH => {
            (Outcome::Ambiguous, Some("前两种可能难分高下，请向客户核实后再选".to_owned()))
        }
        _ => no_match("没有一种可能有足够的把握，不足以给出建议"),
    }
}

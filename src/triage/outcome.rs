//! Outcome: whether the first choice may be followed, with the reason where it may not.

use crate::learn::Threshold;

use super::judgement::Judgement;
use super::query::Query;
use super::suggestion::Outcome;

/// The least confidence to answer with where the data cannot promise an error target.
const UNPROMISED: f64 = 0.5;
/// Two choices that together are this sure of being right are worth showing side by side.
const BOTH: f64 = 0.6;

/// From which confidence on the first choice is an answer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bar {
    /// The least confidence.
    pub least: f64,
    /// What held-out examples say about the operator's error target; `None` where nothing was learned.
    pub promise: Option<Threshold>,
}

impl Bar {
    /// The bar that follows from what held-out examples show.
    #[must_use]
    pub fn of(promise: Option<Threshold>) -> Bar {
        let least = match promise {
            Some(Threshold::AtLeast { confidence, .. }) => confidence,
            _ => UNPROMISED,
        };
        Bar { least, promise }
    }
}

/// The outcome of a judgement.
#[must_use]
pub fn decide(judgement: &Judgement, query: &Query, bar: &Bar) -> (Outcome, Option<String>) {
    let no_match = |reason: &str| (Outcome::NoMatch, Some(reason.to_owned()));
    if query.terms.is_empty() {
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

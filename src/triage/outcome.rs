//! Outcome: whether the first choice may be followed, with the reason where it may not.

use super::query::Query;
use super::suggestion::{Outcome, Ranked};

/// Below this, the first category is no answer.
const ANSWER: f64 = 0.5;
/// Below this, even the first two categories together are none.
const AMBIGUOUS: f64 = 0.5;

/// The outcome for ranked categories.
#[must_use]
pub fn decide(categories: &[Ranked], query: &Query) -> (Outcome, Option<String>) {
    if query.terms.is_empty() {
        return (Outcome::NoMatch, Some("工单里没有可以判断的文字".to_owned()));
    }
    let Some(first) = categories.first() else {
        return (Outcome::NoMatch, Some("经验库里没有与这段文字相关的条目".to_owned()));
    };
    if first.confidence >= ANSWER {
        return (Outcome::Answer, None);
    }
    match categories.get(1) {
        Some(second) if first.confidence + second.confidence >= AMBIGUOUS => {
            (Outcome::Ambiguous, Some("前两个类别难分高下，请向客户核实后再选".to_owned()))
        }
        _ => (Outcome::NoMatch, Some("与经验库条目的相似处太少，不足以给出建议".to_owned())),
    }
}

//! Outcome: whether the first choice may be followed, with the reason where it may not.

use super::answer_threshold::AnswerThreshold;
use super::judgement::Judgement;
use super::query::AnalyzedTicket;
use super::suggestion::Outcome;

/// Two choices that together are this sure of being right are worth showing side by side.
const BOTH: f64 = 0.6;

/// The outcome of a judgement.
#[must_use]
pub fn decide(judgement: &Judgement, reading: &AnalyzedTicket, threshold: &AnswerThreshold) -> (Outcome, Option<String>) {
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
    if first.confidence >= threshold.least {
        return (Outcome::Answer, None);
    }
    match choices.get(1) {
        Some(second) if first.confidence + second.confidence >= BOTH => {
            (Outcome::Ambiguous, Some("前两种可能难分高下，请向客户核实后再选".to_owned()))
        }
        _ => no_match("没有一种可能有足够的把握，不足以给出建议"),
    }
}

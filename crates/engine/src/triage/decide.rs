//! The decision whether the first choice may be followed, with the reason where it may not.

use super::answer_threshold::AnswerThreshold;
use super::judgement::Judgement;
use super::outcome::NoAnswer;
use super::query::AnalyzedTicket;

/// Two choices that together are this sure of being right are worth showing side by side.
const BOTH: f64 = 0.6;

/// Why a judgement is not an answer; `None` where it is one.
#[must_use]
pub fn decide(judgement: &Judgement, reading: &AnalyzedTicket, threshold: &AnswerThreshold) -> Option<NoAnswer> {
    if reading.says_nothing() {
        return Some(NoAnswer::NoWords);
    }
    let choices = if judgement.categories.is_empty() { &judgement.departments } else { &judgement.categories };
    let Some(first) = choices.first() else {
        return Some(NoAnswer::NothingRelated);
    };
    if !judgement.familiar {
        return Some(NoAnswer::Unfamiliar);
    }
    if first.confidence >= threshold.least {
        return None;
    }
    match choices.get(1) {
        Some(second) if first.confidence + second.confidence >= BOTH => Some(NoAnswer::TooClose),
        _ => Some(NoAnswer::Unsure),
    }
}

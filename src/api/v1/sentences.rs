//! Sentences of version 1: what the engine's typed reasons say in Simplified Chinese, for JSON, runs and the command.

use fenzhen_engine::kb::Library;
use fenzhen_engine::learn::Threshold;
use fenzhen_engine::triage::{AnswerThreshold, NoAnswer, UrgencyBasis};

/// Why there is no plain answer.
#[must_use]
pub(crate) fn no_answer(reason: NoAnswer) -> &'static str {
    match reason {
        NoAnswer::NoWords => "工单里没有可以判断的文字",
        NoAnswer::NothingRelated => "经验库里没有与这段文字相关的条目",
        NoAnswer::Unfamiliar => "与经验库里的说法相似处太少，不足以给出建议",
        NoAnswer::Unsure => "没有一种可能有足够的把握，不足以给出建议",
        NoAnswer::TooClose => "前两种可能难分高下，请向客户核实后再选",
    }
}

/// Why a ticket is as urgent as it is.
#[must_use]
pub(crate) fn urgency_basis(basis: &UrgencyBasis, library: &Library) -> String {
    match basis {
        UrgencyBasis::Entry(id) => {
            let title = library.entry(id).map_or(id.as_str(), |entry| entry.title.as_str());
            format!("经验条目“{title}”的紧急程度")
        }
        UrgencyBasis::NoEntry => "没有匹配的条目，按一般咨询计".to_owned(),
        UrgencyBasis::Risk { reason, .. } => reason.clone(),
    }
}

/// What held-out examples allow to promise, for the operator.
pub(super) fn promise(threshold: &AnswerThreshold) -> String {
    let (target, least) = (threshold.error_target * 100.0, threshold.least * 100.0);
    match threshold.promise {
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

//! Urgency: what the category or entry says, raised by risks, with the reason for every step.

use crate::kb::Urgency;

use super::suggestion::UrgencyBasis;

/// The level and its reasons: where it starts, and what raises it.
#[must_use]
pub fn assess(base: Urgency, base_reason: UrgencyBasis, risks: Vec<(Urgency, UrgencyBasis)>) -> (Urgency, Vec<UrgencyBasis>) {
    let level = risks.iter().map(|(level, _)| *level).max().unwrap_or(base).max(base);
    let mut because: Vec<UrgencyBasis> =
        risks.into_iter().filter(|(raised, _)| *raised > base || *raised == level).map(|(_, reason)| reason).collect();
    if level == base || because.is_empty() {
        because.insert(0, base_reason);
    }
    (level, because)
}

//! Why feedback is refused, beyond a request that is malformed.

use crate::api::v1::CaseView;

/// Feedback that could not be taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FeedbackRefusal {
    /// The key was used for another request.
    #[error("the idempotency key was used for another request (send a new key with a new request)")]
    KeyReused,
    /// Active cases of the same complaint say otherwise.
    #[error("{} (send `replaces` to revoke it in favour of this)", said(.0))]
    Contradicts(Vec<CaseView>),
    /// A ticket that is not on record.
    #[error("there is no ticket {0} (send its `text` instead)")]
    NoSuchTicket(String),
    /// A case that is not on record.
    #[error("there is no case {0}")]
    NoSuchCase(i64),
}

/// Who taught what when, of each.
fn said(cases: &[CaseView]) -> String {
    let said = |case: &CaseView| {
        let labels = [("category", &case.category), ("department", &case.department), ("entry", &case.entry)];
        let labels: Vec<String> = labels.iter().filter_map(|(name, id)| Some(format!("{name} {}", id.as_ref()?))).collect();
        format!("case/{} ({}, taught by {} at {})", case.id, labels.join(", "), case.taught_by, case.taught_at)
    };
    let cases: Vec<String> = cases.iter().map(said).collect();
    format!("this contradicts {} of the same complaint", cases.join(" and "))
}

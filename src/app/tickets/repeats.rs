//! Repeats: other tickets that one seems to repeat, because its text or its customer is the same. Nothing is merged.

use jiff::{SignedDuration, Timestamp};

use crate::store::{ReadDao, RepeatCandidate, StoreError};

use super::context::Context;

/// How long the same text is the same complaint.
const SAME_TEXT: SignedDuration = SignedDuration::from_hours(24 * 90);

/// A ticket that another seems to repeat.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repeat {
    /// Its id.
    pub ticket: String,
    /// Why it seems so.
    pub why: RepeatReason,
    /// The states it is in, as one text.
    pub state: String,
    /// When it was registered.
    pub registered_at: Timestamp,
}

/// Why a ticket seems to repeat another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RepeatReason {
    /// Its text is the same.
    SameText,
    /// It is open, of the same customer and about the same.
    SameCustomer,
}

/// Tickets that one with this text, of this customer and category, seems to repeat.
pub(super) fn repeats(
    dao: &ReadDao<'_>,
    context: &Context,
    digest: &[u8],
    customer: &[Vec<u8>],
    category: Option<&str>,
) -> Result<Vec<Repeat>, StoreError> {
    let since = context.now.checked_sub(SAME_TEXT).unwrap_or(Timestamp::MIN);
    let repeat = |candidate: RepeatCandidate, why| Repeat {
        why,
        state: candidate.state,
        registered_at: candidate.registered_at,
        ticket: candidate.ticket,
    };
    let same_text = dao.with_the_same_text(digest, since)?;
    let mut found: Vec<Repeat> = same_text.into_iter().map(|candidate| repeat(candidate, RepeatReason::SameText)).collect();
    for key in customer {
        for candidate in dao.open_of_customer(key)? {
            let of_the_same = category.is_some() && candidate.category.as_deref() == category;
            if of_the_same && found.iter().all(|known| known.ticket != candidate.ticket) {
                found.push(repeat(candidate, RepeatReason::SameCustomer));
            }
        }
    }
    Ok(found)
}

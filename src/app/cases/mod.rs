//! The feedback journey: what an agent says of a suggestion becomes a case, and the model learns it in the background.
//!
//! Equal requests under one idempotency key are answered once and then the same. A case that contradicts an active one
//! of the same complaint is refused unless it names the one it replaces. Cases are revoked, never changed or deleted.
//! Nothing here decides who may do it; callers do.

mod contradictions;
mod labels;
mod list;
mod near_names;
mod refusal;
mod subject;
mod submit;

use super::{Refusal, RequestError};

pub use crate::store::CaseQuery;
pub use contradictions::Contradiction;
pub use refusal::FeedbackRefusal;

/// Who says so.
fn author(given: Option<&str>) -> Result<String, RequestError> {
    super::author::author(given).map_err(|error| RequestError {
        code: error.code(),
        field: "author",
        message: error.to_string(),
        help: "send a name of at most 100 characters",
    })
}

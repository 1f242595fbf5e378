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

use fenzhen_engine::flow::event::NOBODY;

use super::RequestError;

pub use crate::store::CaseQuery;
pub use contradictions::Contradiction;
pub use refusal::FeedbackRefusal;

/// The longest name of an author, in characters.
const LONGEST_AUTHOR: usize = 100;

/// Who says so.
pub(super) fn author(given: Option<&str>) -> Result<String, RequestError> {
    let name = given.map_or(NOBODY, str::trim);
    let refused = |code, message: &str| {
        Err(RequestError { code, field: "author", message: message.to_owned(), help: "send a name of at most 100 characters" })
    };
    if name.chars().count() > LONGEST_AUTHOR {
        return refused("text-too-long", "`author` has more than 100 characters");
    }
    if name.is_empty() || name.chars().any(char::is_control) {
        return refused("no-name", "`author` is no name");
    }
    Ok(name.to_owned())
}

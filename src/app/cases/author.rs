//! Who says so: a name that can be shown.

use fenzhen_engine::flow::event::NOBODY;

use crate::app::RequestError;

/// The longest name of an author, in characters.
const LONGEST: usize = 100;

/// A name that cannot be shown as an author's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AuthorError {
    /// It is a text.
    #[error("`author` has more than 100 characters")]
    TooLong,
    /// It is blank, or has characters that cannot be seen.
    #[error("`author` is no name")]
    NoName,
}

impl AuthorError {
    pub(super) fn code(self) -> &'static str {
        match self {
            AuthorError::TooLong => "text-too-long",
            AuthorError::NoName => "no-name",
        }
    }

    pub(super) const HELP: &str = "send a name of at most 100 characters";
}

/// For features whose errors are not enums of their own yet.
impl From<AuthorError> for RequestError {
    fn from(error: AuthorError) -> RequestError {
        RequestError { code: error.code(), field: "author", message: error.to_string(), help: AuthorError::HELP }
    }
}

/// Who says so, for runs.
pub(in crate::app) fn author(given: Option<&str>) -> Result<String, RequestError> {
    Ok(named(given)?)
}

/// Who says so; nobody, if that is not said.
pub(super) fn named(given: Option<&str>) -> Result<String, AuthorError> {
    let name = given.map_or(NOBODY, str::trim);
    if name.chars().count() > LONGEST {
        return Err(AuthorError::TooLong);
    }
    if name.is_empty() || name.chars().any(char::is_control) {
        return Err(AuthorError::NoName);
    }
    Ok(name.to_owned())
}

//! Authors: the names of those who teach, apply and take back.

use std::borrow::Cow;

use fenzhen_engine::flow::event::NOBODY;

use super::Refusal;

/// The longest name of an author, in characters.
const LONGEST: usize = 100;

/// A name that an author cannot have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AuthorError {
    /// It is longer than names are.
    #[error("`author` has more than 100 characters")]
    TooLong,
    /// It is blank, or not a name.
    #[error("`author` is not a valid name")]
    NoName,
}

impl Refusal for AuthorError {
    fn code(&self) -> &'static str {
        match self {
            AuthorError::TooLong => "text-too-long",
            AuthorError::NoName => "no-name",
        }
    }

    fn field(&self) -> Option<&'static str> {
        Some("author")
    }

    fn help(&self) -> Cow<'static, str> {
        Cow::Borrowed("send a name of at most 100 characters")
    }
}

/// Who says so; nobody in particular where no name is given.
pub(in crate::app) fn author(given: Option<&str>) -> Result<String, AuthorError> {
    let name = given.map_or(NOBODY, str::trim);
    if name.chars().count() > LONGEST {
        return Err(AuthorError::TooLong);
    }
    if name.is_empty() || name.chars().any(char::is_control) {
        return Err(AuthorError::NoName);
    }
    Ok(name.to_owned())
}

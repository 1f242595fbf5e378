//! What every feature's errors can say of themselves to whoever asked, whichever door they came through.

use std::borrow::Cow;

/// An error that somebody can do something about: named for programs, with the field at fault and a way to fix it.
///
/// Its `Display` says what is wrong. Each feature has one closed enum of them; doors match on it exhaustively and put the
/// sentences of their own language beside it.
pub trait Refusal: std::error::Error {
    /// A stable name for programs.
    fn code(&self) -> &'static str;

    /// The field at fault, if there is one.
    fn field(&self) -> Option<&'static str> {
        None
    }

    /// How to fix it.
    fn help(&self) -> Cow<'static, str>;
}

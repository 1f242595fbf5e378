//! What texts that come with a ticket, or with an action on it, may be.

use super::TicketError;

/// The longest name, id or short text, in characters.
const LONGEST_WORD: usize = 200;

/// A short text that says something and has no character that cannot be seen.
pub(super) fn word(field: &'static str, value: &str) -> Result<(), TicketError> {
    if value.trim().is_empty() || value.chars().any(char::is_control) {
        return Err(TicketError::NotAWord { field });
    }
    within(field, value, LONGEST_WORD)
}

/// The same, where it is given at all.
pub(super) fn word_if_any(field: &'static str, value: Option<&String>) -> Result<(), TicketError> {
    value.map_or(Ok(()), |value| word(field, value))
}

/// A text that says something, in at most `most` characters.
pub(super) fn says(field: &'static str, text: &str, most: usize) -> Result<(), TicketError> {
    if text.trim().is_empty() {
        return Err(TicketError::SaysNothing { field });
    }
    within(field, text, most)
}

/// A text of at most `most` characters.
pub(super) fn within(field: &'static str, text: &str, most: usize) -> Result<(), TicketError> {
    // Bytes are counted first: most texts are far too short to need their characters counted.
    let fits = text.len() <= most || text.chars().count() <= most;
    if fits { Ok(()) } else { Err(TicketError::TooLong { field, most }) }
}

//! Cells that a spreadsheet program must not take for a formula.
//!
//! A text that begins like a formula gets an apostrophe before it, which makes every spreadsheet program take it for text.
//! A text that began with apostrophes before such a sign gets one more, so that undoing it always gives back the text.

use std::borrow::Cow;

/// Whether a spreadsheet program may take a text that begins so for a formula: the signs themselves, their full-width
/// forms, and the blanks some programs drop before they look.
fn begins_formula(c: char) -> bool {
    matches!(c, '=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠')
}

/// The text as a cell that is shown and never run. [`plain_cell`] undoes it.
#[must_use]
pub fn safe_cell(text: &str) -> Cow<'_, str> {
    if text.trim_start_matches('\'').starts_with(begins_formula) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

/// The text of a cell that [`safe_cell`] wrote; any other cell is its own text.
#[must_use]
pub fn plain_cell(cell: &str) -> Cow<'_, str> {
    match cell.strip_prefix('\'') {
        Some(text) if text.trim_start_matches('\'').starts_with(begins_formula) => Cow::Owned(text.to_owned()),
        _ => Cow::Borrowed(cell),
    }
}

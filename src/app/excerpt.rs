//! Excerpts: the beginning of a text as it may be shown.

use fenzhen_engine::text::signals::mask_personal;

/// Characters read beyond those shown, so that a number at the cut is masked as a whole.
const MASKED_BEYOND: usize = 60;

/// At most `longest` characters of a text, on one line, with personal data masked; `…` stands for the rest.
pub(in crate::app) fn excerpt(text: &str, longest: usize) -> String {
    let read = text.chars().take(longest + MASKED_BEYOND);
    let beginning: String = read.map(|c| if c.is_control() { ' ' } else { c }).collect();
    let masked = mask_personal(&beginning);
    let shown: String = masked.chars().take(longest).collect();
    if masked.chars().nth(longest).is_some() { shown + "…" } else { shown }
}

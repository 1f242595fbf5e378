//! The shape of identifiers.

/// Characters one part of an identifier may have.
const PART: usize = 64;

/// Lower-case ASCII words and digits joined by single `-`: `light-modem`, `4g`.
pub(super) fn is_slug(text: &str) -> bool {
    text.len() <= PART
        && text.split('-').all(|word| !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()))
}

/// Slugs joined by `/`, at least two and at most four.
pub(super) fn is_path(text: &str) -> bool {
    (2..=4).contains(&text.split('/').count()) && text.split('/').all(is_slug)
}

/// Whether a text is an entry's id: `<domain>/<slug>`, each of lower-case ASCII words and digits joined by single `-`.
#[must_use]
pub fn is_entry_id(text: &str) -> bool {
    text.split_once('/').is_some_and(|(domain, slug)| is_slug(domain) && is_slug(slug))
}

/// Lower-case ASCII words and digits joined by single `_`, as slots and blanks in scripts are named.
pub(super) fn is_name(text: &str) -> bool {
    !text.contains('-') && is_slug(&text.replace('_', "-"))
}

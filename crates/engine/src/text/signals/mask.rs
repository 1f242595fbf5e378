//! Masks: what of a personal number may be shown. Enough stays to recognise it by, never enough to use it.

use super::SignalKind;
use super::numbers::{self, Strictness};
use crate::text::normal::folded_at_once;
use crate::text::{Span, normalise};

/// The form of a signal to show and to log: `None` where the text itself may be shown.
pub(super) fn shown(kind: SignalKind, normal: &str) -> Option<String> {
    match kind {
        SignalKind::Phone => Some(phone(normal)),
        SignalKind::IdCard => Some(id_card(normal)),
        SignalKind::BankCard => Some(bank_card(normal)),
        _ => None,
    }
}

/// `raw` with every phone, identity card and bank card masked, for logs and exports. All else stays as it was sent.
///
/// Masking is more cautious than finding: a number in the shape of an identity card is masked even if its check digit
/// is wrong, and so is a phone glued to letters.
#[must_use]
pub fn mask_personal(raw: &str) -> String {
    if raw.chars().all(is_no_digit) {
        return raw.to_owned();
    }
    let normal = normalise(raw);
    let chars: Vec<char> = normal.text.chars().collect();
    let found = numbers::find(&chars, Strictness::Cautious);
    if found.is_empty() {
        return raw.to_owned();
    }
    let bytes: Vec<usize> = raw.char_indices().map(|(at, _)| at).chain([raw.len()]).collect();
    let mut masked = String::with_capacity(raw.len());
    let mut done = 0;
    for number in found {
        let span = normal.origin(number.start, number.end);
        let (Some(start), Some(end)) = (bytes.get(span.start as usize), bytes.get(span.end as usize)) else { continue };
        let text: String = chars.get(number.start..number.end).unwrap_or_default().iter().collect();
        masked.push_str(raw.get(done..*start).unwrap_or_default());
        masked.push_str(&shown(number.kind, &text).unwrap_or_default());
        done = *end;
    }
    masked.push_str(raw.get(done..).unwrap_or_default());
    masked
}

/// `words`, which stand at `span` of a text, as they may be shown: where a masked fact of that text shares characters with
/// them its mask stands instead, although the words alone need not be the whole number. `facts` are in order.
#[must_use]
pub fn mask_words<'a>(words: &str, span: Span, facts: impl IntoIterator<Item = (Span, &'a str)>) -> String {
    let chars: Vec<char> = words.chars().collect();
    let slice = |from: u32, to: u32| -> String {
        let at = |place: u32| place.saturating_sub(span.start) as usize;
        chars.get(at(from)..at(to).min(chars.len())).unwrap_or_default().iter().collect()
    };
    let (mut shown, mut reached) = (String::new(), span.start);
    for (fact, mask) in facts.into_iter().filter(|(fact, _)| fact.overlaps(span)) {
        if fact.start > reached {
            shown.push_str(&mask_personal(&slice(reached, fact.start)));
        }
        shown.push_str(mask);
        reached = reached.max(fact.end);
    }
    if reached < span.end {
        shown.push_str(&mask_personal(&slice(reached, span.end)));
    }
    shown
}

/// Whether a character surely stands for no digit and begins nothing that may, such as `&#49;`. Few texts have others.
fn is_no_digit(c: char) -> bool {
    c != '&' && folded_at_once(c).is_some_and(|folded| !folded.is_ascii_digit())
}

/// `138****1234`, `+86 138****1234`, `010-****5678`, `(0755)****4567`.
fn phone(text: &str) -> String {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let (prefix, number) = match digits.as_str() {
        d if text.starts_with('+') && d.starts_with("886") => ("+886 ", &d[3..]),
        d if d.len() > 11 && d.starts_with("0086") => ("0086 ", &d[4..]),
        d if d.len() > 11 && d.starts_with("86") => (if text.starts_with('+') { "+86 " } else { "86 " }, &d[2..]),
        d => ("", d),
    };
    let area = text
        .find([')', '-', ' '])
        .filter(|_| prefix.is_empty() && matches!(text.as_bytes(), [b'(', ..] | [b'0', b'1'..=b'8', ..]));
    match area {
        Some(at) => format!("{}****{}", &text[..=at], last(&digits, 4)),
        None => format!("{prefix}{}****{}", first(number, 3), last(number, 4)),
    }
}

/// `110101********1234`, `A1*****065`.
fn id_card(text: &str) -> String {
    let id: String = text.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_uppercase();
    match id.len() {
        18 => format!("{}********{}", first(&id, 6), last(&id, 4)),
        _ => format!("{}*****{}", first(&id, 2), last(&id, 3)),
    }
}

/// `6222 **** **** 1234`; the last four digits alone stay.
fn bank_card(text: &str) -> String {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    match digits.len() {
        0..=4 => digits,
        _ => format!("{} **** **** {}", first(&digits, 4), last(&digits, 4)),
    }
}

/// The first `n` bytes of an ASCII text, or all of it.
fn first(text: &str, n: usize) -> &str {
    text.get(..n).unwrap_or(text)
}

/// The last `n` bytes of an ASCII text, or all of it.
fn last(text: &str, n: usize) -> &str {
    text.len().checked_sub(n).and_then(|at| text.get(at..)).unwrap_or(text)
}

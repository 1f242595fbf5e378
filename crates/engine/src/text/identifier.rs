//! Identifiers in normalised text: runs of letters and digits that must not be cut, such as `0x80070035`, `err_404`,
//! `wifi6`, `hg8245c`, `v3.2.1`, and models written with a blank (`iphone 15`).
//!
//! Plain words and plain numbers are not identifiers; they are left to the segmenter.

/// An identifier at the start of some text.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Identifier {
    /// Length in bytes, a blank inside a model included.
    pub bytes: usize,
    /// Length of the letters it begins with, in bytes, when they are a word of their own (`wifi` in `wifi6`); else 0.
    pub stem: usize,
    /// Length in bytes of the word before a blank inside (`iphone` in `iphone 15`); else 0.
    pub word: usize,
}

/// Words before a number that make no model of it: "after 2 weeks" names nothing.
const NOT_A_MODEL: &[&str] = &[
    "about", "above", "after", "and", "around", "before", "below", "both", "cost", "costs", "day", "days", "every", "exactly",
    "first", "for", "from", "got", "had", "has", "have", "hour", "hours", "just", "last", "least", "made", "month", "most",
    "nearly", "next", "only", "over", "paid", "past", "pay", "rmb", "than", "the", "these", "those", "took", "under", "until",
    "was", "were", "week", "with", "within",
];
/// A model's number has at most this many digits; longer ones are order or phone numbers.
const MODEL_DIGITS: usize = 4;

/// Reads the identifier at the start of `text`, which begins with an ASCII letter or digit that nothing ASCII precedes.
pub(super) fn at_start(text: &str) -> Option<Identifier> {
    let bytes = text.as_bytes();
    let run = run_length(bytes);
    let inside = &bytes[..run];
    let letters = inside.iter().take_while(|b| b.is_ascii_alphabetic()).count();
    let has_digit = inside.iter().any(u8::is_ascii_digit);
    let has_letter = inside.iter().any(u8::is_ascii_alphabetic);
    let joined = inside.iter().any(|b| !b.is_ascii_alphanumeric());
    if (has_digit && has_letter) || (joined && run > 1) {
        let hexadecimal = inside.starts_with(b"0x");
        let stem = if letters >= 2 && letters < run && !hexadecimal { letters } else { 0 };
        return Some(Identifier { bytes: run, stem, word: 0 });
    }
    spaced_model(text, letters)
}

/// Letters and digits, with the connectors that hold an identifier together.
fn run_length(bytes: &[u8]) -> usize {
    let mut at = 0;
    while at < bytes.len() {
        let (here, next) = (bytes[at], bytes.get(at + 1));
        let before = at.checked_sub(1).map(|i| bytes[i]);
        let joins = match here {
            b if b.is_ascii_alphanumeric() => true,
            b'_' => next.is_some_and(u8::is_ascii_alphanumeric),
            b'.' => before.is_some_and(|b| b.is_ascii_digit()) && next.is_some_and(u8::is_ascii_digit),
            b'-' => {
                let digit_near = before.is_some_and(|b| b.is_ascii_digit()) || next.is_some_and(u8::is_ascii_digit);
                digit_near && next.is_some_and(u8::is_ascii_alphanumeric)
            }
            b'+' | b'#' => before == Some(b'c') && (at == 1 || bytes[at - 2] == b'+') || before == Some(b'+') && at == 2,
            _ => false,
        };
        if !joins {
            break;
        }
        at += 1;
    }
    at
}

/// `iphone 15`: a word of three letters or more, one blank, a short number.
fn spaced_model(text: &str, letters: usize) -> Option<Identifier> {
    if letters < 3 || NOT_A_MODEL.binary_search(&&text[..letters]).is_ok() {
        return None;
    }
    let number = text[letters..].strip_prefix(' ')?;
    let digits = number.bytes().take_while(u8::is_ascii_digit).count();
    let after = number.as_bytes().get(digits);
    let ends = after.is_none_or(|b| !b.is_ascii_alphanumeric() && !b".-_:/".contains(b));
    ((1..=MODEL_DIGITS).contains(&digits) && ends).then_some(Identifier { bytes: letters + 1 + digits, stem: 0, word: letters })
}

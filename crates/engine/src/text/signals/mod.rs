//! Signals: typed facts in a text (phone, amount, time, demand, threat …), each with its place and, where it is
//! personal, a mask.
//!
//! Rules read the normalised text, so that full-width digits, Traditional characters and markup need no rules of their
//! own; spans are those of the original. They find what is written and never complete or correct it.
//!
//! The rules are plain scanners over characters, with one automaton for all fixed words: nothing to compile at start,
//! and time in proportion to the text.

mod amount;
mod checksum;
mod count;
mod date;
mod demand;
mod digit_groups;
mod duration;
mod emotion;
mod error;
mod kind;
mod labelled;
mod list;
mod mask;
mod numbers;
mod numerals;
mod page;
mod person;
mod place;
mod place_names;
mod place_words;
mod plate;
mod product;
mod threat;
mod time;
mod version;
mod words;

pub use kind::SignalKind;
pub use mask::{mask_personal, mask_words};

use page::{Claim, Page};

use super::{Normal, Span};

/// A fact found in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signal {
    /// What it is.
    pub kind: SignalKind,
    /// Where it stands in the original.
    pub span: Span,
    /// As it was written.
    pub text: String,
    /// The form to show and to log, for personal data; `None` where the text itself may be shown.
    pub masked: Option<String>,
}

/// The facts in `raw`, given its normalised form, in order of their place. Spans do not overlap.
///
/// The order of the rules settles what several would claim: what a screen or a label says beats what a shape says,
/// and places come last because a name may run into anything before it.
#[must_use]
pub fn find(raw: &str, normal: &Normal) -> Vec<Signal> {
    let mut page = Page::new(normal);
    for claim in RULES {
        claim(&mut page);
    }
    signals_of(&page, raw, normal)
}

/// The facts in `raw` that are personal: of [`find`]'s those with a mask, in less time.
#[must_use]
pub fn find_personal(raw: &str, normal: &Normal) -> Vec<Signal> {
    let digits = normal.text.bytes().filter(u8::is_ascii_digit).count();
    if digits < FEWEST_PERSONAL_DIGITS {
        return Vec::new();
    }
    let mut page = Page::new(normal);
    for claim in &RULES[..=LAST_PERSONAL_RULE] {
        claim(&mut page);
    }
    let mut signals = signals_of(&page, raw, normal);
    signals.retain(|signal| signal.masked.is_some());
    signals
}

/// The claims as signals of the original, in order of their place.
fn signals_of(page: &Page, raw: &str, normal: &Normal) -> Vec<Signal> {
    let mut claims: Vec<&Claim> = page.found().iter().collect();
    claims.sort_by_key(|claim| claim.start);
    let bytes: Vec<usize> = raw.char_indices().map(|(at, _)| at).chain([raw.len()]).collect();
    let signals = claims.into_iter().filter_map(|claim| {
        let span = normal.origin(claim.start, claim.end);
        let (start, end) = (bytes.get(span.start as usize)?, bytes.get(span.end as usize)?);
        let text = raw.get(*start..*end)?.to_owned();
        let masked = mask::shown(claim.kind, &page.slice(claim.start, claim.end));
        Some(Signal { kind: claim.kind, span, text, masked })
    });
    signals.collect()
}

/// The shortest personal number is the tail of a bank card.
const FEWEST_PERSONAL_DIGITS: usize = 4;
/// No later rule claims anything personal, and none takes a claim back.
const LAST_PERSONAL_RULE: usize = 3;

const RULES: [fn(&mut Page); 17] = [
    error::claim_messages,
    plate::claim,
    labelled::claim,
    numbers::claim,
    version::claim,
    error::claim_codes,
    time::claim,
    amount::claim,
    duration::claim,
    count::claim,
    threat::claim,
    person::claim,
    emotion::claim,
    demand::claim,
    product::claim,
    place::claim_stations,
    place::claim,
];

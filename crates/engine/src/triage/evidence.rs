//! Evidence: which words made it say so, and how much each weighed.
//!
//! The weights of the evidence for a judgement always add up to its score; shortening the list moves weight into one
//! `rest`, it never drops any.

use crate::index::Field;
use crate::text::Span;

use super::ticket::TicketPart;

/// The pieces of evidence shown unless all are asked for.
const SHOWN: usize = 12;

/// Where a piece of evidence comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EvidenceKind {
    /// A word of the ticket that the entry has too.
    Word,
    /// A word of the ticket whose synonym the entry has.
    Synonym,
    /// A confirmed ticket that is like this one.
    NearCase,
    /// A text of an entry that is like this one.
    NearExample,
    /// What the label gets whatever the words: how common it is.
    Bias,
    /// What is left of the weights when only the strongest are shown.
    Rest,
}

impl EvidenceKind {
    /// The name used on the wire.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            EvidenceKind::Word => "word",
            EvidenceKind::Synonym => "synonym",
            EvidenceKind::NearCase => "near_case",
            EvidenceKind::NearExample => "near_example",
            EvidenceKind::Bias => "bias",
            EvidenceKind::Rest => "rest",
        }
    }
}

/// One reason for a judgement.
#[derive(Debug, Clone, PartialEq)]
pub struct Evidence {
    /// Where it comes from.
    pub kind: EvidenceKind,
    /// The words in the ticket: which of its texts, and where; `None` for a reason without words.
    pub place: Option<(TicketPart, Span)>,
    /// What it matched, where that differs from the ticket's own words.
    pub matched: Vec<String>,
    /// The entry's field it matched in.
    pub field: Option<Field>,
    /// How much it weighed in the score.
    pub weight: f64,
}

/// Joins evidence that covers the same words: weights add up, the stronger one's kind and field stay.
#[must_use]
pub fn merge(mut all: Vec<Evidence>) -> Vec<Evidence> {
    all.sort_by(|a, b| {
        a.place.map(|(part, span)| (part, span.start, span.end)).cmp(&b.place.map(|(part, span)| (part, span.start, span.end)))
    });
    let mut merged: Vec<Evidence> = Vec::with_capacity(all.len());
    let mut strongest = 0.0;
    for next in all {
        let joins = |last: &Evidence| match (last.place, next.place) {
            (Some((part, span)), Some((next_part, next_span))) => part == next_part && span.overlaps(next_span),
            (None, None) => last.kind == next.kind,
            _ => false,
        };
        match merged.last_mut().filter(|last| joins(last)) {
            Some(last) => {
                if next.weight.abs() > strongest {
                    strongest = next.weight.abs();
                    (last.kind, last.field) = (next.kind, next.field);
                }
                last.weight += next.weight;
                last.place = last.place.zip(next.place).map(|((part, span), (_, more))| (part, span.cover(more)));
                last.matched.extend(next.matched.into_iter().filter(|m| !last.matched.contains(m)).collect::<Vec<_>>());
            }
            None => {
                strongest = next.weight.abs();
                merged.push(next);
            }
        }
    }
    merged
}

/// Words first, strongest first, then the reasons without words. Beyond the dozen, one `rest` holds the remaining weight.
#[must_use]
pub fn shorten(all: Vec<Evidence>, in_full: bool) -> Vec<Evidence> {
    let (mut words, others): (Vec<Evidence>, Vec<Evidence>) = all.into_iter().partition(|e| e.place.is_some());
    let shown = SHOWN.saturating_sub(others.len());
    let order = |a: &Evidence, b: &Evidence| b.weight.abs().total_cmp(&a.weight.abs()).then_with(|| a.place.cmp(&b.place));
    let mut hidden = Vec::new();
    if !in_full && words.len() > shown {
        words.select_nth_unstable_by(shown, order);
        hidden = words.split_off(shown);
    }
    words.sort_unstable_by(order);
    words.extend(others);
    if !hidden.is_empty() {
        let weight = hidden.iter().map(|e| e.weight).sum();
        words.push(Evidence { kind: EvidenceKind::Rest, place: None, matched: Vec::new(), field: None, weight });
    }
    words
}

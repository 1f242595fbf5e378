//! The ticket's text cut where key facts and the words of the evidence begin and end, so that each can light up.

use std::collections::BTreeSet;

use fenzhen_engine::text::signals::Signal;
use fenzhen_engine::triage::TicketPart;

use super::language::Lang;
use super::signal_kinds::{colour, label};

/// A run of the text that lights up as a whole.
pub struct Piece {
    /// As written.
    pub text: String,
    /// Where, in code points.
    pub start: usize,
    pub end: usize,
    /// The fact it belongs to, if any.
    pub fact: Option<Fact>,
}

/// A key fact's look.
pub struct Fact {
    pub label: &'static str,
    pub colour: &'static str,
    /// What is shown instead until somebody asks; such a fact is one piece.
    pub masked: Option<String>,
}

/// Cuts `text` at the facts and at `spans`.
pub fn pieces(text: &str, signals: &[(TicketPart, Signal)], spans: &[(u32, u32)], lang: Lang) -> Vec<Piece> {
    let chars: Vec<char> = text.chars().collect();
    let in_text = signals.iter().filter(|(part, _)| *part == TicketPart::Text);
    let mut facts: Vec<&Signal> = in_text.map(|(_, signal)| signal).collect();
    facts.sort_by_key(|signal| (signal.span.start, signal.span.end));
    // Where two facts overlap, the first counts.
    let mut reached = 0;
    facts.retain(|signal| {
        let free = signal.span.start >= reached && (signal.span.end as usize) <= chars.len();
        if free {
            reached = signal.span.end;
        }
        free
    });
    let of_facts = facts.iter().map(|signal| (signal.span.start, signal.span.end));
    let mut cuts: BTreeSet<usize> =
        of_facts.chain(spans.iter().copied()).flat_map(|(start, end)| [start as usize, end as usize]).collect();
    cuts.extend([0, chars.len()]);
    for whole in facts.iter().filter(|signal| signal.masked.is_some()) {
        cuts.retain(|cut| *cut <= whole.span.start as usize || *cut >= whole.span.end as usize);
    }
    let cuts: Vec<usize> = cuts.into_iter().filter(|cut| *cut <= chars.len()).collect();
    let between = cuts.iter().zip(cuts.iter().skip(1));
    let piece = |(start, end): (&usize, &usize)| {
        let covering = facts.iter().find(|signal| signal.span.start as usize <= *start && *end <= signal.span.end as usize);
        let fact = covering.map(|signal| Fact {
            label: label(signal.kind, lang),
            colour: colour(signal.kind),
            masked: signal.masked.clone(),
        });
        let text = chars.get(*start..*end).unwrap_or_default().iter().collect();
        Piece { text, start: *start, end: *end, fact }
    };
    between.map(piece).collect()
}

/// Facts of a kind, for the legend.
pub struct FactsOfKind {
    pub label: &'static str,
    pub colour: &'static str,
    /// What is shown, and what is masked by it.
    pub values: Vec<(String, Option<String>)>,
}

/// The facts by kind, each value once, in the order of the text.
pub fn facts_by_kind(signals: &[(TicketPart, Signal)], lang: Lang) -> Vec<FactsOfKind> {
    let mut all: Vec<FactsOfKind> = Vec::new();
    for (_, signal) in signals {
        let value = match &signal.masked {
            Some(masked) => (masked.clone(), Some(signal.text.clone())),
            None => (signal.text.clone(), None),
        };
        let label = label(signal.kind, lang);
        match all.iter_mut().find(|facts| facts.label == label) {
            Some(facts) if facts.values.contains(&value) => {}
            Some(facts) => facts.values.push(value),
            None => all.push(FactsOfKind { label, colour: colour(signal.kind), values: vec![value] }),
        }
    }
    all
}

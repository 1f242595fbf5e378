//! Why not the other one: the words that separate the two likeliest choices of an ambiguous ticket.
//!
//! Each word's weight for the first choice less its weight for the second, so that the differences add up to the
//! difference of the two scores. Above zero a word speaks for the first, below zero for the second.

use super::evidence::{Evidence, EvidenceKind, shorten};

/// The two likeliest choices, and what separates them.
#[derive(Debug, Clone, PartialEq)]
pub struct Contrast {
    /// The first choice, by id.
    pub first: String,
    /// The second choice, by id.
    pub second: String,
    /// What separates them, the strongest first.
    pub evidence: Vec<Evidence>,
}

/// What separates two choices, given all the evidence for each.
#[must_use]
pub fn separate(first: Vec<Evidence>, second: Vec<Evidence>, in_full: bool) -> Vec<Evidence> {
    let mut differences = first;
    for theirs in second {
        // Reasons without words (near examples, how common a label is) are lumped: they point at nothing in the ticket.
        let same = |ours: &&mut Evidence| match theirs.place {
            Some(place) => ours.place == Some(place),
            None => ours.place.is_none(),
        };
        match differences.iter_mut().find(same) {
            Some(ours) => ours.weight -= theirs.weight,
            None => differences.push(Evidence { weight: -theirs.weight, ..theirs }),
        }
    }
    let (words, others): (Vec<Evidence>, Vec<Evidence>) = differences.into_iter().partition(|e| e.place.is_some());
    let weight = others.iter().map(|e| e.weight).sum();
    let lumped = Evidence { kind: EvidenceKind::Rest, place: None, matched: Vec::new(), field: None, weight };
    let mut all: Vec<Evidence> = words.into_iter().filter(|e| e.weight != 0.0).collect();
    all = shorten(all, in_full);
    // What shortening left over is a rest as well: one is enough.
    match all.iter_mut().find(|e| e.kind == EvidenceKind::Rest) {
        Some(rest) => rest.weight += weight,
        None => all.push(lumped),
    }
    all
}

//! Attribution: from the model's features to the words a person reads.
//!
//! The model weighs words and runs of characters that overlap and cross word boundaries. Each feature's weight is shared
//! among the words it touches, by the characters it has in each, so that every word of the ticket gets one weight and
//! the weights still add up.

use crate::learn::{Contribution, Place, Reason};
use crate::text::{Analyzed, Span};

use super::evidence::{Evidence, EvidenceKind};
use super::lessons::Origin;
use super::query::Reading;
use super::ticket::Part;

/// The words of a ticket, for weights to be shared among.
pub struct Attribution {
    parts: [Words; 2],
}

struct Words {
    part: Part,
    /// For each byte of the normalised text, the word it lies in.
    word_at: Vec<Option<u32>>,
    spans: Vec<Span>,
    terms: Vec<String>,
}

impl Attribution {
    /// The coarse words of both texts.
    #[must_use]
    pub fn of(reading: &Reading) -> Attribution {
        Attribution { parts: reading.parts().map(|(part, analyzed)| Words::of(part, analyzed)) }
    }

    /// One piece of evidence a word, near case and constant. The weights add up to those of the contributions.
    #[must_use]
    pub fn evidence(&self, contributions: &[Contribution], origins: &[Origin]) -> Vec<Evidence> {
        let mut of_words = self.parts.each_ref().map(|words| vec![0.0; words.spans.len()]);
        let mut others: Vec<Evidence> = Vec::new();
        let mut bias = 0.0;
        for contribution in contributions {
            match contribution.reason {
                Reason::Feature { place, start, end, .. } => {
                    let part = usize::from(place == Place::Text);
                    bias += self.parts[part].share(start, end, contribution.weight, &mut of_words[part]);
                }
                Reason::NearCase { example, .. } => others.push(near_case(origins.get(example as usize), contribution.weight)),
                Reason::Bias => bias += contribution.weight,
            }
        }
        others.push(Evidence { kind: EvidenceKind::Bias, place: None, matched: Vec::new(), field: None, weight: bias });
        for (words, weights) in self.parts.iter().zip(of_words) {
            others.extend(words.evidence(weights));
        }
        others
    }
}

fn near_case(origin: Option<&Origin>, weight: f64) -> Evidence {
    let (kind, id) = match origin {
        Some(Origin::Case(id)) => (EvidenceKind::NearCase, Some(id.clone())),
        Some(Origin::Entry(id) | Origin::Label(id)) => (EvidenceKind::NearExample, Some(id.clone())),
        None => (EvidenceKind::NearExample, None),
    };
    Evidence { kind, place: None, matched: id.into_iter().collect(), field: None, weight }
}

impl Words {
    fn of(part: Part, analyzed: &Analyzed) -> Words {
        let mut words = Words { part, word_at: vec![None; analyzed.normal.text.len()], spans: Vec::new(), terms: Vec::new() };
        let mut covered = 0;
        // Coarse words come before those inside them.
        for (term, token) in analyzed.terms() {
            if token.end <= covered {
                continue;
            }
            covered = token.end;
            let number = u32::try_from(words.spans.len()).ok();
            words.word_at[token.start..token.end].fill(number);
            words.spans.push(analyzed.span(token));
            words.terms.push(term.to_owned());
        }
        words
    }

    /// Shares a weight among the words between two byte offsets; gives back what falls on no word.
    fn share(&self, start: u32, end: u32, weight: f64, weights: &mut [f64]) -> f64 {
        let bytes = self.word_at.get(start as usize..end as usize).unwrap_or_default();
        let inside = bytes.iter().flatten().count();
        if inside == 0 {
            return weight;
        }
        for word in bytes.iter().flatten() {
            weights[*word as usize] += weight / inside as f64;
        }
        0.0
    }

    fn evidence(&self, weights: Vec<f64>) -> impl Iterator<Item = Evidence> {
        let words = self.spans.iter().zip(&self.terms).zip(weights);
        words.filter(|(_, weight)| *weight != 0.0).map(|((span, term), weight)| Evidence {
            kind: EvidenceKind::Word,
            place: Some((self.part, *span)),
            matched: vec![term.clone()],
            field: None,
            weight,
        })
    }
}

//! Attribution: from the model's features to the words a person reads.
//!
//! The model weighs words and runs of characters that overlap and cross word boundaries. Each feature's weight is shared
//! among the words it touches, by the characters it has in each, so that every word of the ticket gets one weight and
//! the weights still add up.

use crate::learn::{Contribution, Place, Reason};
use crate::text::{Analyzed, Span};

use super::evidence::{Evidence, EvidenceKind};
use super::lessons::ExampleSource;
use super::query::AnalyzedTicket;
use super::ticket::TicketPart;

/// The words of a ticket, for weights to be shared among.
pub struct Attribution<'a> {
    parts: [PartWords<'a>; 2],
}

struct PartWords<'a> {
    part: TicketPart,
    /// For each byte of the normalised text, the word it lies in, or [`NO_WORD`].
    word_at: Vec<u32>,
    /// The words with their places in the original, in order.
    words: Vec<(Span, &'a str)>,
}

const NO_WORD: u32 = u32::MAX;

impl<'a> Attribution<'a> {
    /// The coarse words of both texts.
    #[must_use]
    pub fn of(reading: &'a AnalyzedTicket) -> Attribution<'a> {
        Attribution { parts: reading.parts().map(|(part, analyzed)| PartWords::of(part, analyzed)) }
    }

    /// One piece of evidence a word, near case and constant; the words are not named yet. The weights add up to those of
    /// the contributions.
    #[must_use]
    pub fn evidence(&self, contributions: &[Contribution], origins: &[ExampleSource]) -> Vec<Evidence> {
        let mut of_words = self.parts.each_ref().map(|words| vec![0.0; words.words.len()]);
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

    /// Names the words of evidence that has none yet.
    pub fn name(&self, evidence: &mut [Evidence]) {
        for piece in evidence.iter_mut().filter(|piece| piece.matched.is_empty()) {
            let Some((part, span)) = piece.place else { continue };
            let words = self.parts.iter().filter(|words| words.part == part).flat_map(|words| &words.words);
            piece.matched.extend(words.filter(|word| word.0 == span).map(|word| word.1.to_owned()));
        }
    }
}

fn near_case(origin: Option<&ExampleSource>, weight: f64) -> Evidence {
    let (kind, id) = match origin {
        Some(ExampleSource::Case(id)) => (EvidenceKind::NearCase, Some(id.clone())),
        Some(ExampleSource::Entry(id) | ExampleSource::Label(id)) => (EvidenceKind::NearExample, Some(id.clone())),
        None => (EvidenceKind::NearExample, None),
    };
    Evidence { kind, place: None, matched: id.into_iter().collect(), field: None, weight }
}

impl<'a> PartWords<'a> {
    fn of(part: TicketPart, analyzed: &'a Analyzed) -> PartWords<'a> {
        let mut words = PartWords { part, word_at: vec![NO_WORD; analyzed.normal.text.len()], words: Vec::new() };
        let mut covered = 0;
        // Coarse words come before those inside them.
        for (term, token) in analyzed.terms() {
            if token.end <= covered {
                continue;
            }
            covered = token.end;
            words.word_at[token.start..token.end].fill(words.words.len() as u32);
            words.words.push((analyzed.span(token), term));
        }
        words
    }

    /// Shares a weight among the words between two byte offsets; gives back what falls on no word.
    fn share(&self, start: u32, end: u32, weight: f64, weights: &mut [f64]) -> f64 {
        let bytes = self.word_at.get(start as usize..end as usize).unwrap_or_default();
        // Words do not overlap, so one word at both ends is one word all along.
        if let (Some(first), Some(last)) = (bytes.first(), bytes.last())
            && first == last
            && *first != NO_WORD
        {
            weights[*first as usize] += weight;
            return 0.0;
        }
        let inside = bytes.iter().filter(|word| **word != NO_WORD).count();
        if inside == 0 {
            return weight;
        }
        // Run by run, so that a single word gets all of it to the last bit, whatever blanks stand around it.
        for run in bytes.chunk_by(|a, b| a == b).filter(|run| run[0] != NO_WORD) {
            weights[run[0] as usize] += weight * (run.len() as f64 / inside as f64);
        }
        0.0
    }

    fn evidence(&self, weights: Vec<f64>) -> impl Iterator<Item = Evidence> {
        let words = self.words.iter().zip(weights);
        words.filter(|(_, weight)| *weight != 0.0).map(|((span, _), weight)| Evidence {
            kind: EvidenceKind::Word,
            place: Some((self.part, *span)),
            matched: Vec::new(),
            field: None,
            weight,
        })
    }
}

//! Impact: what a change does to tickets that really came in.

use std::collections::HashSet;

use fenzhen_engine::index::IndexError;
use fenzhen_engine::kb::{Labels, Urgency};
use fenzhen_engine::text::signals::mask_personal;
use fenzhen_engine::triage::{self, EvidenceKind, Outcome, Policy, Snapshot, Suggestion, Ticket};
use rayon::prelude::*;

use crate::app::AppError;
use crate::app::library::Library;
use crate::store::JudgedTicket;

/// Characters of a ticket shown.
const EXCERPT: usize = 80;
/// Words shown for a move.
const WORDS: usize = 5;

/// What a change does to recent tickets.
#[derive(Debug, Clone, Default)]
pub struct Impact {
    /// Tickets looked at.
    pub tickets: usize,
    /// Those whose suggestion would be another, the newest first.
    pub moved: Vec<MovedTicket>,
}

/// A ticket whose suggestion would be another.
#[derive(Debug, Clone, PartialEq)]
pub struct MovedTicket {
    /// The ticket's id.
    pub ticket: String,
    /// The sender's id for it.
    pub external_id: Option<String>,
    /// How it begins, personal data masked.
    pub text: String,
    /// What is suggested now.
    pub from: TopSuggestion,
    /// What would be suggested.
    pub to: TopSuggestion,
    /// The ticket's words that weigh most for what it moves to; for one that loses its entry, for what it leaves.
    pub because: Vec<WeighedWord>,
}

/// What an agent sees first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TopSuggestion {
    /// What comes of the ticket.
    pub outcome: Outcome,
    /// The first of each question, by id; empty without an answer.
    pub labels: Labels,
    /// How urgent.
    pub urgency: Urgency,
}

/// A word and how much it weighs.
#[derive(Debug, Clone, PartialEq)]
pub struct WeighedWord {
    /// The ticket's words, as written.
    pub text: String,
    /// Their share of the score.
    pub weight: f64,
}

impl Impact {
    /// Puts tickets to both snapshots, side by side.
    pub(in crate::app::library) fn of(
        tickets: &[JudgedTicket],
        current: &Snapshot,
        changed: &Snapshot,
        policy: &Policy,
    ) -> Result<Impact, IndexError> {
        let policy = Policy { entries: 1, ..policy.clone() };
        let moved = tickets.par_iter().map(|past| moved(past, current, changed, &policy));
        let moved: Vec<Option<MovedTicket>> = moved.collect::<Result<_, _>>()?;
        Ok(Impact { tickets: tickets.len(), moved: moved.into_iter().flatten().collect() })
    }
}

impl Library<'_> {
    /// Those of some tickets that were registered and have a life, by id; others were only judged.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn registered_among<'a>(&self, tickets: impl Iterator<Item = &'a str>) -> Result<HashSet<String>, AppError> {
        Ok(self.store.read(|dao| {
            let mut registered = HashSet::new();
            for ticket in tickets {
                if dao.registered(ticket)?.is_some() {
                    registered.insert(ticket.to_owned());
                }
            }
            Ok(registered)
        })?)
    }
}

/// How a ticket's suggestion would change, if it would.
fn moved(
    past: &JudgedTicket,
    current: &Snapshot,
    changed: &Snapshot,
    policy: &Policy,
) -> Result<Option<MovedTicket>, IndexError> {
    let received_at = jiff::Timestamp::UNIX_EPOCH;
    let ticket = Ticket { id: None, title: past.title.clone(), text: past.text.clone(), received_at };
    let now = triage::suggest(current, &ticket, policy)?;
    let then = triage::suggest(changed, &ticket, policy)?;
    let (from, to) = (TopSuggestion::of(&now), TopSuggestion::of(&then));
    if from == to {
        return Ok(None);
    }
    let telling = if to.labels.entry.is_some() || from.labels.entry.is_none() { &then } else { &now };
    let said = if past.text.trim().is_empty() { &past.title } else { &past.text };
    let text = mask_personal(said).chars().take(EXCERPT).collect();
    let (id, external_id) = (past.id.clone(), past.external_id.clone());
    Ok(Some(MovedTicket { ticket: id, external_id, text, from, to, because: words(&ticket, telling) }))
}

/// The words that speak for the first entry, the strongest first. One that stands in several places counts once, with all
/// its weight.
fn words(ticket: &Ticket, suggestion: &Suggestion) -> Vec<WeighedWord> {
    let evidence = suggestion.entries.first().map(|entry| entry.evidence.as_slice()).unwrap_or_default();
    let of_words = evidence.iter().filter(|e| matches!(e.kind, EvidenceKind::Word | EvidenceKind::Synonym) && e.weight > 0.0);
    let mut words: Vec<WeighedWord> = Vec::new();
    for (evidence, (part, span)) in of_words.filter_map(|e| Some((e, e.place?))) {
        let text = suggestion.words_shown(ticket, part, span);
        match words.iter_mut().find(|word| word.text == text) {
            Some(word) => word.weight += evidence.weight,
            None => words.push(WeighedWord { text, weight: evidence.weight }),
        }
    }
    words.sort_by(|a, b| b.weight.total_cmp(&a.weight));
    words.truncate(WORDS);
    words
}

impl TopSuggestion {
    fn of(suggestion: &Suggestion) -> TopSuggestion {
        let labels = suggestion.labels();
        TopSuggestion { outcome: suggestion.outcome, labels, urgency: suggestion.urgency.level }
    }
}

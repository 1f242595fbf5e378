//! The gate: what a change would do, before anybody sees it.
//!
//! The changed library is built beside the current one and both are asked the same: the cases of all entries, and the
//! last tickets that really came in. What differs is shown; nothing is kept.

use std::collections::HashSet;

use crate::app::pack_check::pack_problems;
use crate::app::{App, AppError};
use crate::index::Home;
use crate::kb::{self, PackFiles, Parsed, Problem, Severity};
use crate::store::{Change, JudgedTicket};
use crate::text::signals::mask_personal;
use crate::triage::{self, EvidenceKind, Knowledge, Outcome, Policy, Snapshot, Ticket, self_check};

/// Characters of a ticket shown in the impact.
const EXCERPT: usize = 80;
/// Words shown for a move.
const WORDS: usize = 5;

/// What a change would do.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Rehearsal {
    /// Problems it brings; those that were there before are not its fault.
    pub problems: Vec<Problem>,
    /// Cases that held and would not any more.
    pub broken_cases: Vec<Problem>,
    /// What it does to recent tickets.
    pub impact: Impact,
}

/// What a change does to recent tickets.
#[derive(Debug, Clone, Default, serde::Serialize)]
pub struct Impact {
    /// Tickets looked at.
    pub tickets: usize,
    /// Those whose suggestion would be another.
    pub moved: Vec<Moved>,
}

/// A ticket whose suggestion would be another.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Moved {
    /// The ticket's id.
    pub ticket: String,
    /// How it begins, personal data masked.
    pub text: String,
    /// The suggestion now: outcome, category, entry.
    pub from: [String; 3],
    /// The suggestion then.
    pub to: [String; 3],
    /// The ticket's words that weigh most in the new suggestion, with their weights.
    pub because: Vec<(String, f64)>,
}

impl App {
    /// Tries a change on the cases and on the last `tickets` tickets, without keeping it.
    ///
    /// # Errors
    /// When the database or the index cannot be read.
    pub fn rehearse(&self, changes: &[Change], tickets: usize) -> Result<Rehearsal, AppError> {
        let current = self.snapshot();
        let before = PackFiles::new(self.store.read(|dao| dao.knowledge_at(current.revision))?);
        let mut after = before.clone();
        for change in changes {
            match &change.content {
                Some(content) => drop(after.insert(change.path.clone(), content.clone())),
                None => drop(after.remove(&change.path)),
            }
        }
        let (before, after) = (kb::parse(&before), kb::parse(&after));
        let mut problems = new_ones(pack_problems(&before), pack_problems(&after));
        problems.retain(|p| p.severity == Severity::Error);
        let knowledge = Knowledge { library: after.library.clone(), cases: current.cases.clone(), revision: current.revision };
        let changed = match Snapshot::build(knowledge, self.settings.error_target, |_| Home::Memory) {
            Ok(changed) => changed,
            // What keeps it from being built is among the problems.
            Err(_) if !problems.is_empty() => {
                return Ok(Rehearsal { problems, broken_cases: Vec::new(), impact: Impact::default() });
            }
            Err(error) => return Err(error.into()),
        };
        let broken_cases = broken(&current, &before, &changed, &after)?;
        let recent = self.store.read(|dao| dao.last_tickets(tickets))?;
        let mut impact = Impact { tickets: recent.len(), moved: Vec::new() };
        for ticket in &recent {
            impact.moved.extend(moved(ticket, &current, &changed)?);
        }
        Ok(Rehearsal { problems, broken_cases, impact })
    }
}

/// Problems of `after` that `before` did not have, wherever their lines have moved to.
pub(in crate::app) fn new_ones(before: Vec<Problem>, after: Vec<Problem>) -> Vec<Problem> {
    let key = |p: &Problem| (p.code, p.path.clone(), p.message.clone());
    let known: HashSet<_> = before.iter().map(key).collect();
    after.into_iter().filter(|p| !known.contains(&key(p))).collect()
}

fn broken(current: &Snapshot, before: &Parsed<'_>, changed: &Snapshot, after: &Parsed<'_>) -> Result<Vec<Problem>, AppError> {
    Ok(new_ones(self_check(current, before)?, self_check(changed, after)?))
}

/// How a ticket's suggestion would change, if it would.
fn moved(past: &JudgedTicket, current: &Snapshot, changed: &Snapshot) -> Result<Option<Moved>, AppError> {
    let received_at = jiff::Timestamp::UNIX_EPOCH;
    let ticket = Ticket { id: None, title: past.title.clone(), text: past.text.clone(), received_at };
    let ask = |snapshot: &Snapshot| triage::suggest(snapshot, &ticket, &Policy { entries: 1, ..Policy::default() });
    let (now, then) = (ask(current)?, ask(changed)?);
    let (from, to) = (choice(&now), choice(&then));
    if from == to {
        return Ok(None);
    }
    let chars: Vec<char> = ticket.text.chars().collect();
    let evidence = then.entries.first().map(|e| e.evidence.as_slice()).unwrap_or_default();
    let words = evidence.iter().filter(|e| matches!(e.kind, EvidenceKind::Word | EvidenceKind::Synonym)).filter_map(|e| {
        let (part, span) = e.place?;
        let title: Vec<char> = ticket.title.chars().collect();
        let whole = if part == triage::Part::Title { &title } else { &chars };
        Some((whole.get(span.start as usize..span.end as usize)?.iter().collect::<String>(), e.weight))
    });
    let because = words.take(WORDS).collect();
    let text: String = mask_personal(&past.text).chars().take(EXCERPT).collect();
    Ok(Some(Moved { ticket: past.id.clone(), text, from, to, because }))
}

/// What an agent would see first: outcome, category, entry.
fn choice(suggestion: &triage::Suggestion) -> [String; 3] {
    let first = |ranked: &[triage::Ranked]| ranked.first().map(|r| r.id.clone()).unwrap_or_default();
    let known = suggestion.outcome != Outcome::NoMatch;
    let named = |id: String| if known { id } else { String::new() };
    [suggestion.outcome.as_str().to_owned(), named(first(&suggestion.categories)), named(first(&suggestion.entries))]
}

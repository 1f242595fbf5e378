//! `suggest`: the product. A ticket in, a reasoned suggestion out; equal inputs give equal answers.

use crate::index::IndexError;
use crate::kb::{Entry, Urgency};
use crate::text::signals::{self, Signal};

use super::evidence::shorten;
use super::query::{Query, Reading};
use super::snapshot::Snapshot;
use super::suggestion::{Outcome, Ranked, Suggestion, Urgent};
use super::ticket::{Part, Policy, Ticket};
use super::{outcome, rank, urgency};

/// Candidates asked of the index; the ranking happens among these.
const CANDIDATES: usize = 100;

/// Judges a ticket against one snapshot.
///
/// # Errors
/// When the index cannot be read.
pub fn suggest(snapshot: &Snapshot, ticket: &Ticket, policy: &Policy) -> Result<Suggestion, IndexError> {
    let reading = Reading::of(ticket, &snapshot.analyzer);
    let query = Query::of(&reading, &snapshot.analyzer);
    let hits = snapshot.index.search(&query.terms, CANDIDATES)?;
    let mut entries = rank::entries(&hits, &query);
    let entry = |ranked: &Ranked| snapshot.library.entry(&ranked.id);
    let categories = rank::group(&entries, |e| entry(e).map(|e| e.category.as_str()));
    let departments = rank::group(&entries, |e| entry(e).map(|e| e.department.as_str()));
    let (outcome, reason) = outcome::decide(&categories, &query);
    let first = entries.first().filter(|_| outcome != Outcome::NoMatch).and_then(entry);
    let signals = find_signals(ticket, &reading);
    let missing = first.map_or_else(Vec::new, |entry| missing(entry, &signals, snapshot));
    let urgency = urgent(snapshot, &reading, first, ticket);
    entries.truncate(policy.entries);
    let shortened = |all: Vec<Ranked>| {
        all.into_iter().map(|r| Ranked { evidence: shorten(r.evidence, policy.explain_in_full), ..r }).collect()
    };
    Ok(Suggestion {
        outcome,
        reason,
        categories: shortened(categories),
        departments: shortened(departments),
        entries: shortened(entries),
        urgency,
        signals,
        missing,
    })
}

fn find_signals(ticket: &Ticket, reading: &Reading) -> Vec<(Part, Signal)> {
    let title = signals::find(&ticket.title, &reading.title.normal).into_iter().map(|s| (Part::Title, s));
    let text = signals::find(&ticket.text, &reading.text.normal).into_iter().map(|s| (Part::Text, s));
    title.chain(text).collect()
}

/// The slots the entry needs that no signal fills.
fn missing(entry: &Entry, signals: &[(Part, Signal)], snapshot: &Snapshot) -> Vec<String> {
    let filled = |slot: &String| {
        let kinds = snapshot.library.slots.get(slot).map(|s| s.filled_by.as_slice()).unwrap_or_default();
        signals.iter().any(|(_, signal)| kinds.iter().any(|kind| kind == signal.kind.as_str()))
    };
    entry.ask.iter().filter(|slot| !filled(slot)).cloned().collect()
}

fn urgent(snapshot: &Snapshot, reading: &Reading, entry: Option<&Entry>, ticket: &Ticket) -> Urgent {
    let (base, reason) = match entry {
        Some(entry) => (entry.urgency, format!("经验条目“{}”的紧急程度", entry.title)),
        None => (Urgency::Low, "没有匹配的条目，按一般咨询计".to_owned()),
    };
    let (level, because) = urgency::assess(base, reason, snapshot.risks.find(reading));
    let terms = snapshot.library.sla.terms(level);
    let due = |within| snapshot.calendar.due(ticket.received_at, terms.clock, within);
    Urgent {
        level,
        because,
        acknowledge_by: due(terms.acknowledge),
        respond_by: due(terms.respond),
        progress_every: terms.progress.to_string(),
        resolve_by: due(terms.resolve),
    }
}

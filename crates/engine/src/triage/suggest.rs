//! `suggest`: the product. A ticket in, a reasoned suggestion out; equal inputs give equal answers.

use crate::index::IndexError;
use crate::kb::{Entry, Urgency};
use crate::text::Normal;
use crate::text::signals::{self, Signal};

use super::decide::decide;
use super::evidence::{Evidence, EvidenceKind};
use super::judgement::{Judgement, judge};
use super::outcome::{NoAnswer, Outcome};
use super::query::AnalyzedTicket;
use super::snapshot::Snapshot;
use super::suggestion::{Suggestion, UrgencyBasis, Urgent};
use super::ticket::{Policy, Ticket, TicketPart};
use super::urgency;

/// Judges a ticket against one snapshot.
///
/// # Errors
/// When the index cannot be read.
pub fn suggest(snapshot: &Snapshot, ticket: &Ticket, policy: &Policy) -> Result<Suggestion, IndexError> {
    let reading = AnalyzedTicket::of(ticket, &snapshot.analyzer);
    let judgement = judge(snapshot, &reading, policy)?;
    let reason = decide(&judgement, &reading, &snapshot.threshold);
    let outcome = reason.map_or(Outcome::Answer, NoAnswer::outcome);
    let first = judgement.entries.first().filter(|_| outcome != Outcome::NoMatch);
    let first = first.and_then(|ranked| snapshot.library.entry(&ranked.id));
    let signals = if policy.labels_only {
        personal_signals(ticket, &reading, &judgement)
    } else {
        find_signals(ticket, &reading, signals::find)
    };
    let asking = first.filter(|_| !policy.labels_only);
    let missing = asking.map_or_else(Vec::new, |entry| missing(entry, &signals, snapshot));
    let urgency = urgent(snapshot, &reading, first);
    let Judgement { categories, departments, entries, contrast, .. } = judgement;
    let contrast = contrast.filter(|_| outcome == Outcome::Ambiguous);
    Ok(Suggestion { outcome, reason, categories, departments, entries, contrast, urgency, signals, missing })
}

fn find_signals(ticket: &Ticket, reading: &AnalyzedTicket, find: fn(&str, &Normal) -> Vec<Signal>) -> Vec<(TicketPart, Signal)> {
    let title = find(&ticket.title, &reading.title.normal).into_iter().map(|s| (TicketPart::Title, s));
    let text = find(&ticket.text, &reading.text.normal).into_iter().map(|s| (TicketPart::Text, s));
    title.chain(text).collect()
}

/// The personal key facts, where the evidence of the labels may show some of one: each of their words has a digit.
fn personal_signals(ticket: &Ticket, reading: &AnalyzedTicket, judgement: &Judgement) -> Vec<(TicketPart, Signal)> {
    let has_digit = |term: &String| term.bytes().any(|byte| byte.is_ascii_digit());
    // What stands behind a synonym is not named.
    let may_show = |e: &Evidence| e.place.is_some() && (e.kind != EvidenceKind::Word || e.matched.iter().any(has_digit));
    let firsts = judgement.categories.first().into_iter().chain(judgement.departments.first());
    if firsts.flat_map(|first| &first.evidence).any(may_show) {
        find_signals(ticket, reading, signals::find_personal)
    } else {
        Vec::new()
    }
}

/// The slots the entry needs that no signal fills.
fn missing(entry: &Entry, signals: &[(TicketPart, Signal)], snapshot: &Snapshot) -> Vec<String> {
    let filled = |slot: &String| {
        let kinds = snapshot.library.slots.get(slot).map(|s| s.filled_by.as_slice()).unwrap_or_default();
        signals.iter().any(|(_, signal)| kinds.iter().any(|kind| kind == signal.kind.as_str()))
    };
    entry.ask.iter().filter(|slot| !filled(slot)).cloned().collect()
}

fn urgent(snapshot: &Snapshot, reading: &AnalyzedTicket, entry: Option<&Entry>) -> Urgent {
    let (base, basis) = match entry {
        Some(entry) => (entry.urgency, UrgencyBasis::Entry(entry.id.clone())),
        None => (Urgency::Low, UrgencyBasis::NoEntry),
    };
    let (level, because) = urgency::assess(base, basis, snapshot.risks.find(reading));
    Urgent { level, because }
}

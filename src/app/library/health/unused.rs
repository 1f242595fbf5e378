//! Entries that nobody's ticket ever came to.

use std::collections::HashSet;

use fenzhen_engine::triage::{Outcome, Snapshot};

use super::published::{published, reference};
use super::report::EntryRef;
use super::tickets::Rejudged;

/// The published entries that were the first choice for no ticket, then or now. With no ticket there is nothing to say.
pub(super) fn find(snapshot: &Snapshot, tickets: &[Rejudged]) -> Vec<EntryRef> {
    if tickets.is_empty() {
        return Vec::new();
    }
    let then =
        tickets.iter().filter(|t| t.stored.outcome != Outcome::NoMatch.as_str()).filter_map(|t| t.stored.labels.entry.as_deref());
    let answered = tickets.iter().filter(|ticket| ticket.now.outcome != Outcome::NoMatch);
    let now = answered.filter_map(|ticket| ticket.now.entries.first()).map(|ranked| ranked.id.as_str());
    let suggested: HashSet<&str> = then.chain(now).collect();
    published(snapshot).filter(|entry| !suggested.contains(entry.id.as_str())).map(reference).collect()
}

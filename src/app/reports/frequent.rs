//! What came often: who, what, when, where, why and how, and what is done about it.

use std::collections::BTreeMap;

use fenzhen_engine::kb::Fact;
use fenzhen_engine::text::signals::mask_personal;
use fenzhen_engine::triage::Snapshot;

use super::figures::{department, last_department, parts};
use super::{Frequent, Handled, Measure, Part};

/// From so many tickets on a problem is frequent.
const OFTEN: usize = 3;
/// The most problems listed, and the most parts and tickets of each.
const MOST: usize = 20;
const MOST_PARTS: usize = 5;
const MOST_TICKETS: usize = 200;

/// The most frequent problems, by the entry that was followed.
pub(super) fn frequent(snapshot: &Snapshot, handled: &[Handled], measures: &[Measure]) -> Vec<Frequent> {
    let mut by_entry: BTreeMap<&str, Vec<&Handled>> = BTreeMap::new();
    for ticket in handled {
        // Who confirmed the entry knows better than the suggestion.
        let entry = ticket.confirmed.as_deref().or(ticket.life.entry.as_deref());
        if let Some(entry) = entry {
            by_entry.entry(entry).or_default().push(ticket);
        }
    }
    let mut often: Vec<(&str, Vec<&Handled>)> = by_entry.into_iter().filter(|(_, tickets)| tickets.len() >= OFTEN).collect();
    often.sort_by(|a, b| b.1.len().cmp(&a.1.len()).then_with(|| a.0.cmp(b.0)));
    often.truncate(MOST);
    often.into_iter().map(|(entry, tickets)| problem(snapshot, entry, &tickets, measures)).collect()
}

fn problem(snapshot: &Snapshot, id: &str, tickets: &[&Handled], measures: &[Measure]) -> Frequent {
    let library = &snapshot.library;
    let entry = library.entry(id);
    let said = |fact: Fact| {
        // Personal data has no place in a report.
        let masked: Vec<String> =
            tickets.iter().filter_map(|t| t.life.facts.get(&fact)).map(|said| mask_personal(said)).collect();
        most(parts(masked.iter().map(|said| Some(said.as_str())), str::to_owned))
    };
    let times = || tickets.iter().map(|ticket| ticket.life.registered.received_at);
    // A frequent problem has tickets.
    let local = |at: Option<jiff::Timestamp>| at.unwrap_or_default().to_zoned(snapshot.calendar.zone().clone());
    let why = said(Fact::Cause);
    Frequent {
        entry: id.to_owned(),
        what: entry.map_or_else(|| id.to_owned(), |entry| entry.title.clone()),
        count: tickets.len(),
        when: [local(times().min()), local(times().max())],
        places: most(parts(tickets.iter().map(|ticket| ticket.life.registered.region.as_deref()), str::to_owned)),
        who: most(parts(tickets.iter().map(|ticket| last_department(&ticket.life)), |id| department(library, id))),
        why_by_entry: entry.map(|entry| entry.cause.clone()).filter(|_| why.is_empty()),
        why,
        how: said(Fact::Done),
        tickets: tickets.iter().take(MOST_TICKETS).map(|ticket| ticket.id.clone()).collect(),
        measures: measures.iter().filter(|measure| measure.entry == id).cloned().collect(),
    }
}

fn most(mut parts: Vec<Part>) -> Vec<Part> {
    parts.truncate(MOST_PARTS);
    parts
}

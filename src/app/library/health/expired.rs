//! Entries whose review is due: expired ones, and those that soon will be.

use fenzhen_engine::kb::Entry;
use fenzhen_engine::triage::Snapshot;
use jiff::civil::Date;

use super::figures::days_between;
use super::report::DueEntry;

/// Days before its end that an entry is due.
const NOTICE: i32 = 30;

/// Entries in review or published, the longest overdue first.
pub(super) fn find(snapshot: &Snapshot, today: Date) -> Vec<DueEntry> {
    // A date that could not be read is a problem that `kb check` names.
    let dated = |entry: &&Entry| entry.must_be_complete() && entry.expires_on != Date::ZERO;
    let mut due: Vec<DueEntry> = snapshot
        .library
        .entries
        .iter()
        .map(|entry| &**entry)
        .filter(dated)
        .map(|entry| DueEntry {
            id: entry.id.clone(),
            title: entry.title.clone(),
            owner: entry.owner.clone(),
            expires_on: entry.expires_on,
            days_left: days_between(today, entry.expires_on),
        })
        .filter(|entry| entry.days_left <= NOTICE)
        .collect();
    due.sort_by(|a, b| a.days_left.cmp(&b.days_left).then_with(|| a.id.cmp(&b.id)));
    due
}

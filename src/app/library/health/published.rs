//! The entries that answer, and how the report names one.

use fenzhen_engine::kb::{Entry, Status};
use fenzhen_engine::triage::Snapshot;

use super::report::EntryRef;

/// The entries that answer.
pub(super) fn published(snapshot: &Snapshot) -> impl Iterator<Item = &Entry> {
    snapshot.library.entries.iter().map(|entry| &**entry).filter(|entry| entry.status == Status::Published)
}

/// An entry by name.
pub(super) fn reference(entry: &Entry) -> EntryRef {
    EntryRef { id: entry.id.clone(), title: entry.title.clone(), department: entry.department.clone() }
}

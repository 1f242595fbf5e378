//! The health of the library: what its maintainers should look at, found in the entries and the tickets that came in.
//!
//! It reads and judges; it changes nothing. The newest tickets are judged again by the current snapshot, so that a gap that
//! was filled is no gap any more. Equal databases give equal reports, whatever the number of threads. Texts of tickets leave
//! it shortened and masked.

mod cache;
mod conflicts;
mod draft;
mod duplicates;
mod expired;
mod gaps;
mod tickets;
mod unknown_words;
mod unused;

use std::cmp::Ordering;
use std::collections::HashSet;
use std::sync::Arc;

use fenzhen_engine::kb::{Entry, Status};
use fenzhen_engine::text::signals::mask_personal;
use fenzhen_engine::triage::Snapshot;
use jiff::civil::Date;

use crate::api::v1::{EntryRef, Found, LibraryHealth, TicketsRead};
use crate::app::{App, AppError};
use crate::store::JudgedTicket;

use tickets::Rejudged;

pub use gaps::LibraryGaps;

pub(in crate::app) use draft::{OPEN, SYMPTOM, fit};
pub(in crate::app) use unknown_words::telling_words;

pub(in crate::app) use cache::Remembered;

/// Tickets read unless the caller says otherwise.
pub const TICKETS: usize = 5_000;
/// The most tickets read.
pub const MOST_TICKETS: usize = 10_000;
/// Items of a list that are shown.
const SHOWN: usize = 100;
/// Characters of a ticket shown, and read for showing: masking sees a little more than is shown.
const EXCERPT: usize = 120;
const MASKED: usize = EXCERPT + 60;

impl App {
    /// Looks the library over, with the newest `tickets` tickets (at most 10,000). `progress` gets how many texts were
    /// judged, and of how many; it may be called from several threads.
    ///
    /// # Errors
    /// When the database or the index cannot be read.
    pub fn library_health(&self, tickets: usize, progress: &(dyn Fn(usize, usize) + Sync)) -> Result<LibraryHealth, AppError> {
        self.inspected(tickets)?.report(progress)
    }
}

/// What a look at the library begins with, as of one moment.
struct Inspected {
    snapshot: Arc<Snapshot>,
    stored: Vec<JudgedTicket>,
    rejected: HashSet<String>,
    today: Date,
    limit: usize,
}

impl App {
    fn inspected(&self, tickets: usize) -> Result<Inspected, AppError> {
        let limit = tickets.min(MOST_TICKETS);
        self.flush_tickets();
        let snapshot = self.snapshot();
        let (stored, rejected) = self.store.read(|dao| Ok((dao.last_tickets(limit)?, dao.rejected_tickets()?)))?;
        let today = self.clock.now().to_zoned(snapshot.calendar.zone().clone()).date();
        Ok(Inspected { snapshot, stored, rejected, today, limit })
    }
}

impl Inspected {
    /// Judges all of it.
    fn report(self, progress: &(dyn Fn(usize, usize) + Sync)) -> Result<LibraryHealth, AppError> {
        let Inspected { snapshot, stored, rejected, today, limit } = self;
        let witnesses = conflicts::own_texts(&snapshot);
        let all = stored.len() + witnesses.len();
        let tickets = tickets::judge_again(&snapshot, stored, &rejected, &|done| progress(done, all))?;
        let before = tickets.len();
        let conflicts = conflicts::find(&snapshot, witnesses, &tickets, &|done| progress(before + done, all))?;
        Ok(LibraryHealth {
            revision: snapshot.revision,
            today: today.to_string(),
            entries: published(&snapshot).count(),
            tickets: read(&tickets, limit),
            never_suggested: found(unused::find(&snapshot, &tickets)),
            due: found(expired::find(&snapshot, today)),
            near_duplicates: found(duplicates::find(&snapshot)),
            conflicts: found(conflicts),
            gaps: gaps::find(&snapshot, &tickets, today),
            unknown_words: found(unknown_words::find(&snapshot, &tickets)),
        })
    }
}

/// The entries that answer.
fn published(snapshot: &Snapshot) -> impl Iterator<Item = &Entry> {
    snapshot.library.entries.iter().map(|entry| &**entry).filter(|entry| entry.status == Status::Published)
}

fn read(tickets: &[Rejudged], limit: usize) -> TicketsRead {
    let at = |ticket: Option<&Rejudged>| ticket.map(|ticket| ticket.stored.received_at.clone());
    TicketsRead { read: tickets.len(), limit, oldest: at(tickets.last()), newest: at(tickets.first()) }
}

fn found<T>(mut items: Vec<T>) -> Found<T> {
    let total = items.len();
    items.truncate(SHOWN);
    Found { total, items }
}

fn reference(entry: &Entry) -> EntryRef {
    EntryRef { id: entry.id.clone(), title: entry.title.clone(), department: entry.department.clone() }
}

/// A text as it may be shown: its beginning, on one line, with personal data masked.
fn excerpt(text: &str) -> String {
    let beginning: String = text.chars().take(MASKED).map(|c| if c.is_control() { ' ' } else { c }).collect();
    let masked = mask_personal(&beginning);
    let shown: String = masked.chars().take(EXCERPT).collect();
    if masked.chars().nth(EXCERPT).is_some() { shown + "…" } else { shown }
}

/// Larger first.
fn descending(a: f64, b: f64) -> Ordering {
    b.total_cmp(&a)
}

/// Four digits are more than anybody reads.
fn rounded(number: f64) -> f64 {
    (number * 1e4).round() / 1e4
}

/// Days from one day to another.
fn days_between(from: Date, to: Date) -> i32 {
    from.until(to).map_or(0, |span| span.get_days())
}

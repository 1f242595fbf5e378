//! The health of the library: what its maintainers should look at, found in the entries and the tickets that came in.
//!
//! It reads and judges; it changes nothing. The newest tickets are judged again by the current snapshot, so that a gap that
//! was filled is not a gap any more. Equal databases give equal reports, whatever the number of threads. Texts of tickets leave
//! it shortened and masked.

pub(super) mod cache;
mod conflicts;
mod draft;
mod duplicates;
mod expired;
mod figures;
mod gaps;
mod published;
mod report;
mod tickets;
mod unknown_words;
mod unused;

use std::collections::HashSet;
use std::sync::Arc;

use fenzhen_engine::triage::Snapshot;
use jiff::civil::Date;

use crate::app::engine::recorder::Recorder;
use crate::app::engine::snapshot::Current;
use crate::app::{AppError, Clock};
use crate::store::{JudgedTicket, Store};

use published::published;
use tickets::tickets_read;

pub use gaps::Gaps;
pub use report::{
    Difference, DueEntry, EntryConflict, EntryRef, Found, Gap, HealthReport, NearDuplicate, ProposedEntry, TicketsRead,
    UnknownWord, Witness, WitnessKind,
};

pub(in crate::app) use draft::{OPEN, SYMPTOM, fit};
pub(in crate::app) use unknown_words::telling_words;

/// Tickets read unless the caller says otherwise.
pub const TICKETS: usize = 5_000;
/// The most tickets read.
pub const MOST_TICKETS: usize = 10_000;
/// Items of a list that are shown.
const SHOWN: usize = 100;
/// Characters of a ticket shown.
const EXCERPT: usize = 120;

/// The journeys of who looks after the library.
#[derive(Clone, Copy)]
pub struct Health<'a> {
    pub(super) store: &'a Store,
    pub(super) current: &'a Current,
    pub(super) clock: Clock,
    pub(super) recorder: Option<&'a Recorder>,
    pub(super) cache: &'a cache::HealthCache,
}

/// What a look at the library begins with, as of one moment.
struct Inspection {
    snapshot: Arc<Snapshot>,
    stored: Vec<JudgedTicket>,
    rejected: HashSet<String>,
    today: Date,
    limit: usize,
}

impl Health<'_> {
    /// Looks the library over, with the newest `tickets` tickets (at most 10,000). `progress` gets how many texts were
    /// judged, and of how many; it may be called from several threads.
    ///
    /// # Errors
    /// When the database or the index cannot be read.
    pub fn report(&self, tickets: usize, progress: &(dyn Fn(usize, usize) + Sync)) -> Result<HealthReport, AppError> {
        self.inspect(tickets)?.report(progress)
    }

    fn inspect(&self, tickets: usize) -> Result<Inspection, AppError> {
        let limit = tickets.min(MOST_TICKETS);
        if let Some(recorder) = self.recorder {
            recorder.flush();
        }
        let snapshot = self.current.load_full();
        let (stored, rejected) = self.store.read(|dao| Ok((dao.last_tickets(limit)?, dao.rejected_tickets()?)))?;
        let today = self.clock.now().to_zoned(snapshot.calendar.zone().clone()).date();
        Ok(Inspection { snapshot, stored, rejected, today, limit })
    }
}

impl Inspection {
    /// Judges all of it.
    fn report(self, progress: &(dyn Fn(usize, usize) + Sync)) -> Result<HealthReport, AppError> {
        let Inspection { snapshot, stored, rejected, today, limit } = self;
        let witnesses = conflicts::own_texts(&snapshot);
        let all = stored.len() + witnesses.len();
        let tickets = tickets::judge_again(&snapshot, stored, &rejected, &|done| progress(done, all))?;
        let before = tickets.len();
        let conflicts = conflicts::find(&snapshot, witnesses, &tickets, &|done| progress(before + done, all))?;
        Ok(HealthReport {
            revision: snapshot.revision,
            today,
            entries: published(&snapshot).count(),
            tickets: tickets_read(&tickets, limit),
            never_suggested: found(unused::find(&snapshot, &tickets)),
            due: found(expired::find(&snapshot, today)),
            near_duplicates: found(duplicates::find(&snapshot)),
            conflicts: found(conflicts),
            gaps: gaps::find(&snapshot, &tickets, today),
            unknown_words: found(unknown_words::find(&snapshot, &tickets)),
        })
    }
}

fn found<T>(mut items: Vec<T>) -> Found<T> {
    let total = items.len();
    items.truncate(SHOWN);
    Found { total, items }
}

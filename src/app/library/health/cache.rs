//! The last report on the library, for as long as nothing that decides it has changed: pages that show parts of it do not
//! have it made for each.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use fenzhen_engine::triage::Snapshot;
use jiff::civil::Date;

use crate::api::v1::LibraryHealth;
use crate::app::{App, AppError};

use super::Inspected;

/// The last report, with what it was made of.
#[derive(Default)]
pub struct Remembered(Mutex<Option<(MadeOf, Arc<LibraryHealth>)>>);

/// What decides a report.
struct MadeOf {
    snapshot: Weak<Snapshot>,
    tickets: (usize, Option<String>),
    rejected: HashSet<String>,
    today: Date,
}

impl MadeOf {
    fn of(seen: &Inspected) -> MadeOf {
        MadeOf {
            snapshot: Arc::downgrade(&seen.snapshot),
            tickets: (seen.stored.len(), seen.stored.first().map(|newest| newest.id.clone())),
            rejected: seen.rejected.clone(),
            today: seen.today,
        }
    }

    fn is_same(&self, other: &MadeOf) -> bool {
        Weak::ptr_eq(&self.snapshot, &other.snapshot)
            && self.tickets == other.tickets
            && self.rejected == other.rejected
            && self.today == other.today
    }
}

impl App {
    /// What [`App::library_health`] says now, made anew only if something changed since it was asked last. Whoever asks
    /// while it is made waits for it.
    ///
    /// # Errors
    /// When the database or the index cannot be read.
    pub fn library_health_now(&self, tickets: usize) -> Result<Arc<LibraryHealth>, AppError> {
        let mut last = self.health.0.lock().unwrap_or_else(PoisonError::into_inner);
        let seen = self.inspected(tickets)?;
        let made_of = MadeOf::of(&seen);
        if let Some((_, report)) = last.as_ref().filter(|(before, _)| before.is_same(&made_of)) {
            return Ok(Arc::clone(report));
        }
        let report = Arc::new(seen.report(&|_, _| ())?);
        *last = Some((made_of, Arc::clone(&report)));
        Ok(report)
    }
}

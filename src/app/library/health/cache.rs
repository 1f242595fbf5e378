//! The last report on the library, for as long as nothing that decides it has changed: pages that show parts of it do not
//! have it made for each.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use fenzhen_engine::triage::Snapshot;
use jiff::civil::Date;

use crate::app::AppError;

use super::report::HealthReport;
use super::{Health, Inspection};

/// The last report, with what it was made of.
#[derive(Default)]
pub struct HealthCache(Mutex<Option<(CacheKey, Arc<HealthReport>)>>);

/// What decides a report.
struct CacheKey {
    snapshot: Weak<Snapshot>,
    tickets: (usize, Option<String>),
    rejected: HashSet<String>,
    today: Date,
}

impl CacheKey {
    fn of(seen: &Inspection) -> CacheKey {
        CacheKey {
            snapshot: Arc::downgrade(&seen.snapshot),
            tickets: (seen.stored.len(), seen.stored.first().map(|newest| newest.id.clone())),
            rejected: seen.rejected.clone(),
            today: seen.today,
        }
    }

    fn is_same(&self, other: &CacheKey) -> bool {
        Weak::ptr_eq(&self.snapshot, &other.snapshot)
            && self.tickets == other.tickets
            && self.rejected == other.rejected
            && self.today == other.today
    }
}

impl Health<'_> {
    /// What [`Health::report`] says now, made again only if something changed since it was asked last. Whoever asks
    /// while it is made waits for it.
    ///
    /// # Errors
    /// When the database or the index cannot be read.
    pub fn cached_report(&self, tickets: usize) -> Result<Arc<HealthReport>, AppError> {
        let mut last = self.cache.0.lock().unwrap_or_else(PoisonError::into_inner);
        let seen = self.inspect(tickets)?;
        let key = CacheKey::of(&seen);
        if let Some((_, report)) = last.as_ref().filter(|(before, _)| before.is_same(&key)) {
            return Ok(Arc::clone(report));
        }
        let report = Arc::new(seen.report(&|_, _| ())?);
        *last = Some((key, Arc::clone(&report)));
        Ok(report)
    }
}

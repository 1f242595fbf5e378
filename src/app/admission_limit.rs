//! How many may wait for what takes seconds. More would take the threads of those who ask about now.

use std::sync::atomic::{AtomicUsize, Ordering};

use super::AppError;

/// Requests of one kind that may wait, the one under way included.
const WAITING: usize = 8;

/// Lets a few requests of one kind wait and refuses the others at once.
#[derive(Default)]
pub(in crate::app) struct AdmissionLimit(AtomicUsize);

/// A place among those who wait; given back when dropped.
pub(in crate::app) struct Admission<'a>(&'a AtomicUsize);

impl AdmissionLimit {
    /// A place.
    ///
    /// # Errors
    /// [`AppError::Busy`] when too many wait already.
    pub(in crate::app) fn admit(&self) -> Result<Admission<'_>, AppError> {
        let admission = Admission(&self.0);
        if self.0.fetch_add(1, Ordering::AcqRel) < WAITING { Ok(admission) } else { Err(AppError::Busy) }
    }
}

impl Drop for Admission<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::AcqRel);
    }
}

//! Turns: how many may wait for what takes seconds. More would take the threads of those who ask about now.

use std::sync::atomic::{AtomicUsize, Ordering};

use crate::app::AppError;

/// Requests of one kind that may wait, the one under way included.
const WAITING: usize = 8;

/// Who waits.
#[derive(Default)]
pub(in crate::app) struct Turns(AtomicUsize);

/// A place among those who wait; given back when dropped.
pub(in crate::app) struct Turn<'a>(&'a AtomicUsize);

impl Turns {
    /// A place.
    ///
    /// # Errors
    /// [`AppError::Busy`] when too many wait already.
    pub(in crate::app) fn take(&self) -> Result<Turn<'_>, AppError> {
        let turn = Turn(&self.0);
        if self.0.fetch_add(1, Ordering::AcqRel) < WAITING { Ok(turn) } else { Err(AppError::Busy) }
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::AcqRel);
    }
}

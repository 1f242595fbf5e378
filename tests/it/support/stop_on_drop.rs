//! The end of a test with several threads, however it comes.

use std::sync::atomic::{AtomicBool, Ordering};

/// Tells the other threads to end once this one does, also when it panics: a test that fails must not wait for ever.
pub struct StopOnDrop<'a>(pub &'a AtomicBool);

impl Drop for StopOnDrop<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Release);
    }
}

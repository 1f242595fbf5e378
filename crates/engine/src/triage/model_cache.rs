//! Model cache: where what was learned is kept between starts, and under which name.
//!
//! Training is deterministic, so equal lessons and equal code mean an equal judge. The name covers both; who keeps the
//! bytes, and where, is the caller's business. What cannot be read is learned again, never guessed at.

use sha2::{Digest, Sha256};

use crate::text::hex;

use super::lessons::Examples;

/// Keeps the bytes of one judge under its name.
pub trait ModelCache {
    /// The bytes kept under exactly this name, whole and unchanged; `None` where there are none.
    fn recall(&self, name: &str) -> Option<Vec<u8>>;
    /// Keeps bytes in place of all earlier ones. Failing is not an error: they are only a cache.
    fn keep(&self, name: &str, bytes: &[u8]);
}

/// Keeps nothing: for evaluation, rehearsal and tests.
pub struct NoCache;

impl ModelCache for NoCache {
    fn recall(&self, _: &str) -> Option<Vec<u8>> {
        None
    }

    fn keep(&self, _: &str, _: &[u8]) {}
}

/// The name of what these examples teach this program, given how it cuts texts.
pub(super) fn name(examples: &Examples<'_>, analyzer: &str) -> String {
    let mut hash = Sha256::new();
    for part in [env!("FENZHEN_LEARNER"), analyzer].into_iter().chain(examples.texts()) {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part);
    }
    hex(&hash.finalize())
}

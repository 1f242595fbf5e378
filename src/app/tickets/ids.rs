//! Ids of judged tickets, known before the ticket is written and unlike any that another process gives.
//!
//! The form is a UUID of version 7: the time in milliseconds, then what the process counts, then what tells the process
//! apart (its number and the nanosecond it began to count, hashed). No randomness is involved, and none is claimed: the
//! ids are unique, not secret.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use jiff::Timestamp;
use sha2::{Digest, Sha256};

/// Gives ids; one for each [`App`](crate::app::App).
pub(in crate::app) struct TicketIds {
    process: u64,
    count: AtomicU64,
}

impl TicketIds {
    pub(in crate::app) fn new() -> TicketIds {
        static OPENED: AtomicU64 = AtomicU64::new(0);
        let begun = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_nanos());
        let nth = OPENED.fetch_add(1, Ordering::Relaxed);
        let digest = Sha256::digest(format!("{} {begun} {nth}", std::process::id()));
        let process = digest.iter().take(8).fold(0, |number, byte| number << 8 | u64::from(*byte));
        TicketIds { process, count: AtomicU64::new(0) }
    }

    /// The next id, at the instant `now`.
    pub(in crate::app) fn next(&self, now: Timestamp) -> String {
        let count = self.count.fetch_add(1, Ordering::Relaxed);
        let milliseconds = u64::try_from(now.as_millisecond()).unwrap_or(0) & 0xffff_ffff_ffff;
        let (low, high) = (count & 0xfff, count >> 12 & 0x3fff);
        let process = self.process & 0xffff_ffff_ffff;
        let (first, second) = (milliseconds >> 16, milliseconds & 0xffff);
        format!("{first:08x}-{second:04x}-7{low:03x}-{:04x}-{process:012x}", 0x8000 | high)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn ids_are_unique_in_one_instant_and_across_givers() {
        let givers = [TicketIds::new(), TicketIds::new()];
        let all: BTreeSet<String> = givers.iter().flat_map(|ids| (0..10_000).map(|_| ids.next(Timestamp::UNIX_EPOCH))).collect();
        assert_eq!(all.len(), 20_000);
        assert!(all.iter().all(|id| id.len() == 36 && id.as_bytes()[14] == b'7'));
    }
}

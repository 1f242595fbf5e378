//! How fast a run goes, and how long it is likely to take yet.

use std::time::Instant;

use crate::app::runs::judge::control::RunProgress;

/// How fast a run goes: measured from its first chunk on, because nothing is judged before that.
#[derive(Debug, Clone, Copy)]
pub(in crate::app::runs) struct Pace {
    since: Instant,
    first: RunProgress,
}

impl Pace {
    pub(in crate::app::runs) fn from(first: RunProgress) -> Pace {
        Pace { since: Instant::now(), first }
    }

    /// Rows a second, and the seconds that are left at that pace.
    pub(in crate::app::runs) fn at(&self, now: RunProgress) -> Option<(f64, u64)> {
        let took = self.since.elapsed().as_secs_f64();
        let (rows, share) = ((now.rows - self.first.rows.min(now.rows)) as f64, now.share - self.first.share);
        let left = if share > 0.0 { took / share * (1.0 - now.share).max(0.0) } else { return None };
        // More than a few years is a pace that is not known yet; the cast keeps to its bounds.
        (took > 0.0).then(|| ((rows / took * 10.0).round() / 10.0, left.ceil() as u64))
    }
}

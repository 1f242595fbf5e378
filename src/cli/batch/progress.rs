//! How far a run is: a bar with rate and time left on a terminal, a plain line every tenth of the way elsewhere.

use std::io::{IsTerminal, stderr};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

use crate::app::runs::RunProgress;

/// Parts of the bar.
const PARTS: u64 = 1_000;
/// Lines told without a terminal.
const LINES: u64 = 10;

/// Watches a run.
pub(super) struct Watch {
    bar: Option<ProgressBar>,
    begun: Instant,
    told: AtomicU64,
}

impl Watch {
    pub(super) fn start() -> Watch {
        let bar = stderr().is_terminal().then(|| {
            let style = ProgressStyle::with_template("{bar:30} {percent:>3}%  {msg}");
            ProgressBar::new(PARTS).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
        });
        Watch { bar, begun: Instant::now(), told: AtomicU64::new(0) }
    }

    pub(super) fn tell(&self, progress: RunProgress) {
        let words = words(&progress, self.begun.elapsed());
        if let Some(bar) = &self.bar {
            // A share lies between 0 and 1.
            bar.set_position((progress.share * PARTS as f64) as u64);
            bar.set_message(words);
            return;
        }
        let line = (progress.share * LINES as f64) as u64;
        if self.told.fetch_max(line, Ordering::Relaxed) < line {
            eprintln!("{:>3.0}%  {words}", progress.share * 100.0);
        }
    }

    pub(super) fn end(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

fn words(progress: &RunProgress, elapsed: Duration) -> String {
    let rate = progress.since as f64 / elapsed.as_secs_f64().max(1e-3);
    let mut words = format!("{} tickets, {rate:.0}/s", progress.rows);
    if progress.problems > 0 {
        words += &format!(", {} bad rows", progress.problems);
    }
    // What was judged before this start took none of its time: the rows so far tell how many are left.
    let left = progress.rows as f64 / progress.share.max(1e-9) - progress.rows as f64;
    if progress.share > 0.0 && progress.share < 1.0 && rate > 0.0 {
        let seconds = (left / rate).min(359_999.0) as u64;
        words += &format!(", {}:{:02}:{:02} left", seconds / 3600, seconds / 60 % 60, seconds % 60);
    }
    words
}

//! Timing for the benches: percentiles of single calls, since an agent waits for one ticket and not for a mean.

use std::time::{Duration, Instant};

/// Times of single calls, sorted.
pub struct Times(Vec<Duration>);

impl Times {
    /// Calls `each` once for every item, after a warm-up over the first tenth, and keeps how long every call took.
    pub fn of<T>(items: &[T], mut each: impl FnMut(&T)) -> Times {
        items.iter().take(items.len() / 10 + 1).for_each(&mut each);
        let mut times: Vec<Duration> = Vec::with_capacity(items.len());
        for item in items {
            let begun = Instant::now();
            each(item);
            times.push(begun.elapsed());
        }
        times.sort_unstable();
        Times(times)
    }

    /// The time that `share` of the calls stayed within, 0 to 1.
    pub fn at(&self, share: f64) -> Duration {
        self.0[((self.0.len() - 1) as f64 * share).round() as usize]
    }

    /// The median in microseconds.
    pub fn p50_us(&self) -> f64 {
        self.at(0.5).as_secs_f64() * 1e6
    }

    /// One line: name, median, 99th percentile, count.
    pub fn print(&self, name: &str) {
        let us = |share| self.at(share).as_secs_f64() * 1e6;
        println!("{name:<44} p50 {:>9.1} µs   p99 {:>9.1} µs   n {}", us(0.5), us(0.99), self.0.len());
    }
}

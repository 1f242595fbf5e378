//! How a run is watched and stopped, and how it ends.

use std::sync::atomic::AtomicBool;

use crate::app::runs::report::RunReport;

/// How a run is watched and stopped.
pub struct Control<'a> {
    /// Set to stop after the chunk under way.
    pub stop: &'a AtomicBool,
    /// Told after every chunk.
    pub progress: &'a (dyn Fn(RunProgress) + Sync),
    /// Leave a core to whoever asks, and step back for them.
    pub beside_service: bool,
}

/// How far a run is.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct RunProgress {
    /// Rows judged, those of earlier starts too.
    pub rows: u64,
    /// Those of them that could not be judged.
    pub problems: u64,
    /// Rows judged since this start.
    pub since: u64,
    /// The share of the input that is read, 0 to 1.
    pub share: f64,
}

/// How a run ended.
#[derive(Debug)]
pub enum Ended {
    /// All rows are judged and reported on.
    Done(Box<RunReport>),
    /// It was stopped, and can be resumed.
    Stopped(RunProgress),
}

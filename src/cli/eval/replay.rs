//! `fenzhen eval replay`: how accuracy grows as tickets are confirmed one after the other.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use indicatif::ProgressBar;

use crate::app::evaluate::{Learned, Order, replay};

use super::{LabelName, report_problems};

/// Growth with feedback: labelled rows in their order, each judged before it is learned
///
/// Prints one JSON line a step: rows seen so far, rows judged next, and the share of those judged right.
#[derive(Debug, Args)]
pub struct Replay {
    /// Labelled tickets, in the order they were confirmed
    #[arg(long, value_name = "FILE")]
    rows: PathBuf,
    /// Which label to judge
    #[arg(long, value_enum)]
    label: LabelName,
    /// Train again after so many rows
    #[arg(long, default_value_t = 500, value_parser = clap::value_parser!(u32).range(1..))]
    every: u32,
    /// Mix the rows (always the same way) instead of taking them in the file's order: for files sorted by label
    #[arg(long)]
    mixed: bool,
}

impl Replay {
    pub(in crate::cli) fn run(self, bar: &ProgressBar) -> anyhow::Result<ExitCode> {
        let report = |learned: Learned| -> anyhow::Result<()> {
            bar.suspend(|| writeln!(anstream::stdout(), "{}", serde_json::to_string(&learned)?).map_err(anyhow::Error::from))
        };
        let every = usize::try_from(self.every)?;
        let order = if self.mixed { Order::Mixed } else { Order::Given };
        let problems = replay(&self.rows, self.label.into(), order, every, &|| bar.inc(1), report)?;
        bar.finish_and_clear();
        report_problems(&problems);
        Ok(if problems.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
    }
}

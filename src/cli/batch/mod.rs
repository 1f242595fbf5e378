//! `fenzhen batch`: a backlog judged again, compared, applied and taken back.

mod apply;
mod diff;
mod progress;
mod run;
mod status;
mod summary;

use std::process::ExitCode;

use clap::Subcommand;

use crate::app::Settings;
use crate::app::runs::RunError;

/// Judge a backlog again: run, compare, apply, take back 批量复核
///
/// A run judges every ticket of a file by one revision of the library and writes results and a report into a folder of its
/// own. It can be stopped with Ctrl-C, or killed, and resumed. Nothing on record changes until it is applied.
#[derive(Debug, Subcommand)]
pub enum Batch {
    Run(run::Run),
    Status(status::Status),
    Resume(run::Resume),
    Diff(diff::Diff),
    Apply(apply::Apply),
    Undo(apply::Undo),
}

impl Batch {
    pub(super) fn run(self, settings: Settings) -> anyhow::Result<ExitCode> {
        match self {
            Batch::Run(verb) => verb.run(settings),
            Batch::Status(verb) => verb.run(),
            Batch::Resume(verb) => verb.run(settings),
            Batch::Diff(verb) => verb.run(),
            Batch::Apply(verb) => verb.run(settings),
            Batch::Undo(verb) => verb.run(settings),
        }
    }
}

/// A refusal with what to do about it.
fn refused(error: RunError) -> anyhow::Error {
    match error.refusal() {
        Some(_) => anyhow::anyhow!(error.in_full()),
        None => error.into(),
    }
}

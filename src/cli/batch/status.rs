//! `fenzhen batch status`.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use crate::api::v1;
use crate::app::runs::{RunState, status_of};

use super::refused;

/// How far a run is
#[derive(Debug, Args)]
pub struct Status {
    /// The run's folder
    dir: PathBuf,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

impl Status {
    pub(super) fn run(self) -> anyhow::Result<ExitCode> {
        let status = status_of(&self.dir).map_err(refused)?;
        let mut out = anstream::stdout().lock();
        if self.json {
            writeln!(out, "{}", serde_json::to_string_pretty(&v1::FolderStatusView::from(status))?)?;
        } else {
            let (name, state) = (&status.input, status.state.as_str());
            writeln!(out, "{state}  {name}: {} tickets judged, {} bad rows", status.rows, status.problems)?;
            if status.state == RunState::Stopped {
                writeln!(out, "`fenzhen batch resume {}` goes on", self.dir.display())?;
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}

//! `fenzhen batch status`.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use crate::app::runs::status_of;

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
        let status = status_of(&self.dir)?;
        let mut out = anstream::stdout().lock();
        if self.json {
            writeln!(out, "{}", serde_json::to_string_pretty(&status)?)?;
        } else {
            let (name, state) = (&status.input, &status.state);
            writeln!(out, "{state}  {name}: {} tickets judged, {} bad rows", status.rows, status.problems)?;
            if status.state == "stopped" {
                writeln!(out, "`fenzhen batch resume {}` goes on", self.dir.display())?;
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}

//! `fenzhen batch diff`.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;
use clap::Args;

use crate::api::v1;
use crate::app::runs::{diff, page};

use super::{refused, summary};

/// Compare two runs: what moved, from where to where, and why
///
/// Tickets are matched by their ids, or by their place where they have none. Exit 1 where a category or department moved.
#[derive(Debug, Args)]
pub struct Diff {
    /// The run before: its folder, or its results.jsonl
    before: PathBuf,
    /// The run after
    after: PathBuf,
    /// Write the comparison as a page
    #[arg(long, value_name = "FILE")]
    html: Option<PathBuf>,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

impl Diff {
    pub(super) fn run(self) -> anyhow::Result<ExitCode> {
        // Beside the results: they may be too large for where temporary files go.
        let beside =
            if self.after.is_dir() { self.after.clone() } else { self.after.parent().map(PathBuf::from).unwrap_or_default() };
        let scratch = beside.join(format!(".diff-{}", std::process::id()));
        let compared = diff(&self.before, &self.after, &scratch);
        // It may not have come to be.
        let _ = std::fs::remove_file(&scratch);
        let report = compared.map_err(refused)?;
        if let Some(file) = &self.html {
            std::fs::write(file, page(&report)).with_context(|| format!("{} cannot be written", file.display()))?;
        }
        let moved = report.moved.count;
        let mut out = anstream::stdout().lock();
        if self.json {
            writeln!(out, "{}", serde_json::to_string_pretty(&v1::RunReportView::from(report))?)?;
        } else {
            write!(out, "{}{}", summary::compared(&report), summary::moved(&report))?;
        }
        Ok(if moved == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
    }
}

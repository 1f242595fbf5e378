//! `fenzhen kb list`: what there is.

use std::io::Write;
use std::process::ExitCode;

use clap::Args;
use fenzhen_engine::kb::Status;

use crate::api::v1::library::EntrySummary;
use crate::app::Settings;
use crate::app::library::EntryQuery;
use crate::cli::layout::{CARE, GOOD, QUIET, STRONG, styled};
use crate::cli::open;

/// List entries by id and title 列出条目
///
/// Examples:
///   fenzhen kb list 光猫
///   fenzhen kb list --status draft
///   fenzhen kb list --category telecom/fault
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub struct List {
    /// What stands in the id or the title, in whichever script or case
    query: Option<String>,
    /// Only those that stand there: draft, review, published or retired
    #[arg(long, value_parser = status)]
    status: Option<Status>,
    /// Only those of one domain, the first part of the id
    #[arg(long)]
    domain: Option<String>,
    /// Only those of one category, or of one below it
    #[arg(long)]
    category: Option<String>,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

fn status(text: &str) -> Result<Status, String> {
    Status::parse(text).ok_or_else(|| {
        let all: Vec<&str> = Status::ALL.iter().map(|status| status.as_str()).collect();
        format!("write one of {}", all.join(", "))
    })
}

impl List {
    pub(super) fn run(self, settings: Settings) -> anyhow::Result<ExitCode> {
        let List { query, status, domain, category, .. } = self;
        let query = EntryQuery { status, domain, category, text: query, among: None, after: None, limit: usize::MAX };
        let page = open(settings)?.library().entries(&query)?;
        let mut out = anstream::stdout().lock();
        if self.json {
            let entries: Vec<EntrySummary> = page.entries.into_iter().map(EntrySummary::from).collect();
            writeln!(out, "{}", serde_json::to_string_pretty(&entries)?)?;
            return Ok(ExitCode::SUCCESS);
        }
        for entry in &page.entries {
            let style = match entry.status {
                Status::Published => GOOD,
                Status::Draft | Status::Review => CARE,
                Status::Retired => QUIET,
            };
            let status = styled(style, format!("{:<9}", entry.status.as_str()));
            writeln!(out, "{status}  {:<40} {}", entry.id, styled(STRONG, &entry.title))?;
        }
        writeln!(out, "{}", styled(QUIET, format!("{} entries", page.entries.len())))?;
        Ok(ExitCode::SUCCESS)
    }
}

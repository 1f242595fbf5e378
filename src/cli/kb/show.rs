//! `fenzhen kb show` and `fenzhen kb history`: an entry as it is and was.

use std::io::Write;
use std::process::ExitCode;

use clap::Args;

use crate::api::v1::library::{self, EntryAt, FileAt};
use crate::app::Settings;
use crate::app::library::{Page, Revised};
use crate::cli::layout::{CARE, QUIET, STRONG, styled};
use crate::cli::open;

/// Revisions printed at most.
const LISTED: usize = 500;

/// Print an entry, or another file of the library, as it was written 查看条目
///
/// Examples:
///   fenzhen kb show telecom/broadband-los-red > los.toml
///   fenzhen kb show telecom/broadband-los-red --as-of 3
///   fenzhen kb show lexicon/synonyms.txt
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub struct Show {
    /// The entry's id, or a file's path in the pack
    id: String,
    /// As it was at this revision of the library
    #[arg(long, value_name = "REV")]
    as_of: Option<i64>,
    /// Print JSON: the file, the revision that last changed it, and for an entry its fields
    #[arg(long)]
    json: bool,
}

impl Show {
    pub(super) fn run(self, settings: Settings) -> anyhow::Result<ExitCode> {
        let app = open(settings)?;
        let file = app.library().file_at(&self.id, self.as_of)?;
        let mut out = anstream::stdout().lock();
        if !self.json {
            out.write_all(file.content.as_bytes())?;
            return Ok(ExitCode::SUCCESS);
        }
        let shown = match app.library().entry_at(&self.id, self.as_of) {
            Ok(entry) => serde_json::to_string_pretty(&EntryAt::from(entry))?,
            Err(_) => serde_json::to_string_pretty(&FileAt::from(file))?,
        };
        writeln!(out, "{shown}")?;
        Ok(ExitCode::SUCCESS)
    }
}

/// Say who changed an entry when, and why; without an id, the whole library 历史
///
/// The newest comes first. `fenzhen kb diff ID FROM TO` tells what a revision changed, `fenzhen kb rollback ID REV` goes
/// back to it.
#[derive(Debug, Args)]
pub struct History {
    /// The entry's id, or a file's path in the pack; left out, the history of the library
    id: Option<String>,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

impl History {
    pub(super) fn run(self, settings: Settings) -> anyhow::Result<ExitCode> {
        let app = open(settings)?;
        let page = Page { limit: LISTED, before: None };
        let revisions = match &self.id {
            Some(id) => app.library().history(id, page)?,
            None => app.library().revisions(page)?,
        };
        let mut out = anstream::stdout().lock();
        if self.json {
            writeln!(out, "{}", serde_json::to_string_pretty(&library::RevisionPage::from(revisions).revisions)?)?;
            return Ok(ExitCode::SUCCESS);
        }
        for Revised { revision, waived } in &revisions.revisions {
            let at = revision.at.strftime("%Y-%m-%d %H:%M:%S");
            let number = styled(STRONG, format!("{:>5}", revision.id));
            writeln!(out, "{number}  {}  {:<12} {}", styled(QUIET, at), revision.author, revision.note)?;
            for waiver in waived {
                writeln!(out, "       waived: {} {} ({})", styled(CARE, &waiver.code), waiver.message, waiver.reason)?;
            }
        }
        if let Some(next) = revisions.next {
            writeln!(out, "{}", styled(QUIET, format!("older than {next}: GET /api/v1/revisions?before={next}")))?;
        }
        Ok(ExitCode::SUCCESS)
    }
}

//! `fenzhen kb diff`: the library against a folder, or an entry against its past.

use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use anyhow::bail;
use clap::Args;
use fenzhen_engine::kb::FieldChange;

use crate::api::v1::library;
use crate::app::Settings;
use crate::app::library::FileChange;
use crate::cli::layout::{ALARM, GOOD, QUIET, STRONG, styled};
use crate::cli::open;

use super::publish::refused;

/// Tell what differs, field by field; exit 1 when something does 比较
///
/// Examples:
///   fenzhen kb diff kb/                           the library against a folder: + is the folder's
///   fenzhen kb diff telecom/wifi-slow 3 7         an entry at revision 3 against revision 7
///   fenzhen kb diff lexicon/synonyms.txt 3 7      another file, line by line
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub struct Diff {
    /// A folder with a pack; or an entry's id or a file's path in the pack, with two revisions
    what: String,
    /// The earlier revision of the library
    #[arg(requires = "to")]
    from: Option<i64>,
    /// The later one
    to: Option<i64>,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

impl Diff {
    pub(super) fn run(self, settings: Settings) -> anyhow::Result<ExitCode> {
        let app = open(settings)?;
        let mut out = anstream::stdout().lock();
        let same = match (self.from, self.to) {
            (Some(from), Some(to)) => {
                let changes = app.library().diff(&self.what, from, to)?;
                if self.json {
                    writeln!(out, "{}", serde_json::to_string_pretty(&changes)?)?;
                } else {
                    fields(&mut out, "", &changes)?;
                }
                changes.is_empty()
            }
            _ => {
                if !Path::new(&self.what).is_dir() {
                    bail!("{:?} is not a folder; for an entry, name two revisions: fenzhen kb diff ID FROM TO", self.what);
                }
                let files = match app.library().compare(Path::new(&self.what)) {
                    Ok(files) => files,
                    Err(error) => {
                        drop(out);
                        return refused(error);
                    }
                };
                let same = files.is_empty();
                if self.json {
                    let files: Vec<library::FileChange> = files.into_iter().map(library::FileChange::from).collect();
                    writeln!(out, "{}", serde_json::to_string_pretty(&files)?)?;
                } else {
                    files.iter().try_for_each(|file| one(&mut out, file))?;
                }
                same
            }
        };
        if same && !self.json {
            writeln!(out, "{}", styled(GOOD, "no difference"))?;
        }
        Ok(if same { ExitCode::SUCCESS } else { ExitCode::FAILURE })
    }
}

fn one(out: &mut impl Write, file: &FileChange) -> anyhow::Result<()> {
    let what = match (file.in_library, file.in_folder) {
        (true, false) => "only in the library",
        (false, true) => "only in the folder",
        _ if file.changes.is_empty() => "differs in layout only",
        _ => "differs",
    };
    writeln!(out, "{}  {}", styled(STRONG, &file.path), styled(QUIET, what))?;
    if file.in_library && file.in_folder { fields(out, "  ", &file.changes) } else { Ok(()) }
}

fn fields(out: &mut impl Write, indent: &str, changes: &[FieldChange]) -> anyhow::Result<()> {
    for change in changes {
        writeln!(out, "{indent}{}", change.field)?;
        for (sign, style, texts) in [("-", ALARM, &change.removed), ("+", GOOD, &change.added)] {
            for text in texts {
                writeln!(out, "{indent}  {}", styled(style, format!("{sign} {text}")))?;
            }
        }
    }
    Ok(())
}

//! `fenzhen kb import`: a pack merged into the library.

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use fenzhen_engine::kb::FieldChange;

use crate::api::v1::library;
use crate::app::library::Author;
use crate::app::library::exchange::{self, ImportConflict, ImportError, ImportOptions, Side, Take, import_pack, import_table};
use crate::app::{Clock, Settings};
use crate::cli::kb;
use crate::cli::layout::{ALARM, CARE, GOOD, QUIET, STRONG, styled};

/// Characters of the revision's note.
const NOTE: usize = 500;
/// Changes shown of one side of a conflict, lines of each, and characters of a line; --json has all.
const SHOWN: usize = 20;
const SHOWN_CHARS: usize = 160;

/// Merge a pack, or a spreadsheet of entries, into the library 导入
///
/// Three ways, against the last import: files nobody edited here take the pack's state, files edited here that the pack
/// left alone stay, files changed on both sides are conflicts, listed with both sides. All of it is kept as one revision,
/// or nothing: exit 1 where the pack has problems or there are conflicts.
///
/// A spreadsheet (CSV in UTF-8, GB18030 or Big5, or XLSX) has one row an entry; the first row names the columns, in Chinese
/// or English, as `fenzhen kb export --csv FILE` writes them. Entries without a row and fields without a column stay as
/// they are; a row that was exported here is merged against the revision it came from.
#[derive(Debug, Args)]
pub struct Import {
    /// The folder of the pack, or the file of the spreadsheet
    #[arg(value_name = "DIR|FILE")]
    from: PathBuf,
    /// Say what would happen, and change nothing
    #[arg(long)]
    dry_run: bool,
    /// Which side of every conflict to take: the pack's or the library's
    #[arg(long, value_enum, value_name = "SIDE")]
    take: Option<TakeName>,
    /// Who imports it
    #[arg(long, value_name = "NAME", default_value = "fenzhen")]
    author: String,
    /// Print an object with every path, and both sides of every conflict
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum TakeName {
    Theirs,
    Ours,
}

impl Import {
    pub(in crate::cli) fn run(self, settings: &Settings) -> anyhow::Result<ExitCode> {
        let take = self.take.map(|side| match side {
            TakeName::Theirs => Take::Theirs,
            TakeName::Ours => Take::Ours,
        });
        let note = format!("imported from {}", self.from.display()).chars().take(NOTE).collect();
        let author = Author { name: self.author.clone(), note };
        let options = ImportOptions { dry_run: self.dry_run, take };
        let mut out = anstream::stdout().lock();
        let import = if self.from.is_file() { import_table } else { import_pack };
        match import(settings, Clock::System, &self.from, options, &author) {
            Ok(import) => {
                let stopped = import.stopped;
                if self.json {
                    writeln!(out, "{}", serde_json::to_string_pretty(&library::Import::from(import))?)?;
                } else {
                    self.tell(&mut out, &import)?;
                }
                Ok(if stopped { ExitCode::FAILURE } else { ExitCode::SUCCESS })
            }
            Err(ImportError::Problems(problems)) => {
                if self.json {
                    writeln!(out, "{}", serde_json::to_string_pretty(&serde_json::json!({ "problems": problems }))?)?;
                } else {
                    problems.iter().try_for_each(|problem| out.write_all(kb::lines(problem).as_bytes()))?;
                    writeln!(out, "{}: nothing was imported", styled(ALARM, format!("{} problems", problems.len())))?;
                }
                Ok(ExitCode::FAILURE)
            }
            Err(ImportError::App(error)) => Err(error.into()),
        }
    }

    fn tell(&self, out: &mut impl Write, import: &exchange::Import) -> io::Result<()> {
        let lists =
            [("updated", &import.updated), ("added", &import.added), ("removed", &import.removed), ("kept", &import.kept)];
        for (word, paths) in lists {
            paths.iter().try_for_each(|path| writeln!(out, "{} {path}", styled(QUIET, format!("{word:<8}"))))?;
        }
        import.conflicts.iter().try_for_each(|conflict| tell_conflict(out, conflict))?;
        let counts: Vec<String> = lists.iter().map(|(word, paths)| format!("{} {word}", paths.len())).collect();
        let taken = match import.take {
            Some(Take::Theirs) if !import.conflicts.is_empty() => " (the pack's side taken)",
            Some(Take::Ours) if !import.conflicts.is_empty() => " (the library's side taken)",
            _ => "",
        };
        writeln!(out, "{}, {} conflicts{taken}", counts.join(", "), import.conflicts.len())?;
        let verdict = match import.revision {
            _ if import.stopped => {
                styled(ALARM, "nothing was imported; --take theirs or --take ours says which side of the conflicts to keep")
            }
            _ if self.dry_run => styled(GOOD, "dry run: nothing was changed"),
            Some(revision) => styled(GOOD, format!("revision {revision}")),
            None => styled(GOOD, "nothing to change: no new revision"),
        };
        writeln!(out, "{verdict}")
    }
}

fn tell_conflict(out: &mut impl Write, conflict: &ImportConflict) -> io::Result<()> {
    writeln!(out, "{} {}", styled(CARE, "conflict"), styled(STRONG, &conflict.path))?;
    for (whose, side) in [("here", &conflict.ours), ("pack", &conflict.theirs)] {
        let Side { content, changes } = side;
        let removed = if content.is_none() { " the file was removed" } else { "" };
        writeln!(out, "  {whose}:{removed}")?;
        if content.is_some() {
            changes.iter().take(SHOWN).try_for_each(|change| tell_change(out, change))?;
            if changes.len() > SHOWN {
                writeln!(out, "    {}", styled(QUIET, format!("and {} more; --json has all", changes.len() - SHOWN)))?;
            }
        }
    }
    Ok(())
}

fn tell_change(out: &mut impl Write, change: &FieldChange) -> io::Result<()> {
    writeln!(out, "    {}", styled(QUIET, &change.field))?;
    for (sign, texts) in [('-', &change.removed), ('+', &change.added)] {
        for text in texts.iter().take(SHOWN) {
            let shown: String = text.chars().take(SHOWN_CHARS).map(|c| if c.is_control() { ' ' } else { c }).collect();
            let rest = if text.chars().nth(SHOWN_CHARS).is_some() { "…" } else { "" };
            writeln!(out, "      {sign} {shown}{rest}")?;
        }
        if texts.len() > SHOWN {
            writeln!(out, "      {sign} {}", styled(QUIET, format!("and {} more", texts.len() - SHOWN)))?;
        }
    }
    Ok(())
}

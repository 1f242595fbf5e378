//! `fenzhen kb publish`, `retire` and `rollback`: what agents see changes.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, ensure};
use clap::Args;
use fenzhen_engine::kb::Problem;

use crate::api::v1::library;
use crate::app::Settings;
use crate::app::library::{
    Author, CasesAsked, Conflict, FileEdit, LibraryError, MOST_TICKETS, MovedTicket, Publication, Published, Rehearsal,
    RehearsalVerdict, TICKETS, TopSuggestion,
};
use crate::cli::layout::{ALARM, CARE, GOOD, QUIET, STRONG, styled};
use crate::cli::open;

use super::author::Signed;
use super::lines;

/// Publish entries and edits, after showing what they would do 发布
///
/// The rehearsal puts every case and the last tickets to the changed library. Problems and broken cases block (exit 1);
/// broken cases may be waived with a reason, which is recorded.
///
/// Examples:
///   fenzhen kb publish telecom/wifi-slow --dry-run
///   fenzhen kb publish telecom/wifi-slow --note "新增WiFi慢"
///   fenzhen kb publish --file entries/telecom/wifi-slow.toml=wifi.toml --note "改写步骤"
///   fenzhen kb publish --file lexicon/synonyms.txt=synonyms.txt --waive "用例已过时，见工单 42"
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub struct Publish {
    /// The entries' ids
    ids: Vec<String>,
    /// A file of the pack with its new text
    #[arg(long, value_name = "PATH=FILE")]
    file: Vec<String>,
    /// The revision of the library the files were made from; refused, if one changed since
    #[arg(long, value_name = "REV", requires = "file")]
    edited_from: Option<i64>,
    #[command(flatten)]
    rehearsed: Rehearsed,
    #[command(flatten)]
    signed: Signed,
}

/// Take entries out of use, after showing what that would do 停用
///
/// A retired entry answers no more and is kept with its history; `fenzhen kb publish ID` brings it back.
#[derive(Debug, Args)]
pub struct Retire {
    /// The entries' ids
    #[arg(required = true)]
    ids: Vec<String>,
    #[command(flatten)]
    rehearsed: Rehearsed,
    #[command(flatten)]
    signed: Signed,
}

/// How it is rehearsed.
#[derive(Debug, Args)]
struct Rehearsed {
    /// Only show what it would do
    #[arg(long)]
    dry_run: bool,
    /// Let broken cases pass, for this reason
    #[arg(long, value_name = "REASON")]
    waive: Option<String>,
    /// How many of the last tickets to rehearse on, at most 2000
    #[arg(long, value_name = "N", default_value_t = TICKETS)]
    tickets: usize,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// Bring an entry or a file back to what it said at a revision, as a new revision 回滚
///
/// Example: fenzhen kb rollback telecom/wifi-slow 12
#[derive(Debug, Args)]
pub struct Rollback {
    /// The entry's id, or a file's path in the pack
    id: String,
    /// The revision at which it was as it should be; `fenzhen kb history ID` lists them
    revision: i64,
    #[command(flatten)]
    signed: Signed,
}

impl Publish {
    pub(super) fn run(self, settings: Settings) -> anyhow::Result<ExitCode> {
        ensure!(!self.ids.is_empty() || !self.file.is_empty(), "name what to publish: ids of entries, or --file PATH=FILE");
        let files = self.file.iter().map(|said| file(said, self.edited_from)).collect::<anyhow::Result<_>>()?;
        let publication = Publication { entries: self.ids, files, ..Publication::default() };
        self.rehearsed.publish(settings, publication, &self.signed.author())
    }
}

impl Retire {
    pub(super) fn run(self, settings: Settings) -> anyhow::Result<ExitCode> {
        let publication = Publication { retire: self.ids, ..Publication::default() };
        self.rehearsed.publish(settings, publication, &self.signed.author())
    }
}

impl Rollback {
    pub(super) fn run(self, settings: Settings) -> anyhow::Result<ExitCode> {
        let done = open(settings)?.library().roll_back(&self.id, self.revision, &self.signed.author());
        done.map_or_else(refused, |published| told(&published))
    }
}

impl Rehearsed {
    fn publish(self, settings: Settings, publication: Publication, author: &Author) -> anyhow::Result<ExitCode> {
        ensure!(self.tickets <= MOST_TICKETS, "--tickets is at most {MOST_TICKETS}");
        let Rehearsed { dry_run, waive, tickets, json } = self;
        let publication = Publication { dry_run, waive, tickets, ..publication };
        match open(settings)?.library().publish(&publication, author) {
            Ok(published) if json => {
                let code = code(&published);
                print_json(published)?;
                Ok(code)
            }
            Ok(published) => told(&published),
            Err(LibraryError::Blocked(rehearsal)) if json => {
                print_json(Published { revision: None, rehearsal: *rehearsal })?;
                Ok(ExitCode::FAILURE)
            }
            Err(error) => refused(error),
        }
    }
}

fn print_json(published: Published) -> anyhow::Result<()> {
    let published = library::Published::from(published);
    Ok(writeln!(anstream::stdout(), "{}", serde_json::to_string_pretty(&published)?)?)
}

/// `entries/telecom/wifi.toml=wifi.toml`.
fn file(said: &str, edited_from: Option<i64>) -> anyhow::Result<FileEdit> {
    let (path, source) = said.split_once('=').with_context(|| format!("--file {said:?} should be PATH=FILE"))?;
    let source = PathBuf::from(source);
    let content = std::fs::read_to_string(&source).with_context(|| format!("{} cannot be read", source.display()))?;
    Ok(FileEdit { path: path.to_owned(), content: Some(content), edited_from })
}

/// A dry run that found something to stop at says no.
fn code(published: &Published) -> ExitCode {
    let sound = published.rehearsal.verdict() == RehearsalVerdict::Sound;
    if published.revision.is_some() || sound { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn told(published: &Published) -> anyhow::Result<ExitCode> {
    let mut out = anstream::stdout().lock();
    rehearsal(&mut out, &published.rehearsal)?;
    match published.revision {
        Some(revision) => writeln!(out, "{} as revision {revision}", styled(GOOD, "published"))?,
        None => writeln!(out, "{}", styled(QUIET, "a dry run: nothing was changed"))?,
    }
    Ok(code(published))
}

fn rehearsal(out: &mut impl Write, rehearsal: &Rehearsal) -> anyhow::Result<()> {
    section(out, "problems", &rehearsal.problems)?;
    section(out, "broken cases", &rehearsal.broken_cases)?;
    let CasesAsked { asked, all } = rehearsal.cases;
    if asked < all {
        writeln!(out, "{}", styled(QUIET, format!("{asked} of {all} cases were asked: those most like the edit")))?;
    }
    let (moved, tickets) = (rehearsal.impact.moved.len(), rehearsal.impact.tickets);
    writeln!(out, "{}: {moved} of the last {tickets} tickets move", styled(STRONG, "impact"))?;
    rehearsal.impact.moved.iter().try_for_each(|moved| out.write_all(impact(moved).as_bytes()))?;
    Ok(())
}

fn section(out: &mut impl Write, name: &str, problems: &[Problem]) -> anyhow::Result<()> {
    let style = if problems.is_empty() { GOOD } else { ALARM };
    writeln!(out, "{}: {}", styled(STRONG, name), styled(style, problems.len()))?;
    problems.iter().try_for_each(|problem| out.write_all(lines(problem).as_bytes()))?;
    Ok(())
}

/// `ticket …: from → to, because 词 +1.2`
fn impact(moved: &MovedTicket) -> String {
    let id = moved.external_id.as_ref().unwrap_or(&moved.ticket);
    let (from, to) = (place(&moved.from, &moved.to), place(&moved.to, &moved.from));
    let words: Vec<String> = moved.because.iter().map(|because| format!("{} {:+.1}", because.text, because.weight)).collect();
    let because = if words.is_empty() { String::new() } else { format!(", because {}", words.join(" · ")) };
    let text = moved.text.replace(['\n', '\r'], " ");
    format!("  ticket {id}: {from} → {}{because}\n    {}\n", styled(CARE, to), styled(QUIET, text))
}

/// What is suggested, as far as it is not the same as on the other side.
fn place(shown: &TopSuggestion, other: &TopSuggestion) -> String {
    let mut told: Vec<&str> = Vec::new();
    let name = |id: &Option<String>| id.is_some();
    if shown.outcome != other.outcome {
        told.push(shown.outcome.as_str());
    }
    for (mine, its) in [
        (&shown.labels.entry, &other.labels.entry),
        (&shown.labels.category, &other.labels.category),
        (&shown.labels.department, &other.labels.department),
    ] {
        told.extend(mine.as_deref().filter(|_| mine != its && name(mine)));
    }
    if shown.urgency != other.urgency {
        told.push(shown.urgency.as_str());
    }
    told.join(" ")
}

/// Tells why something was not done: exit 1 where the answer is no, an error where it could not be tried.
pub(super) fn refused(error: LibraryError) -> anyhow::Result<ExitCode> {
    let mut out = anstream::stdout().lock();
    match &error {
        LibraryError::Problems(problems) => section(&mut out, "problems", problems)?,
        LibraryError::Blocked(blocked) => rehearsal(&mut out, blocked)?,
        LibraryError::Conflict(lost) => conflict(&mut out, lost)?,
        _ => return Err(error.into()),
    }
    writeln!(out, "{}: {error}", styled(ALARM, "not done"))?;
    Ok(ExitCode::FAILURE)
}

fn conflict(out: &mut impl Write, lost: &Conflict) -> anyhow::Result<()> {
    let revision = |revision: Option<i64>| revision.map_or_else(|| "none".to_owned(), |revision| revision.to_string());
    writeln!(out, "{}: yours was made from revision {}", lost.path, revision(lost.expected))?;
    writeln!(out, "{}", styled(QUIET, format!("this stands there now (revision {}):", revision(lost.found))))?;
    writeln!(out, "{}", lost.theirs.as_deref().unwrap_or_default())?;
    Ok(())
}

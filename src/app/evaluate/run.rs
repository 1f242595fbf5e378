//! Running an evaluation: a snapshot from the training rows, every test row through `suggest`.

use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use jiff::Timestamp;
use rayon::prelude::*;
use serde::de::DeserializeOwned;

use crate::app::AppError;
use fenzhen_engine::index::{Home, IndexError};
use fenzhen_engine::kb::{self, Case, Entry, Labels, Library, PackFiles, Problem, Status};
use fenzhen_engine::triage::{self, Knowledge, Policy, Ranked, Snapshot, Suggestion, Ticket};

use super::figures::{ClassifyReport, Judged, MatchReport, Speed};
use super::rows::{self, EntryRow, QuestionRow, TicketRow};

/// Entries asked for when matching: the mean reciprocal rank looks at ten.
const RANKED: usize = 10;

/// Which label of a ticket is judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Label {
    /// The category.
    Category,
    /// The responsible department.
    Department,
}

impl Label {
    /// What a row has for it.
    pub(super) fn of(self, row: &TicketRow) -> Option<&String> {
        match self {
            Label::Category => row.category.as_ref(),
            Label::Department => row.department.as_ref(),
        }
    }
}

/// What came of an evaluation.
#[derive(Debug)]
pub struct Evaluation<R> {
    /// The figures.
    pub report: R,
    /// How each test row was judged, in order.
    pub judged: Vec<Judged>,
    /// Rows that could not be read.
    pub problems: Vec<Problem>,
}

/// Judges the test rows by a snapshot of the training rows as cases. `progress` is called once a judged row.
///
/// # Errors
/// When a file cannot be read or the snapshot cannot be built.
pub fn classify(
    train: &Path,
    test: &Path,
    label: Label,
    progress: &(dyn Fn() + Sync),
) -> Result<Evaluation<ClassifyReport>, AppError> {
    let mut problems = Vec::new();
    let cases: Vec<Case> = read::<TicketRow>(train, &mut problems)?.into_iter().map(case).collect();
    let rows = read::<TicketRow>(test, &mut problems)?;
    let begun = Instant::now();
    let snapshot = snapshot(Vec::new(), cases)?;
    let training = begun.elapsed();
    let begun = Instant::now();
    let judged = judge_rows(&snapshot, &rows, label, progress)?;
    let report = ClassifyReport::of(&judged, Speed::of(&judged, training, begun.elapsed()));
    Ok(Evaluation { report, judged, problems })
}

/// Judges labelled rows, on all cores, in their order.
pub(super) fn judge_rows(
    snapshot: &Snapshot,
    rows: &[TicketRow],
    label: Label,
    progress: &(dyn Fn() + Sync),
) -> Result<Vec<Judged>, AppError> {
    let choose = |suggestion: Suggestion| match label {
        Label::Category => suggestion.categories,
        Label::Department => suggestion.departments,
    };
    let judge = |row: &TicketRow| {
        let wanted = label.of(row).cloned().unwrap_or_default();
        judge(snapshot, ticket(&row.id, &row.title, &row.text), wanted, choose, progress)
    };
    Ok(rows.par_iter().map(judge).collect::<Result<Vec<_>, _>>()?)
}

/// Ranks the entries for every test row.
///
/// # Errors
/// When a file cannot be read or the snapshot cannot be built.
pub fn match_entries(entries: &Path, test: &Path, progress: &(dyn Fn() + Sync)) -> Result<Evaluation<MatchReport>, AppError> {
    let mut problems = Vec::new();
    let entries: Vec<Arc<Entry>> =
        read::<EntryRow>(entries, &mut problems)?.into_iter().map(|row| Arc::new(entry(row))).collect();
    let rows = read::<QuestionRow>(test, &mut problems)?;
    let begun = Instant::now();
    let snapshot = snapshot(entries, Vec::new())?;
    let training = begun.elapsed();
    let begun = Instant::now();
    let judge = |row: &QuestionRow| judge(&snapshot, ticket(&row.id, "", &row.text), row.entry.clone(), |s| s.entries, progress);
    let judged = rows.par_iter().map(judge).collect::<Result<Vec<_>, _>>()?;
    let report = MatchReport::of(&judged, Speed::of(&judged, training, begun.elapsed()));
    Ok(Evaluation { report, judged, problems })
}

fn read<T: DeserializeOwned>(path: &Path, problems: &mut Vec<Problem>) -> Result<Vec<T>, AppError> {
    let (rows, malformed) = rows::read(path)?;
    problems.extend(malformed);
    Ok(rows)
}

/// The shipped lexicon and service levels with the given knowledge in place of the shipped one.
pub(super) fn snapshot(entries: Vec<Arc<Entry>>, cases: Vec<Case>) -> Result<Snapshot, AppError> {
    let shipped = kb::parse(&PackFiles::embedded()).library;
    let library = Library { entries, ..shipped };
    Ok(Snapshot::build(Knowledge { library, cases, revision: 0 }, Policy::default().error_target, |_| Home::Memory)?)
}

fn judge(
    snapshot: &Snapshot,
    ticket: Ticket,
    wanted: String,
    choose: impl Fn(Suggestion) -> Vec<Ranked>,
    progress: &(dyn Fn() + Sync),
) -> Result<Judged, IndexError> {
    let policy = Policy { entries: RANKED, ..Policy::default() };
    let begun = Instant::now();
    let suggestion = triage::suggest(snapshot, &ticket, &policy)?;
    let latency_us = u64::try_from(begun.elapsed().as_micros()).unwrap_or(u64::MAX);
    let outcome = suggestion.outcome.as_str();
    let ranked = choose(suggestion);
    progress();
    let rank = ranked.iter().position(|r| r.id == wanted).map(|place| place + 1);
    let first = ranked.into_iter().next();
    let confidence = first.as_ref().map_or(0.0, |r| r.confidence);
    let predicted = first.map(|r| r.id).unwrap_or_default();
    Ok(Judged { id: ticket.id.unwrap_or_default(), predicted, confidence, outcome, latency_us, wanted, rank })
}

fn ticket(id: &str, title: &str, text: &str) -> Ticket {
    let (title, text) = (title.to_owned(), text.to_owned());
    Ticket { id: Some(id.to_owned()), title, text, received_at: Timestamp::UNIX_EPOCH }
}

pub(super) fn case(row: TicketRow) -> Case {
    let labels = Labels { category: row.category, department: row.department, entry: None };
    Case { id: row.id, title: row.title, text: row.text, labels }
}

/// An entry that can be found, without steps to follow.
fn entry(row: EntryRow) -> Entry {
    let keywords = Some(row.keywords).filter(|k| !k.is_empty());
    Entry {
        id: row.id,
        title: row.title,
        category: row.category,
        status: Status::Published,
        symptoms: row.samples,
        similar: keywords.into_iter().collect(),
        cause: row.body,
        ..Entry::default()
    }
}

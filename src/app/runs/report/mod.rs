//! The report of a run: what came out, what moved, and why; as figures (`report.json`) and as a page (`report.html`).
//!
//! It is a function of the results, the plan and the names of the library alone: equal runs give equal bytes. Nothing of
//! the moment or the machine is in it.

mod charts;
mod markup;
mod page;
mod tally;

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};

use fenzhen_engine::kb::Library;
use serde::{Deserialize, Serialize};

use super::compare::change::ChangedEvidence;
use super::error::RunError;
use super::file_names;
use super::folder::{self, Folder};
use super::judge::judge_row::compare;
use super::judge::previous::{self, PreviousJudgements};
use super::plan::{InputFile, RunKnowledge, RunPlan};
use super::row::ResultRow;

use tally::Tally;

pub use page::page;

/// The figures of a run, or of two compared.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct RunReport {
    /// The run's name: equal runs have the same.
    pub run: String,
    /// What was judged.
    pub input: InputFile,
    /// The knowledge that judged.
    pub knowledge: RunKnowledge,
    /// What it is compared with.
    pub compared: Option<Compared>,
    /// Rows of the input.
    pub tickets: u64,
    /// Rows that could not be judged, by their reason.
    pub problems: Problems,
    /// Tickets by outcome.
    pub outcomes: Vec<Count>,
    /// Tickets by urgency.
    pub urgencies: Vec<Count>,
    /// What came out for each question.
    pub category: LabelFigures,
    /// The same for departments.
    pub department: LabelFigures,
    /// Tickets by the confidence of their category, in ten steps of 0.1.
    pub confidence: [u64; 10],
    /// Tickets whose category or department is another one.
    pub moved: Moved,
}

/// What a run was compared with.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Compared {
    /// The file; `None` where the input's own labels were the measure.
    pub with: Option<InputFile>,
    /// Tickets that something was known of before.
    pub tickets: u64,
    /// Tickets that were there before and are not now.
    pub gone: u64,
}

/// Rows that could not be judged.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Problems {
    /// How many.
    pub count: u64,
    /// By code.
    pub by_code: Vec<Count>,
    /// The first hundred.
    pub first: Vec<ProblemRow>,
}

/// A row that could not be judged.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ProblemRow {
    /// The line of the input it begins on.
    pub line: u64,
    /// The sender's id, where that could be read.
    pub id: Option<String>,
    /// A stable name for programs.
    pub code: String,
    /// What is wrong.
    pub message: String,
    /// How to fix it.
    pub help: String,
}

/// How many tickets are something.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Count {
    /// What: an id, or a word of ours.
    pub id: String,
    /// Its name in Simplified Chinese.
    pub name: String,
    /// How many tickets.
    pub count: u64,
    /// How many were it before, of those that something was known of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<u64>,
}

/// What came out for one question.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct LabelFigures {
    /// Tickets by label, those with most now or before first; the empty id stands for none.
    pub labels: Vec<Count>,
    /// What became of the labels before: same, moved, gained, lost; empty where nothing was known.
    pub changes: Vec<Count>,
    /// From which label to which, the most first; labels that stayed are left out.
    pub matrix: Vec<Move>,
}

/// How many tickets went from one label to another; the empty id stands for none.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Move {
    /// The label before.
    pub from: String,
    /// Its name.
    pub from_name: String,
    /// The label now.
    pub to: String,
    /// Its name.
    pub to_name: String,
    /// How many.
    pub count: u64,
}

/// The tickets that moved.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Moved {
    /// How many.
    pub count: u64,
    /// The first thousand; the results have them all.
    pub first: Vec<MovedRow>,
}

/// A ticket whose category or department is another one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MovedRow {
    /// The line of the input.
    pub line: u64,
    /// The sender's id.
    pub id: Option<String>,
    /// Its beginning, masked.
    pub excerpt: String,
    /// The category before and now.
    pub category: Option<Move>,
    /// The department before and now.
    pub department: Option<Move>,
    /// How sure the category is now.
    pub confidence: f64,
    /// Why there is no plain answer now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The evidence that changed, the strongest first.
    pub why: Vec<ChangedEvidence>,
}

/// Names of categories and departments by id.
#[derive(Debug, Default)]
pub(super) struct LabelNames {
    category: BTreeMap<String, String>,
    department: BTreeMap<String, String>,
}

impl LabelNames {
    fn of(library: &Library) -> LabelNames {
        let categories = library.taxonomy.categories.iter().map(|c| (c.id.clone(), c.names.zh_hans.clone()));
        let departments = library.departments.departments.iter().map(|d| (d.id.clone(), d.names.zh_hans.clone()));
        LabelNames { category: categories.collect(), department: departments.collect() }
    }
}

/// Writes figures and page of a run whose results are whole.
pub(super) fn of_run(folder: &Folder, plan: &RunPlan, library: &Library) -> Result<RunReport, RunError> {
    let mut tally = Tally::new(LabelNames::of(library));
    each_row(&folder.file(file_names::RESULTS), |row| {
        tally.add(&row);
        Ok(())
    })?;
    let mut report = tally.report(plan);
    let before = plan.before.is_some().then(|| PreviousJudgements::open(&folder.file(file_names::BEFORE))).transpose()?;
    if let Some(compared) = &mut report.compared {
        compared.gone = before.map_or(0, |before| before.len().saturating_sub(compared.tickets));
        compared.with.clone_from(&plan.before);
    }
    // Figures are what they are: they always have a JSON form.
    folder.put_text(file_names::REPORT, &(serde_json::to_string_pretty(&report).unwrap_or_default() + "\n"))?;
    folder.put_text(file_names::PAGE, &page(&report))?;
    Ok(report)
}

/// Compares the results of two runs, given as folders or as files of results. `scratch` is a file to work in.
///
/// # Errors
/// When one cannot be read, or has no results.
pub fn diff(before: &Path, after: &Path, scratch: &Path) -> Result<RunReport, RunError> {
    let mut tally = Tally::new(LabelNames::default());
    each_row(&results(before)?, |row| {
        tally.name(&row);
        Ok(())
    })?;
    let known = each_compared(before, after, scratch, |row| tally.add(row))?;
    let plan = after.is_dir().then(|| RunPlan::read(after)).transpose()?;
    let mut report = tally.report(&plan.unwrap_or_else(|| RunPlan {
        source: InputFile { name: name(&previous::results_of(after)), ..InputFile::default() },
        ..RunPlan::of_nothing()
    }));
    let compared = report.compared.get_or_insert_with(Compared::default);
    compared.gone = known.saturating_sub(compared.tickets);
    compared.with = Some(InputFile { name: name(&previous::results_of(before)), ..InputFile::default() });
    Ok(report)
}

/// Calls `each` with every row of `after` as it compares with `before`, whatever it was compared with when it was judged;
/// gives how many tickets `before` knows.
pub(super) fn each_compared(
    before: &Path,
    after: &Path,
    scratch: &Path,
    mut each: impl FnMut(&ResultRow),
) -> Result<u64, RunError> {
    let (before, after) = (results(before)?, results(after)?);
    previous::gather(&before, &super::Mapping::default(), scratch)?;
    let previous = PreviousJudgements::open(scratch)?;
    each_row(&after, |mut row| {
        (row.before, row.change) = (None, None);
        row.why.clear();
        let key = previous::key(row.id.as_deref(), row.row);
        if row.problem.is_none()
            && let Some(known) = previous.find(&key).map_err(folder::failed(&before))?
        {
            compare(&mut row, known.labels, &known.evidence);
        }
        each(&row);
        Ok(())
    })?;
    Ok(previous.len())
}

/// The results of a run that has ended.
fn results(path: &Path) -> Result<PathBuf, RunError> {
    let results = previous::results_of(path);
    if results.is_file() {
        return Ok(results);
    }
    Err(RunError::NoResults { results })
}

/// The last two parts of a path: a run is told by its folder.
fn name(path: &Path) -> String {
    let mut parts: Vec<_> = path.components().rev().take(2).map(|part| part.as_os_str().to_string_lossy()).collect();
    parts.reverse();
    parts.join("/")
}

/// Calls `each` with every row of results.
pub(super) fn each_row(path: &Path, mut each: impl FnMut(ResultRow) -> Result<(), RunError>) -> Result<(), RunError> {
    let failed = folder::failed(path);
    let mut reader = BufReader::new(File::open(path).map_err(&failed)?);
    let (mut line, mut number) = (Vec::new(), 0_u64);
    while reader.read_until(b'\n', &mut line).map_err(&failed)? > 0 {
        number += 1;
        let row = serde_json::from_slice(&line).map_err(|error| {
            let reason = error.to_string();
            RunError::BrokenResults { path: path.to_owned(), line: number, reason }
        })?;
        each(row)?;
        line.clear();
    }
    Ok(())
}

//! Judging the rows of a backlog: in chunks on a small pool of threads, written in the order of the input.
//!
//! Memory holds two chunks, whatever the number of tickets.

use std::io;
use std::sync::atomic::Ordering;

use fenzhen_engine::triage::{Policy, Snapshot};
use rayon::prelude::*;

use crate::app::AppError;
use crate::app::runs::error::RunError;
use crate::app::runs::folder::{self, Folder};
use crate::app::runs::plan::RunPlan;
use crate::app::runs::read::{Backlog, Mapping, PlacedRow, UnparsedRow};
use crate::app::runs::row::ResultRow;
use crate::app::runs::{Runs, file_names};

use super::control::{Control, RunProgress};
use super::journal::ResultsJournal;
use super::judge_row::Judging;
use super::label_ids::LabelIds;
use super::previous::PreviousJudgements;

/// Rows judged at once, and bytes of them.
const CHUNK: usize = 128;
const CHUNK_BYTES: usize = 8 << 20;

impl Runs {
    /// Judges the rows that are missing; gives how far it came where it was stopped.
    pub(super) fn judge_rows(
        &self,
        folder: &Folder,
        plan: &RunPlan,
        snapshot: &Snapshot,
        control: &Control<'_>,
    ) -> Result<Option<RunProgress>, RunError> {
        let mapping = Mapping::parse(plan.map.iter().map(String::as_str))?;
        let mut backlog = Backlog::open(&plan.input, &mapping)?;
        let shape = backlog.shape();
        let previous = plan.before.is_some().then(|| PreviousJudgements::open(&folder.file(file_names::BEFORE))).transpose()?;
        let policy = Policy { entries: 1, labels_only: true, error_target: plan.knowledge.error_target, ..Policy::default() };
        let label_ids = LabelIds::of(&snapshot.library);
        let judging = Judging { snapshot, policy, shape: &shape, previous, label_ids };
        let pool = pool(control.beside_service)?;
        let failed = folder::failed(&plan.input);
        let path = folder.file(file_names::PART);
        let mut journal = ResultsJournal::open(&path)?;
        let resumed = journal.rows();
        for _ in 0..resumed {
            backlog.next_row().map_err(&failed)?;
        }
        let mut chunk = next_chunk(&mut backlog).map_err(&failed)?;
        while !chunk.is_empty() {
            if control.stop.load(Ordering::Relaxed) {
                journal.sync().map_err(folder::failed(&path))?;
                return Ok(Some(progress(&journal, resumed, backlog.progress())));
            }
            let (first, count) = (journal.rows() + 1, chunk.len() as u64);
            let read = backlog.progress();
            // The next rows are read while these are judged.
            let (judged, next) = pool.install(|| rayon::join(|| lines(&judging, first, chunk), || next_chunk(&mut backlog)));
            let (lines, problems) = judged;
            journal.append(&lines, count, problems).map_err(folder::failed(&path))?;
            (control.progress)(progress(&journal, resumed, read));
            chunk = next.map_err(&failed)?;
        }
        journal.finish(folder)?;
        Ok(None)
    }
}

fn progress(journal: &ResultsJournal, resumed: u64, (read, size): (u64, u64)) -> RunProgress {
    let share = if size == 0 { 1.0 } else { read as f64 / size as f64 };
    RunProgress { rows: journal.rows(), problems: journal.problems(), since: journal.rows() - resumed, share }
}

/// The rows of a chunk as they are written, and how many of them are problems.
fn lines(judging: &Judging<'_>, first: u64, chunk: Vec<PlacedRow>) -> (Vec<u8>, u64) {
    let numbered: Vec<(u64, PlacedRow)> = (first..).zip(chunk).collect();
    // Row by row: left to itself, a thread takes dozens at once, and at the end of the chunk the others wait for it.
    let judged = numbered.into_par_iter().with_max_len(1).map(|(number, placed)| {
        let row: ResultRow = judging.row(number, placed);
        // Texts and numbers always have a JSON form.
        (serde_json::to_vec(&row).unwrap_or_default(), u64::from(row.problem.is_some()))
    });
    let judged: Vec<(Vec<u8>, u64)> = judged.collect();
    let mut lines = Vec::with_capacity(judged.iter().map(|(line, _)| line.len() + 1).sum());
    let mut problems = 0;
    for (line, problem) in judged {
        lines.extend_from_slice(&line);
        lines.push(b'\n');
        problems += problem;
    }
    (lines, problems)
}

/// The next rows of a backlog.
fn next_chunk(backlog: &mut Backlog) -> io::Result<Vec<PlacedRow>> {
    let (mut chunk, mut bytes) = (Vec::with_capacity(CHUNK), 0);
    while chunk.len() < CHUNK && bytes < CHUNK_BYTES {
        let Some(placed) = backlog.next_row()? else { break };
        bytes += match &placed.raw {
            UnparsedRow::Json(text) | UnparsedRow::Csv(text) => text.len(),
            UnparsedRow::Cells(cells) => cells.iter().map(String::len).sum(),
            UnparsedRow::Bad(_) => 0,
        };
        chunk.push(placed);
    }
    Ok(chunk)
}

/// Threads for judging. Beside a service they leave it a core, and the system prefers the service's threads to them.
fn pool(beside_service: bool) -> Result<rayon::ThreadPool, AppError> {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let threads = if beside_service { (cores - 1).max(1) } else { cores };
    let step_back = move |_| {
        if beside_service {
            // Where the system refuses, the run goes on as fast as everything else.
            let _ = rustix::process::nice(10);
        }
    };
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).start_handler(step_back).build();
    pool.map_err(|error| AppError::Io { path: "the threads for judging".to_owned(), source: io::Error::other(error) })
}

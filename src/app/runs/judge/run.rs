//! Running a batch: plan it, judge every row in chunks on a small pool of its own, write rows in the order of the input.
//!
//! One snapshot answers the whole run. Memory holds two chunks, whatever the number of tickets. A run that is stopped,
//! killed or cut off by a power failure is resumed from the rows that are whole.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use fenzhen_engine::triage::{Policy, Snapshot};
use rayon::prelude::*;

use crate::app::runs::digest;
use crate::app::runs::folder::{self, Folder};
use crate::app::runs::plan::{Mark, Plan, Source};
use crate::app::runs::read::{Backlog, Mapping, Placed, Raw, Shape};
use crate::app::runs::report::{self, Report};
use crate::app::runs::request::RunRequest;
use crate::app::runs::row::ResultRow;
use crate::app::{App, AppError, RequestError};

use super::judge_row::Judging;
use super::names::Names;
use super::part::Part;
use super::previous::{self, Previous};
use super::{knowledge, outputs};

/// Rows judged at once, and bytes of them.
const CHUNK: usize = 128;
const CHUNK_BYTES: usize = 8 << 20;

/// How a run is watched and stopped.
pub struct Control<'a> {
    /// Set to stop after the chunk under way.
    pub stop: &'a AtomicBool,
    /// Told after every chunk.
    pub progress: &'a (dyn Fn(Progress) + Sync),
    /// Leave a core to whoever asks, and step back for them.
    pub beside_service: bool,
}

/// How far a run is.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Progress {
    /// Rows judged, those of earlier starts too.
    pub rows: u64,
    /// Those of them that could not be judged.
    pub problems: u64,
    /// Rows judged since this start.
    pub since: u64,
    /// The share of the input that is read, 0 to 1.
    pub share: f64,
}

/// How a run ended.
#[derive(Debug)]
pub enum Ended {
    /// All rows are judged and reported on.
    Done(Box<Report>),
    /// It was stopped, and can be resumed.
    Stopped(Progress),
}

impl App {
    /// Runs a batch into a new folder, or into one whose run ended before it had a plan.
    ///
    /// # Errors
    /// When the input or what it is compared with cannot be read, the folder is not empty, or the disk refuses.
    pub fn batch_run(&self, request: &RunRequest, control: &Control<'_>) -> Result<Ended, AppError> {
        let request = request.absolute()?;
        let shape = request.shape()?;
        let folder = Folder::make(&request.out)?;
        folder.clear(&request.input)?;
        request.keep(&folder)?;
        // What is refused is not to be resumed.
        let planned = self.plan(&request, &shape, &folder).inspect_err(|_| folder.forget());
        let (plan, snapshot) = planned?;
        self.judge(&folder, &plan, &snapshot, control)
    }

    /// Goes on with a run that was stopped or cut off. One that has ended is reported on again.
    ///
    /// # Errors
    /// When the input, the library or the cases are not those the run began with, or the disk refuses.
    pub fn batch_resume(&self, dir: &Path, control: &Control<'_>) -> Result<Ended, AppError> {
        let folder = Folder::resume(dir)?;
        if !folder.file(folder::PLAN).is_file() {
            let request = RunRequest::read(dir)?;
            let (plan, snapshot) = self.plan(&request, &*request.shape()?, &folder)?;
            return self.judge(&folder, &plan, &snapshot, control);
        }
        let plan = Plan::read(dir)?;
        let (sha256, _) = digest::of_file(&plan.input).map_err(folder::failed(&plan.input))?;
        if sha256 != plan.source.sha256 {
            let message = format!("{} is not the file the run began with", plan.input.display());
            let help = "put that file back, or begin a new run";
            return Err(RequestError { code: "input-changed", field: "input", message, help }.into());
        }
        let snapshot = knowledge::as_planned(self, &plan.knowledge)?;
        self.judge(&folder, &plan, &snapshot, control)
    }

    /// What the run is, fixed and kept before it begins.
    fn plan(&self, request: &RunRequest, shape: &Shape, folder: &Folder) -> Result<(Plan, Arc<Snapshot>), AppError> {
        let mut source = self::source(&request.input, request.name.as_deref())?;
        (source.format, source.encoding) = (shape.format.to_owned(), shape.encoding.to_owned());
        source.columns.clone_from(&shape.columns);
        // The state of the tickets is taken first: what changes from here on, apply leaves alone.
        self.flush_tickets();
        let mark = self.store.read(|dao| dao.ticket_mark())?;
        let before = request.before.as_deref().map(previous::results_of);
        if let Some(before) = &before {
            previous::gather(before, &request.map, &folder.file(folder::BEFORE))?;
            // A plan that outlives a power cut must find all of it.
            folder.sync_file(folder::BEFORE)?;
        }
        // A run goes by its folder: its results are called what all results are called.
        let folder_name = request.before.as_deref().filter(|before| before.is_dir()).and_then(Path::file_name);
        let folder_name = folder_name.map(|name| name.to_string_lossy().into_owned());
        let called = request.before_name.clone().or(folder_name);
        let before = before.map(|before| self::source(&before, called.as_deref())).transpose()?;
        let (knowledge, snapshot) = knowledge::now(self, request.as_of)?;
        let plan = Plan {
            version: 0,
            id: String::new(),
            input: request.input.clone(),
            source,
            before,
            map: request.map.pairs(),
            knowledge,
            csv: request.with_csv,
            xlsx: request.with_xlsx,
            mark: Mark { newest: mark.newest, change: mark.change },
        }
        .named();
        plan.keep(folder)?;
        Ok((plan, snapshot))
    }

    fn judge(&self, folder: &Folder, plan: &Plan, snapshot: &Snapshot, control: &Control<'_>) -> Result<Ended, AppError> {
        // The plan says all that was asked for.
        folder.remove(folder::REQUEST)?;
        if !folder.file(folder::RESULTS).is_file() {
            let stopped = self.judge_rows(folder, plan, snapshot, control)?;
            if let Some(progress) = stopped {
                return Ok(Ended::Stopped(progress));
            }
        }
        let report = report::of_run(folder, plan, &snapshot.library)?;
        outputs::write(folder, plan)?;
        Ok(Ended::Done(Box::new(report)))
    }

    /// Judges the rows that are missing; gives how far it came where it was stopped.
    fn judge_rows(
        &self,
        folder: &Folder,
        plan: &Plan,
        snapshot: &Snapshot,
        control: &Control<'_>,
    ) -> Result<Option<Progress>, AppError> {
        let mapping = Mapping::parse(plan.map.iter().map(String::as_str))?;
        let mut backlog = Backlog::open(&plan.input, &mapping)?;
        let shape = backlog.shape();
        let previous = plan.before.is_some().then(|| Previous::open(&folder.file(folder::BEFORE))).transpose()?;
        let policy = Policy { entries: 1, labels_only: true, error_target: plan.knowledge.error_target, ..Policy::default() };
        let names = Names::of(&snapshot.library);
        let judging = Judging { snapshot, policy, shape: &shape, previous, names };
        let pool = pool(control.beside_service)?;
        let failed = folder::failed(&plan.input);
        let path = folder.file(folder::PART);
        let mut part = Part::open(&path)?;
        let resumed = part.rows();
        for _ in 0..resumed {
            backlog.next_row().map_err(&failed)?;
        }
        let mut chunk = take(&mut backlog).map_err(&failed)?;
        while !chunk.is_empty() {
            if control.stop.load(Ordering::Relaxed) {
                part.sync().map_err(folder::failed(&path))?;
                return Ok(Some(progress(&part, resumed, backlog.progress())));
            }
            let (first, count) = (part.rows() + 1, chunk.len() as u64);
            let read = backlog.progress();
            // The next rows are read while these are judged.
            let (judged, next) = pool.install(|| rayon::join(|| lines(&judging, first, chunk), || take(&mut backlog)));
            let (lines, problems) = judged;
            part.append(&lines, count, problems).map_err(folder::failed(&path))?;
            (control.progress)(progress(&part, resumed, read));
            chunk = next.map_err(&failed)?;
        }
        part.finish(folder)?;
        Ok(None)
    }
}

fn progress(part: &Part, resumed: u64, (read, size): (u64, u64)) -> Progress {
    let share = if size == 0 { 1.0 } else { read as f64 / size as f64 };
    Progress { rows: part.rows(), problems: part.problems(), since: part.rows() - resumed, share }
}

/// The rows of a chunk as they are written, and how many of them are problems.
fn lines(judging: &Judging<'_>, first: u64, chunk: Vec<Placed>) -> (Vec<u8>, u64) {
    let numbered: Vec<(u64, Placed)> = (first..).zip(chunk).collect();
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
fn take(backlog: &mut Backlog) -> io::Result<Vec<Placed>> {
    let (mut chunk, mut bytes) = (Vec::with_capacity(CHUNK), 0);
    while chunk.len() < CHUNK && bytes < CHUNK_BYTES {
        let Some(placed) = backlog.next_row()? else { break };
        bytes += match &placed.raw {
            Raw::Json(text) | Raw::Csv(text) => text.len(),
            Raw::Cells(cells) => cells.iter().map(String::len).sum(),
            Raw::Bad(_) => 0,
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

fn source(path: &Path, name: Option<&str>) -> Result<Source, AppError> {
    let (sha256, bytes) = digest::of_file(path).map_err(folder::failed(path))?;
    let own = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    Ok(Source { name: name.map_or(own, str::to_owned), sha256, bytes, ..Source::default() })
}

/// Copies what comes on a stream into a run's folder, so that the run can be resumed.
///
/// # Errors
/// When there is more than `limit` bytes of it, or the disk refuses.
pub fn spool(from: impl io::Read, out: &Path, limit: u64) -> Result<PathBuf, AppError> {
    let folder = Folder::make(out)?;
    let path = folder.file(folder::INPUT);
    // What was asked for of another input.
    folder.remove(folder::REQUEST)?;
    // Under its name only when it is whole: half a backlog must not be taken for all of it.
    folder.put(folder::INPUT, |file| {
        let copied = io::copy(&mut from.take(limit + 1), file).map_err(folder::failed(&path))?;
        if copied > limit {
            let message = format!("the input is larger than {} MB", limit >> 20);
            return Err(RequestError { code: "input-too-large", field: "input", message, help: "split it" }.into());
        }
        Ok(())
    })?;
    Ok(path)
}

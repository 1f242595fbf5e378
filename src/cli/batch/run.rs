//! `fenzhen batch run` and `fenzhen batch resume`.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use clap::Args;

use crate::api::v1;
use crate::app::Settings;
use crate::app::runs::{Control, Ended, Mapping, RunError, RunRequest, is_free, spool};
use crate::cli::open;

use super::progress::Watch;
use super::{refused, summary};

/// The most that is taken from standard input.
const MOST_INPUT: u64 = 16 << 30;
/// Folders tried before somebody has to name one.
const TRIED: u32 = 10_000;

/// Judge a backlog: JSON Lines, JSON, CSV or XLSX; UTF-8, GB18030 or Big5
///
/// Columns are found by their names in Chinese or English, and exports of Zammad, Zendesk, Chatwoot and Freshdesk are read
/// as they are; --map says otherwise. Columns with a category or department are what the run is compared with, unless
/// --before names another run. Rows that cannot be read are listed with their line, and the exit code then is 1; so it is
/// when the run was stopped.
#[derive(Debug, Args)]
pub struct Run {
    /// The file; `-` for standard input
    input: PathBuf,
    /// The folder for results, new or empty [default: the file's name with -run-1, -run-2 …]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Compare with another run (its folder or results.jsonl), or with a file of labelled tickets
    #[arg(long, value_name = "FILE")]
    before: Option<PathBuf>,
    /// Judge by this revision of the library instead of the newest
    #[arg(long, value_name = "REV")]
    as_of: Option<i64>,
    /// Which column is what: text=投诉内容; also title, id, category, department, received_at
    #[arg(long, value_name = "ROLE=COLUMN")]
    map: Vec<String>,
    /// Write results.csv, too, safe for Excel
    #[arg(long = "csv")]
    with_csv: bool,
    /// Write results.xlsx, too
    #[arg(long = "xlsx")]
    with_xlsx: bool,
    /// Print one JSON object instead of a summary
    #[arg(long)]
    json: bool,
}

impl Run {
    pub(super) fn run(self, settings: Settings) -> anyhow::Result<ExitCode> {
        let map = Mapping::parse(self.map.iter().map(String::as_str)).map_err(RunError::from).map_err(refused)?;
        let from_stdin = self.input.as_os_str() == "-";
        let out = match self.out {
            Some(out) => out,
            None => free_folder(if from_stdin { Path::new("stdin") } else { &self.input })?,
        };
        // The library first: what came on standard input can be resumed as soon as it is there.
        let app = open(settings)?;
        let input = if from_stdin { spool(std::io::stdin().lock(), &out, MOST_INPUT).map_err(refused)? } else { self.input };
        let name = from_stdin.then(|| "stdin".to_owned());
        let request = RunRequest {
            input,
            name,
            out: out.clone(),
            before: self.before,
            before_name: None,
            as_of: self.as_of,
            map,
            with_csv: self.with_csv,
            with_xlsx: self.with_xlsx,
        };
        let ended = watched(&out, self.json, |control| app.runs().run(&request, control));
        if from_stdin && ended.is_err() {
            eprintln!("what came on standard input is kept: {}", request.input.display());
        }
        ended
    }
}

/// Go on with a run that was stopped or killed
///
/// It ends with the same bytes as if nothing had happened. The input must be the file it was.
#[derive(Debug, Args)]
pub struct Resume {
    /// The run's folder
    dir: PathBuf,
    /// Print one JSON object instead of a summary
    #[arg(long)]
    json: bool,
}

impl Resume {
    pub(super) fn run(self, settings: Settings) -> anyhow::Result<ExitCode> {
        let app = open(settings)?;
        watched(&self.dir, self.json, |control| app.runs().resume_folder(&self.dir, control))
    }
}

/// Runs with a progress bar, stops at Ctrl-C, and tells how it ended.
fn watched(out: &Path, json: bool, run: impl FnOnce(&Control<'_>) -> Result<Ended, RunError>) -> anyhow::Result<ExitCode> {
    let stop = Arc::new(AtomicBool::new(false));
    stop_at_interrupt(Arc::clone(&stop))?;
    let watch = Watch::start();
    let ended = run(&Control { stop: &stop, progress: &|progress| watch.tell(progress), beside_service: false });
    watch.end();
    let mut stdout = anstream::stdout().lock();
    match ended.map_err(refused)? {
        Ended::Done(report) => {
            let problems = report.problems.count;
            if json {
                writeln!(stdout, "{}", serde_json::to_string_pretty(&v1::RunReportView::from(*report))?)?;
            } else {
                write!(stdout, "{}", summary::of_run(&report, out))?;
            }
            Ok(if problems == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
        }
        Ended::Stopped(progress) => {
            if json {
                let stopped = serde_json::json!({"state": "stopped", "rows": progress.rows, "dir": out});
                writeln!(stdout, "{stopped}")?;
            }
            eprintln!("stopped after {} tickets; `fenzhen batch resume {}` goes on", progress.rows, out.display());
            Ok(ExitCode::FAILURE)
        }
    }
}

/// The first Ctrl-C stops the run where it can be resumed; the second ends the program.
fn stop_at_interrupt(stop: Arc<AtomicBool>) -> anyhow::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    std::thread::Builder::new().name("interrupt".to_owned()).spawn(move || {
        runtime.block_on(async {
            while tokio::signal::ctrl_c().await.is_ok() {
                if stop.swap(true, Ordering::Relaxed) {
                    std::process::exit(130);
                }
                eprintln!("stopping …");
            }
        });
    })?;
    Ok(())
}

/// `backlog.csv` goes into `backlog-run-1`, the next time into `backlog-run-2`.
fn free_folder(input: &Path) -> anyhow::Result<PathBuf> {
    let stem = input.file_stem().map_or_else(|| "backlog".into(), |stem| stem.to_string_lossy().into_owned());
    let free = (1..TRIED).map(|nth| PathBuf::from(format!("{stem}-run-{nth}"))).find(|folder| is_free(folder));
    free.ok_or_else(|| anyhow::anyhow!("there are {TRIED} runs of {stem} here; name a folder with --out"))
}

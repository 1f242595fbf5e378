//! `fenzhen eval`: quality and speed on labelled rows.

pub(crate) mod replay;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;
use clap::{Args, Subcommand, ValueEnum};
use fenzhen_engine::kb::Problem;
use indicatif::{ProgressBar, ProgressStyle};
use serde::Serialize;

use crate::app::evaluate::{Evaluation, Judged, Label, classify, match_entries};

use replay::Replay;

/// Measure quality and speed on labelled rows 评测
///
/// Rows are JSON Lines. The training rows become a library of their own; the database is not touched. Malformed rows
/// are listed on stderr with their line, and the exit code then is 1.
#[derive(Debug, Subcommand)]
pub enum Eval {
    Classify(Classify),
    Match(Match),
    Replay(Replay),
}

/// Category or department of tickets: rows {"id","title","text","category"?,"department"?}
///
/// Prints n, accuracy, macro_f1, top3, ece (15 bins), coverage_at_p95, train_s, tickets_per_s, p50_us, p99_us, peak_rss_mb.
#[derive(Debug, Args)]
pub struct Classify {
    /// Labelled tickets to learn from
    #[arg(long, value_name = "FILE")]
    train: PathBuf,
    /// Labelled tickets to judge
    #[arg(long, value_name = "FILE")]
    test: PathBuf,
    /// Which label to judge
    #[arg(long, value_enum)]
    label: LabelName,
    #[command(flatten)]
    output: Output,
}

/// The entry that answers a question: rows {"id","title","category","keywords"?,"body"?,"samples":[]} and {"id","text","entry"}
///
/// Prints n, hit1, hit3, hit5, mrr10, train_s, tickets_per_s, p50_us, p99_us, peak_rss_mb.
#[derive(Debug, Args)]
pub struct Match {
    /// Entries to find
    #[arg(long, value_name = "FILE")]
    entries: PathBuf,
    /// Questions with the entry each wants
    #[arg(long, value_name = "FILE")]
    test: PathBuf,
    #[command(flatten)]
    output: Output,
}

#[derive(Debug, Args)]
struct Output {
    /// Print one JSON object instead of a table
    #[arg(long)]
    json: bool,
    /// Write one line a test row: id, predicted, confidence, outcome, latency_us
    #[arg(long, value_name = "FILE")]
    predictions: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum LabelName {
    Category,
    Department,
}

impl From<LabelName> for Label {
    fn from(name: LabelName) -> Label {
        match name {
            LabelName::Category => Label::Category,
            LabelName::Department => Label::Department,
        }
    }
}

impl Eval {
    pub(super) fn run(self) -> anyhow::Result<ExitCode> {
        let bar = progress();
        let step = || bar.inc(1);
        match self {
            Eval::Classify(verb) => {
                let evaluation = classify(&verb.train, &verb.test, verb.label.into(), &step)?;
                bar.finish_and_clear();
                verb.output.print(evaluation)
            }
            Eval::Replay(verb) => verb.run(&bar),
            Eval::Match(verb) => {
                let evaluation = match_entries(&verb.entries, &verb.test, &step)?;
                bar.finish_and_clear();
                verb.output.print(evaluation)
            }
        }
    }
}

/// A count with its rate on a terminal; indicatif draws nothing elsewhere.
fn progress() -> ProgressBar {
    let style = ProgressStyle::with_template("{spinner} {pos} judged, {per_sec}, {elapsed}")
        .unwrap_or_else(|_| ProgressStyle::default_spinner());
    ProgressBar::new_spinner().with_style(style)
}

impl Output {
    fn print<R: Serialize>(self, evaluation: Evaluation<R>) -> anyhow::Result<ExitCode> {
        if let Some(path) = &self.predictions {
            write_predictions(path, &evaluation.judged).with_context(|| format!("{} cannot be written", path.display()))?;
        }
        let mut out = anstream::stdout().lock();
        let figures = serde_json::to_value(&evaluation.report)?;
        if self.json {
            writeln!(out, "{}", serde_json::to_string(&evaluation.report)?)?;
        } else if let Some(figures) = figures.as_object() {
            figures.iter().try_for_each(|(name, value)| writeln!(out, "{name:<16} {value}"))?;
        }
        report_problems(&evaluation.problems);
        Ok(if evaluation.problems.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
    }
}

fn write_predictions(path: &Path, judged: &[Judged]) -> anyhow::Result<()> {
    let mut file = std::io::BufWriter::new(std::fs::File::create(path)?);
    for row in judged {
        writeln!(file, "{}", serde_json::to_string(row)?)?;
    }
    Ok(file.flush()?)
}

pub(super) fn report_problems(problems: &[Problem]) {
    for problem in problems {
        eprintln!("{problem}");
    }
}

//! `/runs/{id}`: one run: how far it is, what came of it, what can be done with it.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;

use crate::app::App;
use crate::app::figures::grouped;
use crate::app::runs::{ProblemRow, RESULTS, RESULTS_CSV, RESULTS_XLSX, RunError, RunReport, RunState, RunStatus, WrittenOver};
use crate::http::api::runs::LISTED;
use crate::http::blocking::spawn_blocking;
use crate::http::pages::ui::frame::Frame;
use crate::http::pages::ui::names::person;
use crate::http::pages::ui::texts::runs::RunsTexts;

use super::apply::WriteSummary;
use super::moved::{LabelWording, MovedTicket};
use super::progress::ProgressText;
use super::summary::RunSummary;
use super::{refused, state_class, state_name, when};

/// Tickets that moved, and bad rows, shown on the page.
const SHOWN: usize = 10;
const PROBLEMS: usize = 50;

/// A row that could not be judged, in the reader's language.
struct ProblemText {
    line: u64,
    id: Option<String>,
    what: String,
    fix: String,
}

/// What was done with the tickets.
struct LastWrite {
    written: WriteSummary,
    undone: bool,
    /// Who applied it and when, while it stands.
    standing: Option<(String, String)>,
}

/// A run that has ended.
struct RunResults {
    summary: RunSummary,
    moved: String,
    revision: i64,
    columns: String,
    format: String,
    problems: Vec<ProblemText>,
    more_problems: bool,
    /// Files with what they are.
    files: Vec<(String, &'static str)>,
    last: Option<LastWrite>,
    /// Other runs that have ended, to compare with.
    others: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "runs/run.html")]
struct RunPage<'a> {
    f: &'a Frame,
    r: &'static RunsTexts,
    id: String,
    name: String,
    state: &'static str,
    class: &'static str,
    at: String,
    who: String,
    before: Option<(String, String)>,
    message: Option<String>,
    moving: Option<ProgressText>,
    resumable: bool,
    ended: Option<RunResults>,
    tickets: Vec<MovedTicket>,
}

impl RunPage<'_> {
    /// Where all tickets that moved are listed.
    fn all_moved(&self) -> String {
        format!("/runs/{}/moved", self.id)
    }

    /// Whether what it says stands on the tickets.
    fn stands(&self) -> bool {
        let last = self.ended.as_ref().and_then(|ended| ended.last.as_ref());
        last.is_some_and(|last| last.standing.is_some())
    }
}

/// What is known of a run.
struct RunDetails {
    run: RunStatus,
    report: Option<RunReport>,
    last: Option<WrittenOver>,
    all: Vec<RunStatus>,
}

fn details(app: &App, id: &str) -> Result<RunDetails, RunError> {
    let runs = app.runs();
    let run = runs.status(id)?;
    let is_done = run.state == RunState::Done;
    let report = if is_done { Some(runs.report(id)?) } else { None };
    let last = if is_done { runs.written_over(id)? } else { None };
    Ok(RunDetails { run, report, last, all: runs.list(LISTED)? })
}

/// `GET /runs/{id}`.
pub async fn run(State(app): State<Arc<App>>, f: Frame, Path(id): Path<String>) -> Response {
    let (asking, of) = (Arc::clone(&app), id.clone());
    let RunDetails { run, report, last, all } = match spawn_blocking(move || details(&asking, &of)).await {
        Ok(details) => details,
        Err(refusal) => return refused(&f, &refusal),
    };
    let r = RunsTexts::of(f.lang);
    let snapshot = app.snapshot();
    let wording = LabelWording { library: &snapshot.library, lang: f.lang };
    let first = report.iter().flat_map(|report| &report.moved.first).take(SHOWN);
    let called =
        |before: &String| all.iter().find(|run| run.id == *before).map_or_else(|| before.clone(), |run| run.name.clone());
    let page = RunPage {
        f: &f,
        r,
        state: state_name(run.state, r),
        class: state_class(run.state),
        at: when(&app, run.created_at),
        who: person(&run.author, r.nobody),
        before: run.before.as_ref().map(|before| (before.clone(), called(before))),
        message: run.message.clone(),
        moving: run.state.is_under_way().then(|| ProgressText::of(&run, r, f.t)),
        resumable: matches!(run.state, RunState::Stopped | RunState::Cancelled | RunState::Failed),
        tickets: first.map(|row| MovedTicket::of_moved(row, wording)).collect(),
        ended: report.map(|report| RunResults {
            summary: RunSummary::of(&report, &snapshot.library, f.lang, &format!("/runs/{}/moved?", run.id)),
            moved: grouped(report.moved.count),
            revision: report.knowledge.revision,
            columns: report.input.columns.join("，"),
            format: [report.input.format.as_str(), report.input.encoding.as_str()].join(" · "),
            more_problems: report.problems.count > PROBLEMS as u64,
            problems: report.problems.first.into_iter().take(PROBLEMS).map(|row| bad_row(row, r)).collect(),
            files: run.files.iter().map(|name| (name.clone(), what(name, r))).collect(),
            last: done_with(&app, &run, last, r),
            others: others(&all, &run),
        }),
        name: run.name,
        id: run.id,
    };
    f.page(StatusCode::OK, &page)
}

/// Other runs that have ended, the newest first.
fn others(all: &[RunStatus], run: &RunStatus) -> Vec<(String, String)> {
    let ended = all.iter().filter(|other| other.state == RunState::Done && other.id != run.id);
    ended.map(|other| (other.id.clone(), other.name.clone())).collect()
}

/// What was done with the tickets. An equal run may have been applied; then it stands, but what was skipped is told there.
fn done_with(app: &App, run: &RunStatus, last: Option<WrittenOver>, r: &'static RunsTexts) -> Option<LastWrite> {
    let standing = run.applied.as_ref();
    let is_it = |last: &WrittenOver| match (last, standing) {
        (WrittenOver::Applied(applied), Some(standing)) => applied.application == Some(standing.application),
        (WrittenOver::Applied(applied), None) => applied.application.is_none(),
        (WrittenOver::Undone(_), standing) => standing.is_none(),
    };
    let last = last.filter(is_it);
    if standing.is_none() && last.is_none() {
        return None;
    }
    let nothing = || WriteSummary { counts: Vec::new(), skipped: Vec::new() };
    Some(LastWrite {
        undone: matches!(last, Some(WrittenOver::Undone(_))),
        written: last.map_or_else(nothing, |last| WriteSummary::last(&last, r)),
        standing: standing.map(|standing| (person(&standing.author, r.nobody), when(app, standing.at))),
    })
}

/// What a file is for.
fn what(name: &str, r: &'static RunsTexts) -> &'static str {
    match name {
        RESULTS => r.file_results,
        RESULTS_CSV => r.file_csv,
        RESULTS_XLSX => r.file_xlsx,
        crate::app::runs::PAGE => r.file_page,
        _ => r.file_figures,
    }
}

/// A bad row in the reader's words; a code nobody translated goes by its own.
fn bad_row(row: ProblemRow, r: &'static RunsTexts) -> ProblemText {
    let (what, fix) = match row.code.as_str() {
        "broken-json" => (r.p_json, r.p_json_fix),
        "broken-row" => (r.p_row, r.p_row_fix),
        "row-too-long" | "text-too-long" => (r.p_long, r.p_long_fix),
        "wrong-encoding" => (r.p_encoding, r.p_encoding_fix),
        "empty-text" => (r.p_empty, r.p_empty_fix),
        "id-too-long" => (r.p_id, r.p_id_fix),
        _ => (row.message.as_str(), row.help.as_str()),
    };
    ProblemText { line: row.line, id: row.id, what: what.to_owned(), fix: fix.to_owned() }
}

//! `/runs`: all runs, and the form that sends a backlog.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use crate::app::App;
use crate::app::figures::grouped;
use crate::app::runs::{RunState, RunStatus};
use crate::http::api::runs::LISTED;
use crate::http::blocking::spawn_blocking;
use crate::http::pages::ui::frame::Frame;
use crate::http::pages::ui::names::person;
use crate::http::pages::ui::texts::runs::RunsTexts;

use super::{refused, state_class, state_name, when};

/// How a backlog is to be run, as the form has it.
#[derive(Default)]
pub struct RunForm {
    pub before: String,
    pub map: String,
    /// Results as a table of text, too.
    pub with_csv: bool,
    /// Results as a workbook, too.
    pub with_xlsx: bool,
}

/// What is wrong with what was sent, beside the field it is about.
pub struct FieldError {
    /// `file`, `map` or `before`.
    pub field: &'static str,
    pub text: String,
    /// What was found instead, as the file words it.
    pub found: String,
}

struct RunRow {
    id: String,
    name: String,
    state: &'static str,
    class: &'static str,
    /// How far it is; `None` unless it runs.
    share: Option<f64>,
    rows: String,
    problems: u64,
    at: String,
    who: String,
    applied: bool,
    ended: bool,
}

#[derive(Template)]
#[template(path = "runs/list.html")]
struct RunsPage<'a> {
    f: &'a Frame,
    r: &'static RunsTexts,
    rows: Vec<RunRow>,
    form: &'a RunForm,
    error: Option<FieldError>,
}

impl RunsPage<'_> {
    fn is_wrong(&self, field: &str) -> bool {
        self.error.as_ref().is_some_and(|error| error.field == field)
    }
}

/// `GET /runs`.
pub async fn list(State(app): State<Arc<App>>, f: Frame) -> Response {
    shown(&app, &f, &RunForm::default(), None).await
}

/// The page, perhaps with what was refused.
pub async fn shown(app: &Arc<App>, f: &Frame, form: &RunForm, error: Option<FieldError>) -> Response {
    let r = RunsTexts::of(f.lang);
    let asking = Arc::clone(app);
    let runs = match spawn_blocking(move || asking.runs().list(LISTED)).await {
        Ok(runs) => runs,
        Err(refusal) => return refused(f, &refusal),
    };
    let status = if error.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let rows = runs.into_iter().map(|run| row(app, run, r)).collect();
    f.page(status, &RunsPage { f, r, rows, form, error })
}

fn row(app: &App, run: RunStatus, r: &'static RunsTexts) -> RunRow {
    RunRow {
        state: state_name(run.state, r),
        class: state_class(run.state),
        share: run.share.filter(|_| run.state == RunState::Running),
        rows: grouped(run.rows),
        problems: run.problems,
        at: when(app, run.created_at),
        who: person(&run.author, r.nobody),
        applied: run.applied.is_some(),
        ended: run.state == RunState::Done,
        name: run.name,
        id: run.id,
    }
}

//! `/runs`: the supervisor's batches: send a backlog, watch it, see what moved and why, write it over tickets, take it back.
//!
//! Everything goes through the journeys of [`crate::app::runs`]; nothing is written over a ticket before somebody has
//! seen what it would do.

mod acts;
mod apply;
mod diff;
mod list;
mod matrix;
mod moved;
mod names;
mod progress;
mod run;
mod summary;
mod upload;

use std::convert::Infallible;
use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use fenzhen_engine::flow::event::NOBODY;
use tower_http::timeout::TimeoutLayer;

use crate::app::runs::{RunError, RunState};
use crate::app::{App, Refusal};
use crate::http::api::runs::ARRIVAL;

use super::ui::format::moment;
use super::ui::frame::Frame;
use super::ui::texts::runs::RunsTexts;

/// The routes.
pub fn router() -> Router<Arc<App>> {
    let patient = || TimeoutLayer::with_status_code(StatusCode::GATEWAY_TIMEOUT, ARRIVAL);
    // A backlog is written to disk as it comes, bounded where that is done.
    let upload = get(list::list).post(upload::upload).layer::<_, Infallible>(DefaultBodyLimit::disable()).layer(patient());
    Router::new()
        .route("/runs", upload)
        .route("/runs/sample", post(upload::run_sample))
        .route("/runs/sample.csv", get(upload::sample))
        .route("/runs/{id}", get(run::run))
        .route("/runs/{id}/progress", get(progress::progress))
        .route("/runs/{id}/moved", get(moved::of_run))
        .route("/runs/{id}/cancel", post(acts::cancel))
        .route("/runs/{id}/resume", post(acts::resume))
        .route("/runs/{id}/remove", post(acts::remove))
        .route("/runs/{id}/apply", get(apply::ask).post(apply::apply).layer(patient()))
        .route("/runs/{id}/undo", post(acts::undo).layer(patient()))
        .route("/runs/{id}/compare", get(diff::choose))
        .route("/runs/{id}/diff/{other}", get(diff::diff))
}

/// What a reader is told of a refusal.
fn refused(f: &Frame, error: &RunError) -> Response {
    let r = RunsTexts::of(f.lang);
    let conflict = |mend: &str| f.failure(StatusCode::CONFLICT, f.t.not_done, mend);
    match error {
        RunError::NoSuchRun(_) | RunError::NoSuchFile(_) => f.missing(),
        RunError::NotNow(state) => conflict(&format!("{} {}", r.not_now, state_name(*state, r))),
        RunError::StillApplied(_) => conflict(r.still_applied),
        RunError::Awaited(_) => conflict(r.awaited),
        RunError::AppliedAlready { .. } => conflict(r.applied_already),
        RunError::NothingToUndo => conflict(r.nothing_to_undo),
        RunError::InUse | RunError::FolderBusy { .. } => conflict(r.busy),
        RunError::TicketsNotKept => conflict(r.not_kept),
        RunError::TooManyRuns { .. }
        | RunError::BadName
        | RunError::BadSource
        | RunError::FolderNotEmpty { .. }
        | RunError::NoRunInFolder { .. }
        | RunError::OtherVersion { .. }
        | RunError::InputChanged { .. }
        | RunError::InputGone { .. }
        | RunError::InputTooLarge { .. }
        | RunError::KnowledgeChanged { .. }
        | RunError::NoSuchRevision(_)
        | RunError::BrokenResults { .. }
        | RunError::BrokenComparison { .. }
        | RunError::NothingToCompare { .. }
        | RunError::NoResults { .. }
        | RunError::NotDone { .. }
        | RunError::Read(_)
        | RunError::Author(_) => f.failure(StatusCode::UNPROCESSABLE_ENTITY, f.t.not_done, &format!("{error}: {}", error.help())),
        RunError::App(other) => {
            tracing::error!(error = %other, "a page of runs failed");
            f.broken()
        }
    }
}

fn state_name(state: RunState, r: &RunsTexts) -> &'static str {
    match state {
        RunState::Waiting => r.waiting,
        RunState::Running => r.running,
        RunState::Stopped => r.stopped,
        RunState::Cancelled => r.cancelled,
        RunState::Done => r.done,
        RunState::Failed => r.failed,
    }
}

/// The colour of a state.
fn state_class(state: RunState) -> &'static str {
    match state {
        RunState::Waiting | RunState::Running => "under-way",
        RunState::Stopped | RunState::Cancelled => "halted",
        RunState::Done => "ended",
        RunState::Failed => "failed",
    }
}

/// Day, hour and minute on the library's clock.
fn when(app: &App, at: &str) -> String {
    moment(at, app.snapshot().calendar.zone())
}

/// Who did something.
fn who(author: &str, r: &RunsTexts) -> String {
    if author == NOBODY { r.nobody.to_owned() } else { author.to_owned() }
}

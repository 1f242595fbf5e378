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

use axum::http::StatusCode;
use axum::response::Response;
use jiff::Timestamp;

use crate::app::access::Role;
use crate::app::runs::{RunError, RunState};
use crate::app::{App, Refusal};
use crate::http::api::runs::ARRIVAL;
use crate::http::guarded::GuardedRouter;

use super::ui::format::on_clock;
use super::ui::frame::Frame;
use super::ui::texts::runs::RunsTexts;

/// The routes.
pub fn router() -> GuardedRouter {
    // A backlog is written to disk as it comes, bounded where that is done.
    let upload = GuardedRouter::new()
        .get("/runs", Role::Publisher, list::list)
        .post("/runs", Role::Publisher, upload::upload)
        .any_size()
        .time_limit(ARRIVAL);
    let writing_over = GuardedRouter::new()
        .get("/runs/{id}/apply", Role::Publisher, apply::ask)
        .post("/runs/{id}/apply", Role::Publisher, apply::apply)
        .post("/runs/{id}/undo", Role::Publisher, acts::undo)
        .time_limit(ARRIVAL);
    GuardedRouter::new()
        .post("/runs/sample", Role::Publisher, upload::run_sample)
        .get("/runs/sample.csv", Role::Publisher, upload::sample)
        .get("/runs/{id}", Role::Publisher, run::run)
        .get("/runs/{id}/progress", Role::Publisher, progress::progress)
        .get("/runs/{id}/moved", Role::Publisher, moved::of_run)
        .post("/runs/{id}/cancel", Role::Publisher, acts::cancel)
        .post("/runs/{id}/resume", Role::Publisher, acts::resume)
        .post("/runs/{id}/remove", Role::Publisher, acts::remove)
        .get("/runs/{id}/compare", Role::Publisher, diff::choose)
        .get("/runs/{id}/diff/{other}", Role::Publisher, diff::diff)
        .merge(upload)
        .merge(writing_over)
}

/// What a reader is told of a refusal.
fn refused(f: &Frame, error: &RunError) -> Response {
    let r = RunsTexts::of(f.lang);
    let conflict = |fix: &str| f.failure(StatusCode::CONFLICT, f.t.not_done, fix);
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
fn when(app: &App, at: Timestamp) -> String {
    on_clock(at, app.snapshot().calendar.zone())
}

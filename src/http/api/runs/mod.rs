//! `/api/v1/runs`: backlogs judged in the background.

mod after;
mod arriving;
mod files;
mod submit;

use std::sync::Arc;
use std::time::Duration;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use utoipa_axum::routes;

use crate::api::v1::RunStatusView;
use crate::app::App;
use crate::app::access::Role;
use crate::http::blocking::spawn_blocking;
use crate::http::guarded::GuardedRouter;
use crate::http::problem::ProblemDocument;

pub use arriving::{ArrivalError, Arriving};

/// Runs listed.
pub const LISTED: usize = 200;
/// How long a backlog may take to arrive, and to be written over tickets.
pub const ARRIVAL: Duration = Duration::from_secs(600);

/// The routes, with a time limit of their own.
pub fn routes() -> GuardedRouter {
    GuardedRouter::new()
        .routes(Role::Publisher, routes!(submit::submit, list))
        .routes(Role::Publisher, routes!(status, after::remove))
        .routes(Role::Publisher, routes!(cancel))
        .routes(Role::Publisher, routes!(resume))
        .routes(Role::Publisher, routes!(after::apply))
        .routes(Role::Publisher, routes!(after::undo))
        .routes(Role::Publisher, routes!(after::diff))
        .routes(Role::Publisher, routes!(files::file))
        .time_limit(ARRIVAL)
}

/// List the runs, newest first
#[utoipa::path(get, path = "/api/v1/runs", operation_id = "runs_list", tag = "runs", responses((status = 200, description = "Runs", body = Vec<RunStatusView>)))]
pub async fn list(State(app): State<Arc<App>>) -> Result<Json<Vec<RunStatusView>>, ProblemDocument> {
    let runs = spawn_blocking(move || app.runs().list(LISTED)).await?;
    Ok(Json(runs.into_iter().map(RunStatusView::from).collect()))
}

/// How far a run is
#[utoipa::path(
    get, path = "/api/v1/runs/{id}", operation_id = "runs_status", tag = "runs", params(("id" = String, Path, description = "The run's id")),
    responses(
        (status = 200, description = "The run", body = RunStatusView),
        (status = 404, description = "No such run"),
    )
)]
pub async fn status(State(app): State<Arc<App>>, Path(id): Path<String>) -> Result<Json<RunStatusView>, ProblemDocument> {
    Ok(Json(spawn_blocking(move || app.runs().status(&id)).await?.into()))
}

/// Stop a run
///
/// What is judged stays; `resume` goes on with it.
#[utoipa::path(
    post, path = "/api/v1/runs/{id}/cancel", operation_id = "runs_cancel", tag = "runs", params(("id" = String, Path, description = "The run's id")),
    responses(
        (status = 202, description = "It stops", body = RunStatusView),
        (status = 404, description = "No such run"),
        (status = 409, description = "It has ended"),
    )
)]
pub async fn cancel(
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
) -> Result<(StatusCode, Json<RunStatusView>), ProblemDocument> {
    Ok((StatusCode::ACCEPTED, Json(spawn_blocking(move || app.runs().cancel(&id)).await?.into())))
}

/// Go on with a run that was stopped, cancelled or failed
#[utoipa::path(
    post, path = "/api/v1/runs/{id}/resume", operation_id = "runs_resume", tag = "runs", params(("id" = String, Path, description = "The run's id")),
    responses(
        (status = 202, description = "It is in line again", body = RunStatusView),
        (status = 404, description = "No such run"),
        (status = 409, description = "It runs, waits or is done"),
    )
)]
pub async fn resume(
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
) -> Result<(StatusCode, Json<RunStatusView>), ProblemDocument> {
    Ok((StatusCode::ACCEPTED, Json(spawn_blocking(move || app.runs().resume(&id)).await?.into())))
}

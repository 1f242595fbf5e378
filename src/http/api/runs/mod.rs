//! `/api/v1/runs`: backlogs judged in the background.

mod after;
mod arriving;
mod files;
mod refusal;
mod submit;

use std::sync::Arc;
use std::time::Duration;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use tower_http::timeout::TimeoutLayer;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::api::v1::RunStatusView;
use crate::app::App;
use crate::http::blocking::spawn_blocking;
use crate::http::problem::ProblemDocument;

pub use arriving::{ArrivalError, Arriving};

/// Runs listed.
pub const LISTED: usize = 200;
/// How long a backlog may take to arrive, and to be written over tickets.
pub const ARRIVAL: Duration = Duration::from_secs(600);

/// The routes, with a time limit of their own.
pub fn routes() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new()
        .routes(routes!(submit::submit, list))
        .routes(routes!(status, after::remove))
        .routes(routes!(cancel))
        .routes(routes!(resume))
        .routes(routes!(after::apply))
        .routes(routes!(after::undo))
        .routes(routes!(after::diff))
        .routes(routes!(files::file))
        .layer(TimeoutLayer::with_status_code(StatusCode::GATEWAY_TIMEOUT, ARRIVAL))
}

/// List the runs, newest first
#[utoipa::path(get, path = "/api/v1/runs", tag = "runs", responses((status = 200, description = "Runs", body = Vec<RunStatusView>)))]
pub async fn list(State(app): State<Arc<App>>) -> Result<Json<Vec<RunStatusView>>, ProblemDocument> {
    let runs = spawn_blocking(move || app.runs().list(LISTED)).await?;
    Ok(Json(runs.into_iter().map(RunStatusView::from).collect()))
}

/// How far a run is
#[utoipa::path(
    get, path = "/api/v1/runs/{id}", tag = "runs", params(("id" = String, Path, description = "The run's id")),
    responses(
        (status = 200, description = "The run", body = RunStatusView),
        (status = 404, description = "No such run", body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
pub async fn status(State(app): State<Arc<App>>, Path(id): Path<String>) -> Result<Json<RunStatusView>, ProblemDocument> {
    Ok(Json(spawn_blocking(move || app.runs().status(&id)).await?.into()))
}

/// Stop a run
///
/// What is judged stays; `resume` goes on with it.
#[utoipa::path(
    post, path = "/api/v1/runs/{id}/cancel", tag = "runs", params(("id" = String, Path, description = "The run's id")),
    responses(
        (status = 202, description = "It stops", body = RunStatusView),
        (status = 404, description = "No such run", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 409, description = "It has ended", body = ProblemDocument, content_type = "application/problem+json"),
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
    post, path = "/api/v1/runs/{id}/resume", tag = "runs", params(("id" = String, Path, description = "The run's id")),
    responses(
        (status = 202, description = "It is in line again", body = RunStatusView),
        (status = 404, description = "No such run", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 409, description = "It runs, waits or is done", body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
pub async fn resume(
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
) -> Result<(StatusCode, Json<RunStatusView>), ProblemDocument> {
    Ok((StatusCode::ACCEPTED, Json(spawn_blocking(move || app.runs().resume(&id)).await?.into())))
}

//! What is done with a run that has ended: written over tickets, taken back, compared, removed.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::{Extension, Json};
use fenzhen_engine::flow::event::NOBODY;

use crate::api::v1::{AppliedView, ApplyRequest, RunReportView, UndoneView};
use crate::app::App;
use crate::app::access::Caller;
use crate::app::runs::ApplyOptions;
use crate::http::blocking::{compare_runs, spawn_blocking};
use crate::http::body::JsonBody;
use crate::http::problem::ProblemDocument;

/// Write a run's suggestions over the tickets on record
///
/// All in one transaction. Tickets that changed or came after the run began are skipped and listed, and so are those that
/// somebody confirmed or corrected, and registered ones that have ended. A registered ticket gets an event
/// (`ticket.retriaged`). `undo` takes it back. The author is the name of the token.
#[utoipa::path(
    post, path = "/api/v1/runs/{id}/apply", operation_id = "runs_apply", tag = "runs", params(("id" = String, Path, description = "The run's id")),
    request_body(content = Option<ApplyRequest>, description = "Without a body, nothing is added and what was confirmed stays"),
    responses(
        (status = 200, description = "What was done, or would be", body = AppliedView),
        (status = 404, description = "No such run"),
        (status = 409, description = "It has not ended, or was applied already"),
        (status = 422, description = "The body is wrong, or tickets cannot be added"),
    )
)]
pub async fn apply(
    State(app): State<Arc<App>>,
    Extension(caller): Extension<Caller>,
    Path(id): Path<String>,
    request: Option<JsonBody<ApplyRequest>>,
) -> Result<Json<AppliedView>, ProblemDocument> {
    let ApplyRequest { add, over_confirmed, source, dry_run } = request.map(|JsonBody(request)| request).unwrap_or_default();
    let options = ApplyOptions { add, over_confirmed, source, author: author(caller) };
    let applied = spawn_blocking(move || match dry_run {
        true => app.runs().foretell(&id, &options),
        false => app.runs().apply(&id, &options),
    });
    Ok(Json(applied.await?.into()))
}

/// Take back what applying a run wrote
///
/// Tickets get back the suggestion they had; those that were added go. Tickets that changed or ended since, or that somebody
/// confirmed or gave feedback on, stay as they are and are listed.
#[utoipa::path(
    post, path = "/api/v1/runs/{id}/undo", operation_id = "runs_undo", tag = "runs", params(("id" = String, Path, description = "The run's id")),
    responses(
        (status = 200, description = "What was taken back", body = UndoneView),
        (status = 404, description = "No such run"),
        (status = 409, description = "It has not ended, or nothing of it stands"),
    )
)]
pub async fn undo(
    State(app): State<Arc<App>>,
    Extension(caller): Extension<Caller>,
    Path(id): Path<String>,
) -> Result<Json<UndoneView>, ProblemDocument> {
    let author = author(caller);
    Ok(Json(spawn_blocking(move || app.runs().undo(&id, &author)).await?.into()))
}

/// Compare two runs
///
/// What moved from the first to the second, from where to where, and why: what `fenzhen batch diff --json` prints. Tickets
/// are matched by their ids, or by their place where they have none.
#[utoipa::path(
    get, path = "/api/v1/runs/{id}/diff/{other}", operation_id = "runs_diff", tag = "runs",
    params(("id" = String, Path, description = "The run before"), ("other" = String, Path, description = "The run after")),
    responses(
        (status = 200, description = "The second run's figures, compared with the first", body = RunReportView),
        (status = 404, description = "No such run"),
        (status = 409, description = "One has not ended"),
    )
)]
pub async fn diff(
    State(app): State<Arc<App>>,
    Path((id, other)): Path<(String, String)>,
) -> Result<Json<RunReportView>, ProblemDocument> {
    Ok(Json(compare_runs(move || app.runs().diff(&id, &other)).await?.into()))
}

/// Remove a run
///
/// With all its files, the backlog that was sent among them. Tickets stay as they are.
#[utoipa::path(
    delete, path = "/api/v1/runs/{id}", operation_id = "runs_remove", tag = "runs", params(("id" = String, Path, description = "The run's id")),
    responses(
        (status = 204, description = "It is gone"),
        (status = 404, description = "No such run"),
        (status = 409, description = "It waits or runs, what it wrote over tickets stands, or another run needs it"),
    )
)]
pub async fn remove(State(app): State<Arc<App>>, Path(id): Path<String>) -> Result<StatusCode, ProblemDocument> {
    spawn_blocking(move || app.runs().remove(&id)).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn author(caller: Caller) -> String {
    caller.author(None).unwrap_or_else(|| NOBODY.to_owned())
}

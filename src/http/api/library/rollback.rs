//! Going back: an entry or a file as it was at a revision, as a new revision.

use std::sync::Arc;

use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};

use crate::api::v1::library::{FileRollBackRequest, Published, RollBackRequest};
use crate::app::App;
use crate::app::access::Caller;
use crate::http::blocking::spawn_blocking;
use crate::http::body::JsonBody;

use super::author;
use super::problem::LibraryProblem;

/// Bring an entry back to what it said at a revision, as a new revision
#[utoipa::path(
    post, path = "/api/v1/entries/{domain}/{slug}/rollback", operation_id = "library_roll_back_entry", tag = "library", request_body = RollBackRequest,
    params(("domain" = String, Path, description = "First part of the id"), ("slug" = String, Path, description = "Second part")),
    responses(
        (status = 200, description = "Brought back; cases that break are waived", body = Published),
        (status = 404, description = "No such entry then"),
        (status = 409, description = "Somebody else changed it meanwhile", body = LibraryProblem, content_type = "application/problem+json"),
        (status = 422, description = "It would not fit the library of today", body = LibraryProblem, content_type = "application/problem+json"),
    )
)]
pub async fn roll_back(
    State(app): State<Arc<App>>,
    Extension(caller): Extension<Caller>,
    id: Result<Path<(String, String)>, PathRejection>,
    body: Result<JsonBody<RollBackRequest>, Response>,
) -> Result<Json<Published>, Response> {
    let Path((domain, slug)) = id.map_err(|rejection| LibraryProblem::from(rejection).into_response())?;
    let JsonBody(RollBackRequest { to, note, author: name }) = body?;
    let author = author(caller, name, note);
    let done = spawn_blocking(move || app.library().roll_back(&format!("{domain}/{slug}"), to, &author)).await;
    done.map(|published| Json(published.into())).map_err(|error| LibraryProblem::from(error).into_response())
}

/// Bring a file back to what it said at a revision, as a new revision
#[utoipa::path(
    post, path = "/api/v1/files/rollback", operation_id = "library_roll_back_file", tag = "library", request_body = FileRollBackRequest,
    responses(
        (status = 200, description = "Brought back; cases that break are waived", body = Published),
        (status = 404, description = "No such file then"),
        (status = 409, description = "Somebody else changed it meanwhile", body = LibraryProblem, content_type = "application/problem+json"),
        (status = 422, description = "It would not fit the library of today", body = LibraryProblem, content_type = "application/problem+json"),
    )
)]
pub async fn roll_back_file(
    State(app): State<Arc<App>>,
    Extension(caller): Extension<Caller>,
    JsonBody(request): JsonBody<FileRollBackRequest>,
) -> Result<Json<Published>, LibraryProblem> {
    let FileRollBackRequest { path, to, note, author: name } = request;
    let author = author(caller, name, note);
    Ok(Json(spawn_blocking(move || app.library().roll_back(&path, to, &author)).await?.into()))
}

//! `POST /api/v1/publish` and `POST /api/v1/rehearse`: what agents see changes, or would.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::{Extension, Json};

use crate::api::v1::library::{FileRequest, PublishRequest, Published};
use crate::app::App;
use crate::app::access::Caller;
use crate::app::library::{FileEdit, MOST_TICKETS, Publication, TICKETS};
use crate::http::blocking::spawn_blocking;
use crate::http::body::JsonBody;
use crate::http::problem::ProblemDocument;

use super::author;
use super::problem::LibraryProblem;

/// Publish, retire and edit what agents see, after a rehearsal
///
/// The rehearsal puts all cases and the last tickets to the changed library: `problems` and `broken_cases` block,
/// `impact` says which suggestions move, from what to what, because of which words.
#[utoipa::path(
    post, path = "/api/v1/publish", operation_id = "library_publish", tag = "library", request_body = PublishRequest,
    responses(
        (status = 200, description = "Published, or rehearsed only", body = Published),
        (status = 404, description = "No such entry"),
        (status = 409, description = "Somebody else changed a file", body = LibraryProblem, content_type = "application/problem+json"),
        (status = 422, description = "Problems or broken cases, with the rehearsal", body = LibraryProblem, content_type = "application/problem+json"),
    )
)]
pub async fn publish(
    State(app): State<Arc<App>>,
    Extension(caller): Extension<Caller>,
    JsonBody(request): JsonBody<PublishRequest>,
) -> Result<Json<Published>, LibraryProblem> {
    carry_out(app, caller, request).await
}

/// Show what publishing would do, and change nothing
///
/// What `POST /api/v1/publish` does with `dry_run`, for maintainers who may not publish.
#[utoipa::path(
    post, path = "/api/v1/rehearse", operation_id = "library_rehearse", tag = "library", request_body = PublishRequest,
    responses(
        (status = 200, description = "What it would do", body = Published),
        (status = 404, description = "No such entry"),
        (status = 409, description = "Somebody else changed a file", body = LibraryProblem, content_type = "application/problem+json"),
        (status = 422, description = "Nothing that could be published", body = LibraryProblem, content_type = "application/problem+json"),
    )
)]
pub async fn rehearse(
    State(app): State<Arc<App>>,
    Extension(caller): Extension<Caller>,
    JsonBody(request): JsonBody<PublishRequest>,
) -> Result<Json<Published>, LibraryProblem> {
    carry_out(app, caller, PublishRequest { dry_run: true, ..request }).await
}

async fn carry_out(app: Arc<App>, caller: Caller, request: PublishRequest) -> Result<Json<Published>, LibraryProblem> {
    let PublishRequest { entries, retire, files, dry_run, waive, tickets, note, author: name } = request;
    let tickets = tickets.unwrap_or(TICKETS);
    if tickets > MOST_TICKETS {
        let detail = format!("a rehearsal takes at most {MOST_TICKETS} tickets");
        let problem = ProblemDocument::new(StatusCode::UNPROCESSABLE_ENTITY, "too-many-tickets", detail);
        return Err(problem.field("tickets").help("send fewer").into());
    }
    let file = |FileRequest { path, content, edited_from }| FileEdit { path, content, edited_from };
    let files = files.into_iter().map(file).collect();
    let publication = Publication { entries, retire, files, dry_run, waive, tickets };
    let author = author(caller, name, note);
    Ok(Json(spawn_blocking(move || app.library().publish(&publication, &author)).await?.into()))
}

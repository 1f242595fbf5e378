//! `POST /api/v1/publish` and `POST /api/v1/rehearse`: what agents see changes, or would.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::{Extension, Json};
use utoipa::ToSchema;

use crate::app::App;
use crate::app::access::Caller;
use crate::app::library::{FileEdit, MOST_TICKETS, Publication, Published, TICKETS};
use crate::http::blocking::spawn_blocking;
use crate::http::body::JsonBody;
use crate::http::problem::ProblemDocument;

use super::author;
use super::refusal::Refusal;

/// What to publish, as one change.
#[derive(Debug, serde::Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"entries": ["telecom/broadband-slow"], "dry_run": true, "note": "新增网速慢"}))]
pub struct PublishRequest {
    /// Entries to publish, by id: as `files` has them, else as they stand.
    #[serde(default)]
    entries: Vec<String>,
    /// Entries to take out of use, by id.
    #[serde(default)]
    retire: Vec<String>,
    /// Files to write or remove: edited entries, lexicon, taxonomy, departments, service levels.
    #[serde(default)]
    files: Vec<FileRequest>,
    /// Stop after the rehearsal.
    #[serde(default)]
    dry_run: bool,
    /// Why broken cases may pass; it is recorded.
    #[serde(default)]
    waive: Option<String>,
    /// Recent tickets to rehearse on, at most 2,000; else 200.
    #[serde(default)]
    tickets: Option<usize>,
    /// Why; at most 500 characters are kept.
    #[serde(default)]
    note: Option<String>,
    /// Who, where the service knows no tokens; else the token's name counts.
    #[serde(default)]
    author: Option<String>,
}

/// A file to write or remove.
#[derive(Debug, serde::Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FileRequest {
    /// Its path in the pack, such as `lexicon/synonyms.txt` or `entries/telecom/broadband-slow.toml`.
    path: String,
    /// Its text; `null` removes it.
    #[serde(deserialize_with = "said")]
    #[schema(required)]
    content: Option<String>,
    /// A library revision you had read: 409 if the file changed after it. Left out, what is there is written over.
    #[serde(default)]
    edited_from: Option<i64>,
}

/// A key that must be there, be it with `null`: a forgotten `content` must not remove a file.
fn said<'de, D: serde::Deserializer<'de>>(source: D) -> Result<Option<String>, D::Error> {
    serde::Deserialize::deserialize(source)
}

/// Publish, retire and edit what agents see, after a rehearsal
///
/// The rehearsal puts all cases and the last tickets to the changed library: `problems` and `broken_cases` block,
/// `impact` says which suggestions move, from what to what, because of which words.
#[utoipa::path(
    post, path = "/api/v1/publish", operation_id = "library_publish", tag = "library", request_body = PublishRequest,
    responses(
        (status = 200, description = "Published, or rehearsed only", body = Published),
        (status = 404, description = "No such entry"),
        (status = 409, description = "Somebody else changed a file", body = Refusal, content_type = "application/problem+json"),
        (status = 422, description = "Problems or broken cases, with the rehearsal", body = Refusal, content_type = "application/problem+json"),
    )
)]
pub async fn publish(
    State(app): State<Arc<App>>,
    Extension(caller): Extension<Caller>,
    JsonBody(request): JsonBody<PublishRequest>,
) -> Result<Json<Published>, Refusal> {
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
        (status = 409, description = "Somebody else changed a file", body = Refusal, content_type = "application/problem+json"),
        (status = 422, description = "Nothing that could be published", body = Refusal, content_type = "application/problem+json"),
    )
)]
pub async fn rehearse(
    State(app): State<Arc<App>>,
    Extension(caller): Extension<Caller>,
    JsonBody(request): JsonBody<PublishRequest>,
) -> Result<Json<Published>, Refusal> {
    carry_out(app, caller, PublishRequest { dry_run: true, ..request }).await
}

async fn carry_out(app: Arc<App>, caller: Caller, request: PublishRequest) -> Result<Json<Published>, Refusal> {
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
    Ok(Json(spawn_blocking(move || app.publish(&publication, &author)).await?))
}

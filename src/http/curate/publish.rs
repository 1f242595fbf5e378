//! `POST /api/v1/publish` and rolling back: what agents see changes.

use std::sync::Arc;

use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use utoipa::ToSchema;

use crate::app::App;
use crate::app::access::Caller;
use crate::app::curate::{FileEdit, MOST_TICKETS, Publication, Published, TICKETS};
use crate::http::body::JsonBody;
use crate::http::problem::ProblemDocument;

use super::refusal::Refusal;
use super::{aside, author};

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
    /// Who.
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
    post, path = "/api/v1/publish", tag = "library", request_body = PublishRequest,
    responses(
        (status = 200, description = "Published, or rehearsed only", body = Published),
        (status = 404, description = "No such entry", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 409, description = "Somebody else changed a file", body = Refusal, content_type = "application/problem+json"),
        (status = 422, description = "Problems or broken cases, with the rehearsal", body = Refusal, content_type = "application/problem+json"),
    )
)]
pub async fn publish(
    State(app): State<Arc<App>>,
    Extension(caller): Extension<Caller>,
    JsonBody(request): JsonBody<PublishRequest>,
) -> Result<Json<Published>, Refusal> {
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
    Ok(Json(aside(move || app.publish(&publication, &author)).await?))
}

/// Where to go back to.
#[derive(Debug, serde::Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RollBackRequest {
    /// The library revision at which the entry was as it should be.
    to: i64,
    /// Why; at most 500 characters are kept.
    #[serde(default)]
    note: Option<String>,
    /// Who.
    #[serde(default)]
    author: Option<String>,
}

/// Bring an entry back to what it said at a revision, as a new revision
#[utoipa::path(
    post, path = "/api/v1/entries/{domain}/{slug}/rollback", tag = "library", request_body = RollBackRequest,
    params(("domain" = String, Path, description = "First part of the id"), ("slug" = String, Path, description = "Second part")),
    responses(
        (status = 200, description = "Brought back; cases that break are waived", body = Published),
        (status = 404, description = "No such entry then", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 409, description = "Somebody else changed it meanwhile", body = Refusal, content_type = "application/problem+json"),
        (status = 422, description = "It would not fit the library of today", body = Refusal, content_type = "application/problem+json"),
    )
)]
pub async fn roll_back(
    State(app): State<Arc<App>>,
    Extension(caller): Extension<Caller>,
    id: Result<Path<(String, String)>, PathRejection>,
    body: Result<JsonBody<RollBackRequest>, Response>,
) -> Result<Json<Published>, Response> {
    let Path((domain, slug)) = id.map_err(|rejection| Refusal::from(rejection).into_response())?;
    let JsonBody(RollBackRequest { to, note, author: name }) = body?;
    let author = author(caller, name, note);
    let done = aside(move || app.roll_back(&format!("{domain}/{slug}"), to, &author)).await;
    done.map(Json).map_err(IntoResponse::into_response)
}

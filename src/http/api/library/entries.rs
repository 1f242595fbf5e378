//! `/api/v1/entries`: listing, reading and saving entries.

use std::sync::Arc;

use axum::extract::rejection::{PathRejection, QueryRejection};
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, HeaderName, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use fenzhen_engine::kb::Status;
use utoipa::{IntoParams, ToSchema};

use crate::api::v1::EntryStatus;
use crate::app::App;
use crate::app::access::Caller;
use crate::app::library::{CurateError, EntryAt, EntryPage, EntryQuery, Saved};
use crate::http::blocking::spawn_blocking;
use crate::http::body::JsonBody;
use crate::http::problem::ProblemDocument;

use super::author;
use super::refusal::Refusal;

/// Entries listed unless `limit` says otherwise, and at most.
const LISTED: usize = 50;
const MOST_LISTED: usize = 500;

/// Which entries to list.
#[derive(Debug, serde::Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ListOptions {
    /// `draft`, `review`, `published` or `retired`.
    #[param(value_type = Option<EntryStatus>)]
    status: Option<Status>,
    /// The first part of the id.
    #[param(example = "telecom")]
    domain: Option<String>,
    /// A category's id; entries of it and of those below it.
    #[param(example = "telecom/fault")]
    category: Option<String>,
    /// What stands in the id or the title, in whichever script, width or case.
    #[param(example = "光猫")]
    q: Option<String>,
    /// How many, 1 to 500; else 50.
    limit: Option<usize>,
    /// What the page before gave as `next`.
    cursor: Option<String>,
}

/// List entries, drafts included
#[utoipa::path(
    get, path = "/api/v1/entries", tag = "library", params(ListOptions),
    responses(
        (status = 200, description = "Entries by id", body = EntryPage),
        (status = 422, description = "An option that is not known", body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
pub async fn list(
    State(app): State<Arc<App>>,
    options: Result<Query<ListOptions>, QueryRejection>,
) -> Result<Json<EntryPage>, Refusal> {
    let Query(ListOptions { status, domain, category, q, limit, cursor }) = options?;
    let limit = limit.unwrap_or(LISTED).clamp(1, MOST_LISTED);
    let query = EntryQuery { status, domain, category, text: q, among: None, after: cursor, limit };
    Ok(Json(spawn_blocking(move || app.entries(&query)).await.map_err(CurateError::from)?))
}

/// Which state of it.
#[derive(Debug, serde::Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct AsOf {
    /// The library revision; the newest, if left out.
    pub(super) as_of: Option<i64>,
}

/// Read an entry as it is, or was at a revision
#[utoipa::path(
    get, path = "/api/v1/entries/{domain}/{slug}", tag = "library",
    params(("domain" = String, Path, description = "First part of the id"), ("slug" = String, Path, description = "Second part"), AsOf),
    responses(
        (status = 200, description = "The entry; its ETag is what If-Match wants", body = EntryAt, headers(("ETag" = String))),
        (status = 404, description = "No such entry or revision", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, description = "No id of an entry", body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
pub async fn read(
    State(app): State<Arc<App>>,
    id: Result<Path<(String, String)>, PathRejection>,
    options: Result<Query<AsOf>, QueryRejection>,
) -> Result<Response, Refusal> {
    let Path((domain, slug)) = id?;
    let Query(AsOf { as_of }) = options?;
    let entry = spawn_blocking(move || app.entry_at(&format!("{domain}/{slug}"), as_of)).await?;
    Ok(([(header::ETAG, etag(entry.revision))], Json(entry)).into_response())
}

/// A draft to save.
#[derive(Debug, serde::Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SaveRequest {
    /// The entry's file, TOML; its status is not `published`.
    content: String,
    /// Why it changed; at most 500 characters are kept.
    #[serde(default)]
    note: Option<String>,
    /// Who changed it, where the service knows no tokens; else the token's name counts.
    #[serde(default)]
    author: Option<String>,
}

/// Save an entry that agents do not see: a draft, or one for review
///
/// `If-Match` names the revision you read, in quotes; `If-None-Match: *` says that it is new. Whoever comes second gets
/// 409 with both versions, and nothing is lost.
#[utoipa::path(
    put, path = "/api/v1/entries/{domain}/{slug}", tag = "library", request_body = SaveRequest,
    params(
        ("domain" = String, Path, description = "First part of the id"),
        ("slug" = String, Path, description = "Second part"),
        ("If-Match" = Option<String>, Header, description = "The ETag of the version you edited"),
        ("If-None-Match" = Option<String>, Header, description = "`*` for a new entry"),
    ),
    responses(
        (status = 200, description = "Saved", body = Saved, headers(("ETag" = String))),
        (status = 201, description = "Saved as a new entry", body = Saved, headers(("ETag" = String))),
        (status = 409, description = "Somebody else changed it, or it is published", body = Refusal, content_type = "application/problem+json"),
        (status = 415, description = "Another content type", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, description = "What is wrong with it", body = Refusal, content_type = "application/problem+json"),
        (status = 428, description = "Neither If-Match nor If-None-Match", body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
pub async fn save(
    State(app): State<Arc<App>>,
    Extension(caller): Extension<Caller>,
    id: Result<Path<(String, String)>, PathRejection>,
    headers: HeaderMap,
    body: Result<JsonBody<SaveRequest>, Response>,
) -> Result<Response, Response> {
    let Path((domain, slug)) = id.map_err(|rejection| Refusal::from(rejection).into_response())?;
    let expected = expected(&headers).map_err(IntoResponse::into_response)?;
    let JsonBody(SaveRequest { content, note, author: name }) = body?;
    let author = author(caller, name, note);
    let saved = spawn_blocking(move || app.save_entry(&format!("{domain}/{slug}"), &content, expected, &author)).await;
    let saved = saved.map_err(|error| Refusal::from(error).into_response())?;
    let status = if expected.is_some() { StatusCode::OK } else { StatusCode::CREATED };
    Ok((status, [(header::ETAG, etag(saved.revision))], Json(saved)).into_response())
}

pub(super) fn etag(revision: i64) -> String {
    format!("\"{revision}\"")
}

/// The revision an editor started from; `None` for a new entry.
fn expected(headers: &HeaderMap) -> Result<Option<i64>, ProblemDocument> {
    let said = |name: HeaderName| headers.get(name).map(|value| value.to_str().unwrap_or_default().trim());
    let refused = |status, code, detail: &str| {
        let help = "send `If-Match: \"7\"` with the ETag you read, or `If-None-Match: *` for a new entry";
        Err(ProblemDocument::new(status, code, detail).help(help))
    };
    match (said(header::IF_MATCH), said(header::IF_NONE_MATCH)) {
        (None, None) => {
            refused(StatusCode::PRECONDITION_REQUIRED, "no-precondition", "a save says which version it was made from")
        }
        (None, Some("*")) => Ok(None),
        (Some(tag), None) => {
            let revision = tag.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).and_then(|digits| digits.parse().ok());
            revision.map_or_else(
                || refused(StatusCode::UNPROCESSABLE_ENTITY, "bad-precondition", "If-Match names no one revision"),
                |r| Ok(Some(r)),
            )
        }
        _ => refused(
            StatusCode::UNPROCESSABLE_ENTITY,
            "bad-precondition",
            "If-None-Match takes `*` alone, and no If-Match beside it",
        ),
    }
}

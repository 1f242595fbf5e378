//! What changed when: of an entry, and of the whole library.

use std::sync::Arc;

use axum::Json;
use axum::extract::rejection::{PathRejection, QueryRejection};
use axum::extract::{Path, Query, State};
use fenzhen_engine::kb::FieldChange;
use utoipa::{IntoParams, ToSchema};

use crate::api::v1::FieldChangeView;
use crate::app::App;
use crate::app::library::{Page, RevisionPage};
use crate::http::blocking::spawn_blocking;
use crate::http::problem::ProblemDocument;

use super::refusal::Refusal;

/// Revisions listed unless `limit` says otherwise, and at most.
pub(super) const LISTED: usize = 50;
pub(super) const MOST_LISTED: usize = 500;

/// Which revisions.
#[derive(Debug, serde::Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct PageOptions {
    /// How many, 1 to 500; else 50.
    limit: Option<usize>,
    /// Only older ones than this: what the page before gave as `next`.
    before: Option<i64>,
}

impl PageOptions {
    fn page(self) -> Page {
        Page { limit: self.limit.unwrap_or(LISTED).clamp(1, MOST_LISTED), before: self.before }
    }
}

/// List the revisions that changed an entry, newest first
#[utoipa::path(
    get, path = "/api/v1/entries/{domain}/{slug}/history", tag = "library",
    params(("domain" = String, Path, description = "First part of the id"), ("slug" = String, Path, description = "Second part"), PageOptions),
    responses(
        (status = 200, description = "Who changed it when, and why", body = RevisionPage),
        (status = 404, description = "There never was such an entry", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, description = "No id of an entry", body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
pub async fn history(
    State(app): State<Arc<App>>,
    id: Result<Path<(String, String)>, PathRejection>,
    options: Result<Query<PageOptions>, QueryRejection>,
) -> Result<Json<RevisionPage>, Refusal> {
    let Path((domain, slug)) = id?;
    let Query(options) = options?;
    Ok(Json(spawn_blocking(move || app.history(&format!("{domain}/{slug}"), options.page())).await?))
}

/// List the revisions of the library, newest first
#[utoipa::path(
    get, path = "/api/v1/revisions", tag = "library", params(PageOptions),
    responses(
        (status = 200, description = "Who changed the library when, and why", body = RevisionPage),
        (status = 422, description = "An option that is not known", body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
pub async fn revisions(
    State(app): State<Arc<App>>,
    options: Result<Query<PageOptions>, QueryRejection>,
) -> Result<Json<RevisionPage>, Refusal> {
    let Query(options) = options?;
    Ok(Json(spawn_blocking(move || app.revisions(options.page())).await?))
}

/// Between which revisions.
#[derive(Debug, serde::Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct DiffOptions {
    /// The earlier revision of the library.
    from: i64,
    /// The later one.
    to: i64,
}

/// How an entry differs.
#[derive(Debug, serde::Serialize, ToSchema)]
pub struct EntryDiff {
    /// The fields that differ, by name; none where it is the same.
    changes: Vec<FieldChangeView>,
}

impl EntryDiff {
    pub(super) fn of(changes: Vec<FieldChange>) -> EntryDiff {
        EntryDiff { changes: changes.into_iter().map(FieldChangeView::from).collect() }
    }
}

/// Tell what changed in an entry from one revision to another, field by field
#[utoipa::path(
    get, path = "/api/v1/entries/{domain}/{slug}/diff", tag = "library",
    params(("domain" = String, Path, description = "First part of the id"), ("slug" = String, Path, description = "Second part"), DiffOptions),
    responses(
        (status = 200, description = "What left and what came, by field", body = EntryDiff),
        (status = 404, description = "It was there at neither, or a revision was never made", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, description = "No id of an entry, or no from and to", body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
pub async fn diff(
    State(app): State<Arc<App>>,
    id: Result<Path<(String, String)>, PathRejection>,
    options: Result<Query<DiffOptions>, QueryRejection>,
) -> Result<Json<EntryDiff>, Refusal> {
    let Path((domain, slug)) = id?;
    let Query(DiffOptions { from, to }) = options?;
    let changes = spawn_blocking(move || app.diff(&format!("{domain}/{slug}"), from, to)).await?;
    Ok(Json(EntryDiff::of(changes)))
}

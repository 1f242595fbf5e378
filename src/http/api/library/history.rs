//! What changed when: of an entry, and of the whole library.

use std::sync::Arc;

use axum::Json;
use axum::extract::rejection::{PathRejection, QueryRejection};
use axum::extract::{Path, Query, State};
use utoipa::IntoParams;

use crate::api::v1::library::{EntryDiff, RevisionPage};
use crate::app::App;
use crate::app::library::Page;
use crate::http::blocking::spawn_blocking;

use super::problem::LibraryProblem;

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
    get, path = "/api/v1/entries/{domain}/{slug}/history", operation_id = "library_entry_history", tag = "library",
    params(("domain" = String, Path, description = "First part of the id"), ("slug" = String, Path, description = "Second part"), PageOptions),
    responses(
        (status = 200, description = "Who changed it when, and why", body = RevisionPage),
        (status = 404, description = "There never was such an entry"),
        (status = 422, description = "No id of an entry"),
    )
)]
pub async fn history(
    State(app): State<Arc<App>>,
    id: Result<Path<(String, String)>, PathRejection>,
    options: Result<Query<PageOptions>, QueryRejection>,
) -> Result<Json<RevisionPage>, LibraryProblem> {
    let Path((domain, slug)) = id?;
    let Query(options) = options?;
    Ok(Json(spawn_blocking(move || app.library().history(&format!("{domain}/{slug}"), options.page())).await?.into()))
}

/// List the revisions of the library, newest first
#[utoipa::path(
    get, path = "/api/v1/revisions", operation_id = "library_revisions", tag = "library", params(PageOptions),
    responses(
        (status = 200, description = "Who changed the library when, and why", body = RevisionPage),
        (status = 422, description = "An option that is not known"),
    )
)]
pub async fn revisions(
    State(app): State<Arc<App>>,
    options: Result<Query<PageOptions>, QueryRejection>,
) -> Result<Json<RevisionPage>, LibraryProblem> {
    let Query(options) = options?;
    Ok(Json(spawn_blocking(move || app.library().revisions(options.page())).await?.into()))
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

/// Tell what changed in an entry from one revision to another, field by field
#[utoipa::path(
    get, path = "/api/v1/entries/{domain}/{slug}/diff", operation_id = "library_entry_diff", tag = "library",
    params(("domain" = String, Path, description = "First part of the id"), ("slug" = String, Path, description = "Second part"), DiffOptions),
    responses(
        (status = 200, description = "What left and what came, by field", body = EntryDiff),
        (status = 404, description = "It was there at neither, or a revision was never made"),
        (status = 422, description = "No id of an entry, or no from and to"),
    )
)]
pub async fn diff(
    State(app): State<Arc<App>>,
    id: Result<Path<(String, String)>, PathRejection>,
    options: Result<Query<DiffOptions>, QueryRejection>,
) -> Result<Json<EntryDiff>, LibraryProblem> {
    let Path((domain, slug)) = id?;
    let Query(DiffOptions { from, to }) = options?;
    let changes = spawn_blocking(move || app.library().diff(&format!("{domain}/{slug}"), from, to)).await?;
    Ok(Json(EntryDiff { changes }))
}

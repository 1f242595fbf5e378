//! `/api/v1/files`: the files of the library that are not entries (taxonomy, departments, service levels, lexicon), as
//! they are and were. They change through publishing.

use std::sync::Arc;

use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use utoipa::IntoParams;

use crate::api::v1::library::{EntryDiff, FileAt, FileList, RevisionPage};
use crate::app::App;
use crate::app::library::Page;
use crate::http::blocking::spawn_blocking;

use super::entries::{AsOf, etag};
use super::history::{LISTED, MOST_LISTED};
use super::problem::LibraryProblem;

/// List the files of the library that are not entries
#[utoipa::path(
    get, path = "/api/v1/files", operation_id = "library_files", tag = "library", params(AsOf),
    responses(
        (status = 200, description = "Files by path", body = FileList),
        (status = 404, description = "No such revision"),
        (status = 422, description = "An option that is not known"),
    )
)]
pub async fn list(
    State(app): State<Arc<App>>,
    options: Result<Query<AsOf>, QueryRejection>,
) -> Result<Json<FileList>, LibraryProblem> {
    let Query(AsOf { as_of }) = options?;
    Ok(Json(spawn_blocking(move || app.library().files(as_of)).await?.into()))
}

/// Which file, and which state of it.
#[derive(Debug, serde::Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct FileOptions {
    /// Its path in the pack.
    #[param(example = "lexicon/synonyms.txt")]
    path: String,
    /// The library revision; the newest, if left out.
    as_of: Option<i64>,
}

/// Read a file as it is, or was at a revision
#[utoipa::path(
    get, path = "/api/v1/files/content", operation_id = "library_file", tag = "library", params(FileOptions),
    responses(
        (status = 200, description = "The file", body = FileAt, headers(("ETag" = String))),
        (status = 404, description = "No such file or revision"),
        (status = 422, description = "No path of a pack"),
    )
)]
pub async fn read(
    State(app): State<Arc<App>>,
    options: Result<Query<FileOptions>, QueryRejection>,
) -> Result<Response, LibraryProblem> {
    let Query(FileOptions { path, as_of }) = options?;
    let file = spawn_blocking(move || app.library().file_at(&path, as_of)).await?;
    Ok(([(header::ETAG, etag(file.revision))], Json(FileAt::from(file))).into_response())
}

/// Which file, and which of its revisions.
#[derive(Debug, serde::Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct FileHistoryOptions {
    /// Its path in the pack.
    #[param(example = "lexicon/synonyms.txt")]
    path: String,
    /// How many, 1 to 500; else 50.
    limit: Option<usize>,
    /// Only older ones than this: what the page before gave as `next`.
    before: Option<i64>,
}

/// List the revisions that changed a file, newest first
#[utoipa::path(
    get, path = "/api/v1/files/history", operation_id = "library_file_history", tag = "library", params(FileHistoryOptions),
    responses(
        (status = 200, description = "Who changed it when, and why", body = RevisionPage),
        (status = 404, description = "There never was such a file"),
        (status = 422, description = "No path of a pack"),
    )
)]
pub async fn history(
    State(app): State<Arc<App>>,
    options: Result<Query<FileHistoryOptions>, QueryRejection>,
) -> Result<Json<RevisionPage>, LibraryProblem> {
    let Query(FileHistoryOptions { path, limit, before }) = options?;
    let page = Page { limit: limit.unwrap_or(LISTED).clamp(1, MOST_LISTED), before };
    Ok(Json(spawn_blocking(move || app.library().history(&path, page)).await?.into()))
}

/// Which file, between which revisions.
#[derive(Debug, serde::Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct FileDiffOptions {
    /// Its path in the pack.
    #[param(example = "lexicon/synonyms.txt")]
    path: String,
    /// The earlier revision of the library.
    from: i64,
    /// The later one.
    to: i64,
}

/// Tell what changed in a file from one revision to another, line by line
#[utoipa::path(
    get, path = "/api/v1/files/diff", operation_id = "library_file_diff", tag = "library", params(FileDiffOptions),
    responses(
        (status = 200, description = "What left and what came, by line", body = EntryDiff),
        (status = 404, description = "It was there at neither, or a revision was never made"),
        (status = 422, description = "No path of a pack, or no from and to"),
    )
)]
pub async fn diff(
    State(app): State<Arc<App>>,
    options: Result<Query<FileDiffOptions>, QueryRejection>,
) -> Result<Json<EntryDiff>, LibraryProblem> {
    let Query(FileDiffOptions { path, from, to }) = options?;
    Ok(Json(EntryDiff { changes: spawn_blocking(move || app.library().diff(&path, from, to)).await? }))
}

//! `/api/v1/files`: the files of the library that are no entries (taxonomy, departments, service levels, lexicon), as
//! they are and were. They change through publishing.

use std::sync::Arc;

use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use utoipa::{IntoParams, ToSchema};

use crate::app::App;
use crate::app::library::{FileAt, FileSummary, Page, RevisionPage};
use crate::http::blocking::spawn_blocking;
use crate::http::problem::ProblemDocument;

use super::entries::{AsOf, etag};
use super::history::{EntryDiff, LISTED, MOST_LISTED};
use super::refusal::Refusal;

/// The files.
#[derive(Debug, serde::Serialize, ToSchema)]
pub struct FileList {
    /// By path.
    files: Vec<FileSummary>,
}

/// List the files of the library that are no entries
#[utoipa::path(
    get, path = "/api/v1/files", tag = "library", params(AsOf),
    responses(
        (status = 200, description = "Files by path", body = FileList),
        (status = 404, description = "No such revision", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, description = "An option that is not known", body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
pub async fn list(State(app): State<Arc<App>>, options: Result<Query<AsOf>, QueryRejection>) -> Result<Json<FileList>, Refusal> {
    let Query(AsOf { as_of }) = options?;
    Ok(Json(FileList { files: spawn_blocking(move || app.files(as_of)).await? }))
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
    get, path = "/api/v1/files/content", tag = "library", params(FileOptions),
    responses(
        (status = 200, description = "The file", body = FileAt, headers(("ETag" = String))),
        (status = 404, description = "No such file or revision", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, description = "No path of a pack", body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
pub async fn read(State(app): State<Arc<App>>, options: Result<Query<FileOptions>, QueryRejection>) -> Result<Response, Refusal> {
    let Query(FileOptions { path, as_of }) = options?;
    let file = spawn_blocking(move || app.file_at(&path, as_of)).await?;
    Ok(([(header::ETAG, etag(file.revision))], Json(file)).into_response())
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
    get, path = "/api/v1/files/history", tag = "library", params(FileHistoryOptions),
    responses(
        (status = 200, description = "Who changed it when, and why", body = RevisionPage),
        (status = 404, description = "There never was such a file", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, description = "No path of a pack", body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
pub async fn history(
    State(app): State<Arc<App>>,
    options: Result<Query<FileHistoryOptions>, QueryRejection>,
) -> Result<Json<RevisionPage>, Refusal> {
    let Query(FileHistoryOptions { path, limit, before }) = options?;
    let page = Page { limit: limit.unwrap_or(LISTED).clamp(1, MOST_LISTED), before };
    Ok(Json(spawn_blocking(move || app.history(&path, page)).await?))
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
    get, path = "/api/v1/files/diff", tag = "library", params(FileDiffOptions),
    responses(
        (status = 200, description = "What left and what came, by line", body = EntryDiff),
        (status = 404, description = "It was there at neither, or a revision was never made", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, description = "No path of a pack, or no from and to", body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
pub async fn diff(
    State(app): State<Arc<App>>,
    options: Result<Query<FileDiffOptions>, QueryRejection>,
) -> Result<Json<EntryDiff>, Refusal> {
    let Query(FileDiffOptions { path, from, to }) = options?;
    let changes = spawn_blocking(move || app.diff(&path, from, to)).await?;
    Ok(Json(EntryDiff::of(changes)))
}

//! The files of a run.

use std::sync::Arc;

use axum::extract::{Path, Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use tower_http::services::ServeFile;

use crate::app::App;
use crate::http::STANDALONE_POLICY;
use crate::http::blocking::spawn_blocking;
use crate::http::problem::ProblemDocument;

/// Get a file of a run
///
/// `report.html`, `report.json`, `results.jsonl`, and `results.csv` and `results.xlsx` where they were asked for. Ranges
/// are served.
#[utoipa::path(
    get, path = "/api/v1/runs/{id}/files/{name}", operation_id = "runs_file", tag = "runs",
    params(("id" = String, Path, description = "The run's id"), ("name" = String, Path, description = "The file's name")),
    responses(
        (status = 200, description = "The file", body = Vec<u8>, content_type = "application/octet-stream"),
        (status = 404, description = "No such run or file, or not yet"),
    )
)]
pub async fn file(
    State(app): State<Arc<App>>,
    Path((id, name)): Path<(String, String)>,
    request: Request,
) -> Result<Response, ProblemDocument> {
    let found = spawn_blocking(move || app.runs().attachment(&id, &name)).await?;
    let served = ServeFile::new(&found.path).try_call(request).await.map_err(|error| {
        tracing::error!(%error, "a run's file could not be read");
        ProblemDocument::new(StatusCode::INTERNAL_SERVER_ERROR, "internal", "the file cannot be read; the log says why")
    })?;
    let mut response = served.into_response();
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(found.kind));
    if found.kind.starts_with("text/html") {
        response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(STANDALONE_POLICY));
    }
    Ok(response)
}

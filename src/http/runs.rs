//! `/api/v1/runs`: backlogs judged in the background.

use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, HttpBody};
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use tower_http::services::ServeFile;
use tower_http::timeout::TimeoutLayer;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::app::access::Caller;
use crate::app::batch::{Mapping, RunRequest, RunStatus, RunsError, Uploaded};
use crate::app::{App, AppError};

use super::problem::{ProblemDocument, unanswered};

/// Bytes of a backlog: 1 GiB.
const MOST: u64 = 1 << 30;
/// Bytes gathered before they are written.
const PIECE: usize = 1 << 20;
/// Runs listed.
const LISTED: usize = 200;
/// A report has its styles in it and no script; nothing else may be loaded.
const PAGE_POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'; sandbox";

/// How long a backlog may take to arrive.
const ARRIVAL: Duration = Duration::from_secs(600);

/// The routes, with a time limit of their own.
pub fn routes() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new()
        .routes(routes!(submit, list))
        .routes(routes!(status))
        .routes(routes!(cancel))
        .routes(routes!(resume))
        .routes(routes!(file))
        .layer(TimeoutLayer::with_status_code(StatusCode::GATEWAY_TIMEOUT, ARRIVAL))
}

/// How to run a backlog.
#[derive(Debug, Default, serde::Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct RunOptions {
    /// What to call it in the report.
    #[param(example = "backlog.csv")]
    name: Option<String>,
    /// Which column is what, separated by commas: `text=投诉内容,id=编号`. Guessed if absent.
    map: Option<String>,
    /// The id of the run to compare with; the backlog's own labels if absent.
    before: Option<String>,
    /// The library revision to judge by; the newest if absent.
    as_of: Option<i64>,
    /// Write `results.csv`, too.
    #[serde(default, rename = "csv")]
    with_csv: bool,
    /// Write `results.xlsx`, too.
    #[serde(default, rename = "xlsx")]
    with_xlsx: bool,
}

/// Send a backlog to be judged
///
/// The body is the file itself: JSON Lines, JSON, CSV or XLSX, in UTF-8, GB18030 or Big5, at most 1 GiB. It is judged in
/// the background by one revision of the library; `GET /api/v1/runs/{id}` says how far it is.
#[utoipa::path(
    post, path = "/api/v1/runs", tag = "runs", params(RunOptions),
    request_body(content = Vec<u8>, content_type = "application/octet-stream", description = "The backlog"),
    responses(
        (status = 202, description = "It is in line; `Location` is where it can be watched", body = RunStatus),
        (status = 404, description = "There is no run to compare with", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 413, description = "It is larger than 1 GiB", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, description = "It is no backlog, or an option is wrong", body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
pub async fn submit(
    State(app): State<Arc<App>>,
    Extension(caller): Extension<Caller>,
    options: Result<Query<RunOptions>, QueryRejection>,
    body: Body,
) -> Result<Response, ProblemDocument> {
    let Query(options) = options.map_err(|rejection| {
        let problem = ProblemDocument::new(StatusCode::UNPROCESSABLE_ENTITY, "unknown-option", rejection.body_text());
        problem.help("use name, map, before, as_of, csv=true, xlsx=true")
    })?;
    let pairs = options.map.iter().flat_map(|map| map.split(','));
    let map = Mapping::parse(pairs).map_err(AppError::from)?;
    let receiving = Arc::clone(&app);
    let sent = blocking(move || Ok(receiving.receive_run()?)).await?;
    let sent = receive(body, sent).await?;
    let author = caller.author(None);
    let status = blocking(move || {
        let RunOptions { name, before, as_of, with_csv, with_xlsx, .. } = options;
        let request = RunRequest { name, as_of, map, with_csv, with_xlsx, ..RunRequest::default() };
        Ok(app.submit_run(sent, &request, before.as_deref(), author.as_deref())?)
    });
    let status = status.await?;
    let location = HeaderValue::try_from(format!("/api/v1/runs/{}", status.id));
    let mut response = (StatusCode::ACCEPTED, Json(status)).into_response();
    if let Ok(location) = location {
        response.headers_mut().insert(header::LOCATION, location);
    }
    Ok(response)
}

/// List the runs, newest first
#[utoipa::path(get, path = "/api/v1/runs", tag = "runs", responses((status = 200, description = "Runs", body = Vec<RunStatus>)))]
pub async fn list(State(app): State<Arc<App>>) -> Result<Json<Vec<RunStatus>>, ProblemDocument> {
    blocking(move || Ok(app.run_list(LISTED)?)).await.map(Json)
}

/// How far a run is
#[utoipa::path(
    get, path = "/api/v1/runs/{id}", tag = "runs", params(("id" = String, Path, description = "The run's id")),
    responses(
        (status = 200, description = "The run", body = RunStatus),
        (status = 404, description = "No such run", body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
pub async fn status(State(app): State<Arc<App>>, Path(id): Path<String>) -> Result<Json<RunStatus>, ProblemDocument> {
    blocking(move || Ok(app.run_status(&id)?)).await.map(Json)
}

/// Stop a run
///
/// What is judged stays; `resume` goes on with it.
#[utoipa::path(
    post, path = "/api/v1/runs/{id}/cancel", tag = "runs", params(("id" = String, Path, description = "The run's id")),
    responses(
        (status = 202, description = "It stops", body = RunStatus),
        (status = 404, description = "No such run", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 409, description = "It has ended", body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
pub async fn cancel(
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
) -> Result<(StatusCode, Json<RunStatus>), ProblemDocument> {
    Ok((StatusCode::ACCEPTED, Json(blocking(move || Ok(app.cancel_run(&id)?)).await?)))
}

/// Go on with a run that was stopped, cancelled or failed
#[utoipa::path(
    post, path = "/api/v1/runs/{id}/resume", tag = "runs", params(("id" = String, Path, description = "The run's id")),
    responses(
        (status = 202, description = "It is in line again", body = RunStatus),
        (status = 404, description = "No such run", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 409, description = "It runs, waits or is done", body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
pub async fn resume(
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
) -> Result<(StatusCode, Json<RunStatus>), ProblemDocument> {
    Ok((StatusCode::ACCEPTED, Json(blocking(move || Ok(app.resume_run(&id)?)).await?)))
}

/// Get a file of a run
///
/// `report.html`, `report.json`, `results.jsonl`, and `results.csv` and `results.xlsx` where they were asked for. Ranges
/// are served.
#[utoipa::path(
    get, path = "/api/v1/runs/{id}/files/{name}", tag = "runs",
    params(("id" = String, Path, description = "The run's id"), ("name" = String, Path, description = "The file's name")),
    responses(
        (status = 200, description = "The file", body = Vec<u8>, content_type = "application/octet-stream"),
        (status = 404, description = "No such run or file, or not yet", body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
pub async fn file(
    State(app): State<Arc<App>>,
    Path((id, name)): Path<(String, String)>,
    request: Request,
) -> Result<Response, ProblemDocument> {
    let found = blocking(move || Ok(app.attachment(&id, &name)?)).await?;
    let served = ServeFile::new(&found.path).try_call(request).await.map_err(|error| {
        tracing::error!(%error, "a run's file could not be read");
        ProblemDocument::new(StatusCode::INTERNAL_SERVER_ERROR, "internal", "the file cannot be read; the log says why")
    })?;
    let mut response = served.into_response();
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(found.kind));
    if found.kind.starts_with("text/html") {
        response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(PAGE_POLICY));
    }
    Ok(response)
}

/// Writes a body to disk as it comes.
async fn receive(mut body: Body, mut sent: Uploaded) -> Result<Uploaded, ProblemDocument> {
    let (mut piece, mut received) = (Vec::new(), 0_u64);
    loop {
        let frame = std::future::poll_fn(|context| Pin::new(&mut body).poll_frame(context)).await;
        let ended = frame.is_none();
        if let Some(frame) = frame {
            let cut = |_| ProblemDocument::new(StatusCode::BAD_REQUEST, "cut-off", "the body was cut off").help("send it again");
            if let Ok(data) = frame.map_err(cut)?.into_data() {
                received += data.len() as u64;
                piece.extend_from_slice(&data);
            }
        }
        if received > MOST {
            let detail = format!("the backlog is larger than {MOST} bytes");
            let problem = ProblemDocument::new(StatusCode::PAYLOAD_TOO_LARGE, "too-large", detail);
            return Err(problem.help("split it, or run it with `fenzhen batch run`"));
        }
        if piece.len() >= PIECE || ended {
            let full = std::mem::take(&mut piece);
            sent = blocking(move || {
                use std::io::Write;
                let path = "the run's folder".to_owned();
                sent.file.write_all(&full).map_err(|source| AppError::Io { path, source })?;
                Ok(sent)
            })
            .await?;
        }
        if ended {
            return Ok(sent);
        }
    }
}

/// Runs what may wait for the disk or the database where it holds nobody up.
async fn blocking<T: Send + 'static>(
    ask: impl FnOnce() -> Result<T, ProblemDocument> + Send + 'static,
) -> Result<T, ProblemDocument> {
    tokio::task::spawn_blocking(ask).await.map_err(unanswered)?
}

impl From<RunsError> for ProblemDocument {
    fn from(error: RunsError) -> ProblemDocument {
        let detail = error.to_string();
        match error {
            RunsError::NoSuchRun(_) => {
                ProblemDocument::new(StatusCode::NOT_FOUND, "no-such-run", detail).help("GET /api/v1/runs lists what there is")
            }
            RunsError::NoSuchFile(_) => ProblemDocument::new(StatusCode::NOT_FOUND, "no-such-file", detail)
                .help("`files` of GET /api/v1/runs/{id} lists what is ready"),
            RunsError::NotNow(_) => {
                ProblemDocument::new(StatusCode::CONFLICT, "not-now", detail).help("GET /api/v1/runs/{id} says what it is doing")
            }
            RunsError::App(error) => error.into(),
        }
    }
}

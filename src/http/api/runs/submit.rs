//! Sending a backlog: the file itself is the body, and how to run it stands in the address.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use futures_util::StreamExt;
use utoipa::IntoParams;

use crate::api::v1::RunStatusView;
use crate::app::App;
use crate::app::access::Caller;
use crate::app::runs::{Mapping, RunError, RunRequest};
use crate::http::blocking::spawn_blocking;
use crate::http::problem::ProblemDocument;

use super::{ArrivalError, Arriving};

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
    post, path = "/api/v1/runs", operation_id = "runs_submit", tag = "runs", params(RunOptions),
    request_body(content = Vec<u8>, content_type = "application/octet-stream", description = "The backlog"),
    responses(
        (status = 202, description = "It is in line; `Location` is where it can be watched", body = RunStatusView),
        (status = 404, description = "There is no run to compare with"),
        (status = 413, description = "It is larger than 1 GiB"),
        (status = 422, description = "It is not a backlog, or an option is wrong"),
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
    let map = Mapping::parse(pairs).map_err(RunError::from)?;
    let mut arriving = Arriving::begin(&app).await?;
    let mut pieces = body.into_data_stream();
    while let Some(piece) = pieces.next().await {
        arriving.take(&piece.map_err(|_| ArrivalError::CutOff)?).await?;
    }
    let sent = arriving.whole().await?;
    let author = caller.author(None);
    let status = spawn_blocking(move || {
        let RunOptions { name, before, as_of, with_csv, with_xlsx, .. } = options;
        let request = RunRequest { name, as_of, map, with_csv, with_xlsx, ..RunRequest::default() };
        app.runs().submit(sent, &request, before.as_deref(), author.as_deref())
    });
    let status = RunStatusView::from(status.await?);
    let location = HeaderValue::try_from(format!("/api/v1/runs/{}", status.id));
    let mut response = (StatusCode::ACCEPTED, Json(status)).into_response();
    if let Ok(location) = location {
        response.headers_mut().insert(header::LOCATION, location);
    }
    Ok(response)
}

//! `/api/v1/reports` and `/api/v1/measures`: what the month taught us, and what is done about it.

use std::sync::Arc;

use axum::extract::rejection::{PathRejection, QueryRejection};
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use jiff::civil::Date;
use utoipa::IntoParams;

use crate::app::App;
use crate::app::access::Caller;
use crate::app::v1::{MeasureRequest, MeasureView, Report, Settled};

use super::body::JsonBody;
use super::problem::{ProblemDocument, unanswered};

/// Which days.
#[derive(Debug, serde::Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Days {
    /// The first day, such as 2026-11-23, in the library's time zone.
    #[param(value_type = String, format = Date)]
    from: Date,
    /// The last day.
    #[param(value_type = String, format = Date)]
    to: Date,
}

/// Report on a stretch of days
///
/// Shares, clocks, hand-overs, satisfaction, ranks and frequent problems of the tickets registered in it, as they stand
/// now.
#[utoipa::path(
    get, path = "/api/v1/reports/summary", tag = "reports", params(Days),
    responses(
        (status = 200, description = "The report", body = Report),
        (status = 422, description = "No days", body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
pub async fn summary(
    State(app): State<Arc<App>>,
    days: Result<Query<Days>, QueryRejection>,
) -> Result<Json<Report>, ProblemDocument> {
    let Query(Days { from, to }) = days.map_err(|rejection| {
        let problem = ProblemDocument::new(StatusCode::UNPROCESSABLE_ENTITY, "unknown-option", rejection.body_text());
        problem.help("use from=2026-11-23&to=2026-11-29")
    })?;
    let made = tokio::task::spawn_blocking(move || app.report(from, to)).await;
    Ok(Json(made.map_err(unanswered)??))
}

/// Write down a measure
///
/// Against a frequent problem: its root cause, what is done, by whom, by when. Reports list it beside the problem.
#[utoipa::path(
    post, path = "/api/v1/measures", tag = "reports", request_body = MeasureRequest,
    responses(
        (status = 201, description = "Written down", body = MeasureView),
        (status = 422, description = "No such entry, or something that says nothing", body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
pub async fn add_measure(
    State(app): State<Arc<App>>,
    Extension(caller): Extension<Caller>,
    JsonBody(mut request): JsonBody<MeasureRequest>,
) -> Result<Response, ProblemDocument> {
    request.author = caller.author(request.author);
    let added = tokio::task::spawn_blocking(move || app.add_measure(&request)).await;
    Ok((StatusCode::CREATED, Json(added.map_err(unanswered)??)).into_response())
}

/// Say that a measure is done
#[utoipa::path(
    post, path = "/api/v1/measures/{id}/done", tag = "reports", params(("id" = i64, Path, description = "The measure's number")),
    responses(
        (status = 200, description = "It is done", body = Settled),
        (status = 404, description = "No such measure, or it was done before", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, description = "No number", body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
pub async fn measure_done(
    State(app): State<Arc<App>>,
    id: Result<Path<i64>, PathRejection>,
) -> Result<Json<Settled>, ProblemDocument> {
    let Path(id) = id.map_err(|_| {
        let problem = ProblemDocument::new(StatusCode::UNPROCESSABLE_ENTITY, "no-number", "a measure is named by its number");
        problem.field("id").help("reports list them")
    })?;
    let done = tokio::task::spawn_blocking(move || app.measure_done(id)).await;
    done.map_err(unanswered)??;
    Ok(Json(Settled { id, done: true }))
}

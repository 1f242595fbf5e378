//! `/api/v1/reports` and `/api/v1/measures`: what the month taught us, and what is done about it.

use std::sync::Arc;

use axum::extract::rejection::{PathRejection, QueryRejection};
use axum::extract::{Path, Query, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use jiff::civil::Date;
use utoipa::IntoParams;

use crate::api::v1::{MeasureRequest, MeasureView, Report, Settled};
use crate::app::App;
use crate::app::access::Caller;
use crate::app::reports::{ReportError, page, workbook};
use crate::http::STANDALONE_POLICY;
use crate::http::blocking::spawn_blocking;
use crate::http::body::JsonBody;
use crate::http::problem::ProblemDocument;

/// What a workbook is.
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

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

impl Days {
    fn of(days: Result<Query<Days>, QueryRejection>) -> Result<Days, ProblemDocument> {
        days.map(|Query(days)| days).map_err(|rejection| {
            let problem = ProblemDocument::new(StatusCode::UNPROCESSABLE_ENTITY, "unknown-option", rejection.body_text());
            problem.help("use from=2026-11-23&to=2026-11-29")
        })
    }
}

/// Report on a stretch of days
///
/// Shares, clocks, hand-overs, satisfaction, ranks and frequent problems of the tickets registered in it, as they stand
/// now.
#[utoipa::path(
    get, path = "/api/v1/reports/summary", operation_id = "reports_summary", tag = "reports", params(Days),
    responses(
        (status = 200, description = "The report", body = Report),
        (status = 422, description = "No days"),
    )
)]
pub async fn summary(
    State(app): State<Arc<App>>,
    days: Result<Query<Days>, QueryRejection>,
) -> Result<Json<Report>, ProblemDocument> {
    let Days { from, to } = Days::of(days)?;
    let made = spawn_blocking(move || app.reports().summary(from, to)).await;
    Ok(Json(made?.into()))
}

/// The report as a page to read, print and send
///
/// It loads nothing and runs no script.
#[utoipa::path(
    get, path = "/api/v1/reports/summary.html", operation_id = "reports_summary_page", tag = "reports", params(Days),
    responses(
        (status = 200, description = "The page", body = String, content_type = "text/html"),
        (status = 422, description = "No days"),
    )
)]
pub async fn summary_page(
    State(app): State<Arc<App>>,
    days: Result<Query<Days>, QueryRejection>,
) -> Result<Response, ProblemDocument> {
    let Days { from, to } = Days::of(days)?;
    let made = spawn_blocking(move || Ok::<_, ReportError>(page(&app.reports().summary(from, to)?))).await;
    let policy = [(header::CONTENT_SECURITY_POLICY, STANDALONE_POLICY), (header::CONTENT_TYPE, "text/html; charset=utf-8")];
    Ok((policy, made?).into_response())
}

/// The report as a workbook
///
/// Every figure beside what it was in the days before (the month before a whole month), and the trend, frequent problems,
/// measures and alarms on sheets of their own.
#[utoipa::path(
    get, path = "/api/v1/reports/summary.xlsx", operation_id = "reports_summary_workbook", tag = "reports", params(Days),
    responses(
        (status = 200, description = "The workbook", body = Vec<u8>, content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        (status = 422, description = "No days"),
    )
)]
pub async fn summary_workbook(
    State(app): State<Arc<App>>,
    days: Result<Query<Days>, QueryRejection>,
) -> Result<Response, ProblemDocument> {
    let Days { from, to } = Days::of(days)?;
    let made = spawn_blocking(move || Ok::<_, ReportError>(workbook(&app.reports().review(from, to)?))).await;
    let bytes = made?.map_err(|problem| {
        tracing::error!(%problem, "a report could not be written as a workbook");
        ProblemDocument::new(StatusCode::INTERNAL_SERVER_ERROR, "internal", "the workbook could not be written; the log says why")
    })?;
    let named = format!("attachment; filename=\"report-{from}-{to}.xlsx\"");
    Ok(([(header::CONTENT_TYPE, XLSX.to_owned()), (header::CONTENT_DISPOSITION, named)], bytes).into_response())
}

/// Write down a measure
///
/// Against a frequent problem: its root cause, what is done, by whom, by when. Reports list it beside the problem.
#[utoipa::path(
    post, path = "/api/v1/measures", operation_id = "reports_add_measure", tag = "reports", request_body = MeasureRequest,
    responses(
        (status = 201, description = "Written down", body = MeasureView),
        (status = 422, description = "No such entry, or something that says nothing"),
    )
)]
pub async fn add_measure(
    State(app): State<Arc<App>>,
    Extension(caller): Extension<Caller>,
    JsonBody(mut request): JsonBody<MeasureRequest>,
) -> Result<Response, ProblemDocument> {
    request.author = caller.author(request.author);
    let added = spawn_blocking(move || app.reports().add_measure(&request.into())).await;
    Ok((StatusCode::CREATED, Json(MeasureView::from(added?))).into_response())
}

/// Say that a measure is done
#[utoipa::path(
    post, path = "/api/v1/measures/{id}/done", operation_id = "reports_measure_done", tag = "reports", params(("id" = i64, Path, description = "The measure's number")),
    responses(
        (status = 200, description = "It is done", body = Settled),
        (status = 404, description = "No such measure, or it was done before"),
        (status = 422, description = "No number"),
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
    let done = spawn_blocking(move || app.reports().measure_done(id)).await;
    done?;
    Ok(Json(Settled { id, done: true }))
}

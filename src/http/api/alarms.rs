//! `/api/v1/alarms`: what stands out.

use std::sync::Arc;

use axum::extract::rejection::{PathRejection, QueryRejection};
use axum::extract::{Path, Query, State};
use axum::{Extension, Json};
use utoipa::IntoParams;

use crate::api::v1::{AlarmList, AlarmView, CloseAlarm};
use crate::app::App;
use crate::app::access::Caller;
use crate::http::blocking::spawn_blocking;
use crate::http::body::JsonBody;
use crate::http::problem::ProblemDocument;

use super::options::{number, unknown};

/// Which alarms.
#[derive(Debug, Default, serde::Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct AlarmOptions {
    /// Whether closed ones are listed too.
    #[serde(default)]
    closed: bool,
}

/// List alarms
///
/// Rises in tickets of a category, an entry, a product or a region that chance does not explain, with their witnesses.
#[utoipa::path(
    get, path = "/api/v1/alarms", operation_id = "alarms_list", tag = "alarms", params(AlarmOptions),
    responses(
        (status = 200, description = "Alarms, newest first", body = AlarmList),
        (status = 422, description = "An unknown option"),
    )
)]
pub async fn list(
    State(app): State<Arc<App>>,
    options: Result<Query<AlarmOptions>, QueryRejection>,
) -> Result<Json<AlarmList>, ProblemDocument> {
    let Query(AlarmOptions { closed }) = options.map_err(unknown("use closed=true"))?;
    let listed = spawn_blocking(move || app.alarms().list(closed)).await;
    Ok(Json(AlarmList { alarms: listed?.into_iter().map(AlarmView::from).collect() }))
}

/// Close an alarm
///
/// The same rise raises no new one until it was quiet for a week.
#[utoipa::path(
    post, path = "/api/v1/alarms/{id}/close", operation_id = "alarms_close", tag = "alarms", request_body = CloseAlarm,
    params(("id" = i64, Path, description = "The alarm's number")),
    responses(
        (status = 200, description = "It is closed", body = AlarmView),
        (status = 404, description = "No such alarm"),
        (status = 422, description = "No number"),
    )
)]
pub async fn close(
    State(app): State<Arc<App>>,
    Extension(caller): Extension<Caller>,
    id: Result<Path<i64>, PathRejection>,
    JsonBody(request): JsonBody<CloseAlarm>,
) -> Result<Json<AlarmView>, ProblemDocument> {
    let id = number(id)?;
    let by = caller.author(request.author);
    let closed = spawn_blocking(move || app.alarms().close(id, by.as_deref(), request.note.as_deref())).await;
    Ok(Json(closed?.into()))
}

//! `/api/v1/events`, `/api/v1/webhooks` and `/api/v1/alarms`: what goes out, to whom, and what stands out.

use std::sync::Arc;

use axum::extract::rejection::{PathRejection, QueryRejection};
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use utoipa::IntoParams;

use crate::api::v1::{
    AlarmList, AlarmView, CloseAlarm, DeadList, EventList, SettleRequest, Settled, WebhookList, WebhookRequest, WebhookView,
};
use crate::app::App;
use crate::app::access::Caller;
use crate::http::blocking::spawn_blocking;
use crate::http::body::JsonBody;
use crate::http::problem::ProblemDocument;

/// Events of a page unless the caller says otherwise.
const PAGE: usize = 100;

/// Which events.
#[derive(Debug, Default, serde::Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct FeedOptions {
    /// Only those after this one: the `next` of the page before; from the first, if absent.
    #[serde(default)]
    after: i64,
    /// At most so many, 1 to 1,000; 100 if absent.
    limit: Option<usize>,
}

/// Which alarms.
#[derive(Debug, Default, serde::Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct AlarmOptions {
    /// Whether closed ones are listed too.
    #[serde(default)]
    closed: bool,
}

fn unknown(help: &'static str) -> impl FnOnce(QueryRejection) -> ProblemDocument {
    move |rejection| ProblemDocument::new(StatusCode::UNPROCESSABLE_ENTITY, "unknown-option", rejection.body_text()).help(help)
}

fn number(id: Result<Path<i64>, PathRejection>) -> Result<i64, ProblemDocument> {
    let no_number = |_| {
        let problem = ProblemDocument::new(StatusCode::UNPROCESSABLE_ENTITY, "no-number", "it is named by its number");
        problem.field("id").help("send the number that the list shows")
    };
    id.map(|Path(id)| id).map_err(no_number)
}

/// Read what happened
///
/// Everything that ever happened to registered tickets, in order, with personal data masked. Keep `next` and send it as
/// `after`: nothing is missed and nothing comes twice.
#[utoipa::path(
    get, path = "/api/v1/events", tag = "events", params(FeedOptions),
    responses(
        (status = 200, description = "A page of events", body = EventList),
        (status = 422, description = "An unknown option", body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
pub async fn feed(
    State(app): State<Arc<App>>,
    options: Result<Query<FeedOptions>, QueryRejection>,
) -> Result<Json<EventList>, ProblemDocument> {
    let Query(FeedOptions { after, limit }) = options.map_err(unknown("use after=<event>, limit=1…1000"))?;
    let read = spawn_blocking(move || app.events(after, limit.unwrap_or(PAGE))).await;
    Ok(Json(read?))
}

/// Be told of events
///
/// Each event is sent by POST, signed after Standard Webhooks (`webhook-id`, `webhook-timestamp`, `webhook-signature`), at
/// least once, and in order for each ticket. The secret is shown this one time.
#[utoipa::path(
    post, path = "/api/v1/webhooks", tag = "events", request_body = WebhookRequest,
    responses(
        (status = 201, description = "Made", body = WebhookView),
        (status = 422, description = "No address, or no secret", body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
pub async fn add_webhook(
    State(app): State<Arc<App>>,
    JsonBody(request): JsonBody<WebhookRequest>,
) -> Result<Response, ProblemDocument> {
    let added = spawn_blocking(move || app.add_webhook(&request)).await;
    Ok((StatusCode::CREATED, Json(added?)).into_response())
}

/// List who is told
#[utoipa::path(
    get, path = "/api/v1/webhooks", tag = "events",
    responses((status = 200, description = "All webhooks, without their secrets", body = WebhookList))
)]
pub async fn webhooks(State(app): State<Arc<App>>) -> Result<Json<WebhookList>, ProblemDocument> {
    let listed = spawn_blocking(move || app.webhooks()).await;
    Ok(Json(listed?))
}

/// Tell somebody no more
#[utoipa::path(
    delete, path = "/api/v1/webhooks/{id}", tag = "events", params(("id" = i64, Path, description = "The webhook's number")),
    responses(
        (status = 200, description = "Removed, with what waited for it", body = Settled),
        (status = 404, description = "No such webhook", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, description = "No number", body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
pub async fn remove_webhook(
    State(app): State<Arc<App>>,
    id: Result<Path<i64>, PathRejection>,
) -> Result<Json<Settled>, ProblemDocument> {
    let id = number(id)?;
    let removed = spawn_blocking(move || app.remove_webhook(id)).await;
    Ok(Json(removed?))
}

/// List what could not be delivered
///
/// A dead delivery holds back what follows it of the same ticket, so that the receiver sees nothing out of order.
#[utoipa::path(
    get, path = "/api/v1/webhooks/dead", tag = "events",
    responses((status = 200, description = "Dead deliveries, oldest first", body = DeadList))
)]
pub async fn dead(State(app): State<Arc<App>>) -> Result<Json<DeadList>, ProblemDocument> {
    let listed = spawn_blocking(move || app.dead_deliveries()).await;
    Ok(Json(listed?))
}

/// Send a dead delivery again, or drop it
#[utoipa::path(
    post, path = "/api/v1/webhooks/dead/{id}", tag = "events", request_body = SettleRequest,
    params(("id" = i64, Path, description = "The delivery's number")),
    responses(
        (status = 200, description = "It is sent again, or was dropped", body = Settled),
        (status = 404, description = "No such dead delivery", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, description = "No number", body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
pub async fn settle(
    State(app): State<Arc<App>>,
    id: Result<Path<i64>, PathRejection>,
    JsonBody(request): JsonBody<SettleRequest>,
) -> Result<Json<Settled>, ProblemDocument> {
    let id = number(id)?;
    let settled = spawn_blocking(move || app.settle_delivery(id, request.retry)).await;
    Ok(Json(settled?))
}

/// List alarms
///
/// Rises in tickets of a category, an entry, a product or a region that chance does not explain, with their witnesses.
#[utoipa::path(
    get, path = "/api/v1/alarms", tag = "alarms", params(AlarmOptions),
    responses(
        (status = 200, description = "Alarms, newest first", body = AlarmList),
        (status = 422, description = "An unknown option", body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
pub async fn alarms(
    State(app): State<Arc<App>>,
    options: Result<Query<AlarmOptions>, QueryRejection>,
) -> Result<Json<AlarmList>, ProblemDocument> {
    let Query(AlarmOptions { closed }) = options.map_err(unknown("use closed=true"))?;
    let listed = spawn_blocking(move || app.alarms(closed)).await;
    Ok(Json(listed?))
}

/// Close an alarm
///
/// The same rise raises no new one until it was quiet for a week.
#[utoipa::path(
    post, path = "/api/v1/alarms/{id}/close", tag = "alarms", request_body = CloseAlarm,
    params(("id" = i64, Path, description = "The alarm's number")),
    responses(
        (status = 200, description = "It is closed", body = AlarmView),
        (status = 404, description = "No such alarm", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, description = "No number", body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
pub async fn close_alarm(
    State(app): State<Arc<App>>,
    Extension(caller): Extension<Caller>,
    id: Result<Path<i64>, PathRejection>,
    JsonBody(request): JsonBody<CloseAlarm>,
) -> Result<Json<AlarmView>, ProblemDocument> {
    let id = number(id)?;
    let by = caller.author(request.author);
    let closed = spawn_blocking(move || app.close_alarm(id, by.as_deref(), request.note.as_deref())).await;
    Ok(Json(closed?))
}

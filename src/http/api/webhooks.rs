//! `/api/v1/webhooks`: who is told of events, and what could not be delivered.

use std::sync::Arc;

use axum::Json;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use crate::api::v1::{DeadList, DeadView, SettleRequest, Settled, WebhookList, WebhookRequest, WebhookView};
use crate::app::App;
use crate::http::blocking::spawn_blocking;
use crate::http::body::JsonBody;
use crate::http::problem::ProblemDocument;

use super::options::number;

/// Be told of events
///
/// Each event is sent by POST, signed after Standard Webhooks (`webhook-id`, `webhook-timestamp`, `webhook-signature`), at
/// least once, and in order for each ticket. The secret is shown this one time.
#[utoipa::path(
    post, path = "/api/v1/webhooks", operation_id = "webhooks_add", tag = "events", request_body = WebhookRequest,
    responses(
        (status = 201, description = "Made", body = WebhookView),
        (status = 422, description = "No address, or no secret"),
    )
)]
pub async fn add(State(app): State<Arc<App>>, JsonBody(request): JsonBody<WebhookRequest>) -> Result<Response, ProblemDocument> {
    let added = spawn_blocking(move || app.webhooks().add(&request.url, request.secret.as_deref())).await;
    Ok((StatusCode::CREATED, Json(WebhookView::from(added?))).into_response())
}

/// List who is told
#[utoipa::path(
    get, path = "/api/v1/webhooks", operation_id = "webhooks_list", tag = "events",
    responses((status = 200, description = "All webhooks, without their secrets", body = WebhookList))
)]
pub async fn list(State(app): State<Arc<App>>) -> Result<Json<WebhookList>, ProblemDocument> {
    let listed = spawn_blocking(move || app.webhooks().list()).await;
    Ok(Json(WebhookList { webhooks: listed?.into_iter().map(WebhookView::from).collect() }))
}

/// Tell somebody no more
#[utoipa::path(
    delete, path = "/api/v1/webhooks/{id}", operation_id = "webhooks_remove", tag = "events", params(("id" = i64, Path, description = "The webhook's number")),
    responses(
        (status = 200, description = "Removed, with what waited for it", body = Settled),
        (status = 404, description = "No such webhook"),
        (status = 422, description = "No number"),
    )
)]
pub async fn remove(State(app): State<Arc<App>>, id: Result<Path<i64>, PathRejection>) -> Result<Json<Settled>, ProblemDocument> {
    let id = number(id)?;
    let removed = spawn_blocking(move || app.webhooks().remove(id)).await;
    removed?;
    Ok(Json(Settled { id, done: true }))
}

/// List what could not be delivered
///
/// A dead delivery holds back what follows it of the same ticket, so that the receiver sees nothing out of order.
#[utoipa::path(
    get, path = "/api/v1/webhooks/dead", operation_id = "webhooks_dead", tag = "events",
    responses((status = 200, description = "Dead deliveries, oldest first", body = DeadList))
)]
pub async fn dead(State(app): State<Arc<App>>) -> Result<Json<DeadList>, ProblemDocument> {
    let listed = spawn_blocking(move || app.webhooks().dead()).await;
    Ok(Json(DeadList { deliveries: listed?.into_iter().map(DeadView::from).collect() }))
}

/// Send a dead delivery again, or drop it
#[utoipa::path(
    post, path = "/api/v1/webhooks/dead/{id}", operation_id = "webhooks_settle", tag = "events", request_body = SettleRequest,
    params(("id" = i64, Path, description = "The delivery's number")),
    responses(
        (status = 200, description = "It is sent again, or was dropped", body = Settled),
        (status = 404, description = "No such dead delivery"),
        (status = 422, description = "No number"),
    )
)]
pub async fn settle(
    State(app): State<Arc<App>>,
    id: Result<Path<i64>, PathRejection>,
    JsonBody(request): JsonBody<SettleRequest>,
) -> Result<Json<Settled>, ProblemDocument> {
    let id = number(id)?;
    let settled = spawn_blocking(move || app.webhooks().settle(id, request.retry)).await;
    settled?;
    Ok(Json(Settled { id, done: true }))
}

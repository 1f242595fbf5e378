//! All routes in one place, with what every request goes through.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::{DefaultBodyLimit, Request};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::timeout::TimeoutLayer;
use utoipa::OpenApi;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::app::App;
use crate::app::access::{Caller, Door};

use super::api::openapi::Description;
use super::api::{cases, events, feedback, health, library, reports, runs, suggest, tickets};
use super::problem::ProblemDocument;
use super::reader::Reader;
use super::{access, pages};

/// Nothing is loaded from elsewhere, nothing inline is run.
const CONTENT_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; \
                              form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// The service over `app`, reached through `door`; the same router serves `main` and the tests.
pub fn router(app: Arc<App>, door: Door) -> Router {
    let limit = app.settings().max_body;
    let timeout = Duration::from_secs(app.settings().request_timeout);
    let (routes, description) = OpenApiRouter::with_openapi(Description::openapi())
        .routes(routes!(suggest::suggest))
        .routes(routes!(feedback::give))
        .routes(routes!(cases::list))
        .routes(routes!(cases::revoke))
        .routes(routes!(library::health::library_health))
        .routes(routes!(tickets::register, tickets::list))
        .routes(routes!(tickets::show))
        .routes(routes!(tickets::act))
        .routes(routes!(tickets::draft))
        .routes(routes!(events::feed))
        .routes(routes!(events::add_webhook, events::webhooks))
        .routes(routes!(events::remove_webhook))
        .routes(routes!(events::dead))
        .routes(routes!(events::settle))
        .routes(routes!(events::alarms))
        .routes(routes!(events::close_alarm))
        .routes(routes!(reports::summary))
        .routes(routes!(reports::summary_page))
        .routes(routes!(reports::summary_workbook))
        .routes(routes!(reports::add_measure))
        .routes(routes!(reports::measure_done))
        .routes(routes!(health::healthz))
        .routes(routes!(health::readyz))
        .layer(TimeoutLayer::with_status_code(StatusCode::GATEWAY_TIMEOUT, timeout))
        .merge(library::routes(timeout))
        .merge(runs::routes())
        .split_for_parts();
    let description = access::describe(serde_json::to_value(description).unwrap_or_default());
    let gate = access::Gate { app: Arc::clone(&app), door };
    routes
        .route("/openapi.json", get(move || std::future::ready(Json(description.clone()))))
        .merge(pages::router())
        .with_state(app)
        .layer(DefaultBodyLimit::max(limit))
        .layer(middleware::from_fn_with_state(gate, access::check))
        .layer(CatchPanicLayer::new())
        .layer(middleware::from_fn(move |request: Request, next: Next| async move {
            let reader = Reader::of(&request);
            in_our_words(next.run(request).await, &reader, limit)
        }))
        .layer(middleware::map_response(with_headers))
}

/// Errors the framework words itself become problem documents too, or pages where a person asks.
fn in_our_words(response: Response, reader: &Reader, limit: usize) -> Response {
    let status = response.status();
    let is_error = status.is_client_error() || status.is_server_error();
    let ours = response
        .headers()
        .get(header::CONTENT_TYPE)
        .is_some_and(|kind| kind == "application/problem+json" || kind == "text/html; charset=utf-8");
    if !is_error || ours {
        return response;
    }
    let caller = response.extensions().get::<Caller>().cloned();
    if let Some(page) = reader.failed(status, caller) {
        return page;
    }
    let allow = response.headers().get(header::ALLOW).cloned();
    let mut worded = ProblemDocument::of_status(status, limit).into_response();
    if let Some(allow) = allow {
        worded.headers_mut().insert(header::ALLOW, allow);
    }
    worded
}

async fn with_headers(mut response: Response) -> Response {
    let fixed =
        [("content-security-policy", CONTENT_POLICY), ("x-content-type-options", "nosniff"), ("referrer-policy", "same-origin")];
    for (name, value) in fixed {
        // A page that needs another policy has brought it.
        response.headers_mut().entry(HeaderName::from_static(name)).or_insert(HeaderValue::from_static(value));
    }
    response
}

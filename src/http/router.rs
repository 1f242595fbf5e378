//! All routes in one place, with what every request goes through.

use std::sync::Arc;
use std::time::Duration;

use axum::Json;
use axum::Router;
use axum::extract::{DefaultBodyLimit, Request};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::timeout::TimeoutLayer;
use utoipa::OpenApi;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::app::App;
use crate::app::access::Door;

use super::openapi::Description;
use super::problem::ProblemDocument;
use super::reader::Reader;
use super::{access, cases, curate, feedback, health, pages, suggest};

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
        .routes(routes!(health::healthz))
        .routes(routes!(health::readyz))
        .layer(TimeoutLayer::with_status_code(StatusCode::GATEWAY_TIMEOUT, timeout))
        .merge(curate::routes(timeout))
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
    if let Some(page) = reader.failed(status) {
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
        [("content-security-policy", CONTENT_POLICY), ("x-content-type-options", "nosniff"), ("referrer-policy", "no-referrer")];
    for (name, value) in fixed {
        response.headers_mut().insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    response
}

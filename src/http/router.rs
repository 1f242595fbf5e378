//! All routes in one place, with what every request goes through.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::{DefaultBodyLimit, Request};
use axum::http::{HeaderName, HeaderValue, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::{Json, Router};
use tower_http::catch_panic::CatchPanicLayer;
use utoipa::OpenApi;
use utoipa_axum::routes;

use crate::app::App;
use crate::app::access::{Caller, Door, Role};

use super::api::openapi::{self, Description};
use super::api::{alarms, cases, events, health, library, reports, runs, suggest, tickets, webhooks};
use super::client::Client;
use super::guarded::{Access, AccessTable, GuardedRouter};
use super::problem::ProblemDocument;
use super::{access, pages};

/// Nothing is loaded from elsewhere, nothing inline is run.
const CONTENT_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; \
                              form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// The service over `app`, reached through `door`; the same router serves `main` and the tests.
pub fn router(app: Arc<App>, door: Door) -> Router {
    let limit = app.settings().max_body;
    let (routes, table) = all(Duration::from_secs(app.settings().request_timeout)).into_parts();
    let state = access::AccessState { app: Arc::clone(&app), door, table: Arc::new(table) };
    routes
        .with_state(app)
        .layer(DefaultBodyLimit::max(limit))
        .layer(middleware::from_fn_with_state(state, access::check))
        .layer(CatchPanicLayer::new())
        .layer(middleware::from_fn(move |request: Request, next: Next| async move {
            let client = Client::of(&request);
            reworded(next.run(request).await, &client, limit)
        }))
        .layer(middleware::map_response(with_headers))
}

/// Who may take each route of the service.
#[must_use]
pub fn access_table() -> AccessTable {
    all(Duration::ZERO).into_parts().1
}

/// All routes; `timeout` is how long a suggestion may take.
fn all(timeout: Duration) -> GuardedRouter {
    let operations = GuardedRouter::described(Description::openapi())
        .routes(Role::Agent, routes!(suggest::suggest))
        .routes(Role::Agent, routes!(cases::submit))
        .routes(Role::Agent, routes!(cases::list))
        .routes(Role::Maintainer, routes!(cases::revoke))
        .routes(Role::Maintainer, routes!(library::health::library_health))
        .routes(Role::Agent, routes!(tickets::register, tickets::list))
        .routes(Role::Agent, routes!(tickets::show))
        .routes(Role::Agent, routes!(tickets::act))
        .routes(Role::Agent, routes!(tickets::draft))
        .routes(Role::Agent, routes!(events::feed))
        .routes(Role::Admin, routes!(webhooks::add, webhooks::list))
        .routes(Role::Admin, routes!(webhooks::remove))
        .routes(Role::Admin, routes!(webhooks::dead))
        .routes(Role::Admin, routes!(webhooks::settle))
        .routes(Role::Agent, routes!(alarms::list))
        .routes(Role::Maintainer, routes!(alarms::close))
        .routes(Role::Agent, routes!(reports::summary))
        .routes(Role::Agent, routes!(reports::summary_page))
        .routes(Role::Agent, routes!(reports::summary_workbook))
        .routes(Role::Maintainer, routes!(reports::add_measure))
        .routes(Role::Maintainer, routes!(reports::measure_done))
        .routes(Access::Everybody, routes!(health::healthz))
        .routes(Access::Everybody, routes!(health::readyz))
        .time_limit(timeout)
        .merge(library::routes(timeout))
        .merge(runs::routes());
    let description = access::describe(openapi::description(operations.description()), operations.table());
    operations
        .get("/openapi.json", Access::Everybody, move || std::future::ready(Json(description.clone())))
        .merge(pages::router())
}

/// Errors the framework words itself become problem documents too, or pages where a person asks.
fn reworded(response: Response, client: &Client, limit: usize) -> Response {
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
    if let Some(page) = client.failed(status, caller) {
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

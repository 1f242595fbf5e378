//! Pages: one to try the service, and the assets it needs.

use std::sync::Arc;

use axum::Router;
use axum::http::header;
use axum::response::{Html, IntoResponse};
use axum::routing::get;

use crate::app::App;

static TRY_PAGE: &str = include_str!("assets/try.html");
static TRY_SCRIPT: &str = include_str!("assets/try.js");
static TRY_STYLE: &str = include_str!("assets/try.css");

/// The routes of the pages.
pub fn router() -> Router<Arc<App>> {
    Router::new()
        .route("/", get(|| async { Html(TRY_PAGE) }))
        .route("/assets/try.js", get(|| async { asset("text/javascript; charset=utf-8", TRY_SCRIPT) }))
        .route("/assets/try.css", get(|| async { asset("text/css; charset=utf-8", TRY_STYLE) }))
}

fn asset(kind: &'static str, text: &'static str) -> impl IntoResponse {
    ([(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, "no-cache")], text)
}

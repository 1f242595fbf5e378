//! The maintainer's routes: the library's entries, their history, and publishing.

mod entries;
mod files;
pub(crate) mod health;
mod history;
mod problem;
mod publish;
mod rollback;

use std::sync::Arc;
use std::time::Duration;

use axum::http::StatusCode;
use fenzhen_engine::flow::event::NOBODY;
use tower_http::timeout::TimeoutLayer;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::app::App;
use crate::app::access::Caller;
use crate::app::library::Author;

/// A rehearsal trains a model and judges thousands of tickets: it may take this many times as long as a suggestion.
const PATIENCE: u32 = 12;

/// The routes, with a time limit of their own; `timeout` is that of a suggestion.
pub fn routes(timeout: Duration) -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new()
        .routes(routes!(entries::list))
        .routes(routes!(entries::read, entries::save))
        .routes(routes!(history::history))
        .routes(routes!(history::diff))
        .routes(routes!(history::revisions))
        .routes(routes!(publish::publish))
        .routes(routes!(publish::rehearse))
        .routes(routes!(rollback::roll_back))
        .routes(routes!(files::list))
        .routes(routes!(files::read))
        .routes(routes!(files::history))
        .routes(routes!(files::diff))
        .routes(routes!(rollback::roll_back_file))
        .layer(TimeoutLayer::with_status_code(StatusCode::GATEWAY_TIMEOUT, timeout * PATIENCE))
}

/// Who changes something: the name of their token, else what they call themselves.
fn author(caller: Caller, given: Option<String>, note: Option<String>) -> Author {
    let name = caller.author(given).filter(|name| !name.trim().is_empty()).unwrap_or_else(|| NOBODY.to_owned());
    Author { name, note: note.unwrap_or_default() }
}

//! `/reports`: what a stretch of days taught us, the monthly analysis, what is done about frequent problems, and alarms.
//!
//! Every figure comes from [`crate::app::App::report`], as it does for programs; pages only name and draw it.

mod alarms;
mod days;
mod frequent;
mod measures;
mod month;
mod overview;
mod summary;

use std::sync::Arc;

use axum::Router;
use axum::response::Response;
use axum::routing::{get, post};

use crate::app::{App, AppError, TicketRefusal};

use super::ui::frame::Frame;

/// The routes.
pub fn router() -> Router<Arc<App>> {
    Router::new()
        .route("/reports", get(overview::overview))
        .route("/reports/month", get(month::month))
        .route("/reports/measures", post(measures::add))
        .route("/reports/measures/{id}/done", post(measures::done))
        .route("/reports/alarms", get(alarms::list))
        .route("/reports/alarms/{id}", get(alarms::show))
        .route("/reports/alarms/{id}/close", post(alarms::close))
}

/// What a reader is told of a failure that no form mends.
fn failed(f: &Frame, error: &AppError) -> Response {
    match error {
        AppError::Ticket(TicketRefusal::NoSuch { .. } | TicketRefusal::NoSuchAlarm(_)) => f.missing(),
        other => {
            tracing::error!(error = %other, "a page of reports failed");
            f.broken()
        }
    }
}

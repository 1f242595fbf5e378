//! `/reports`: what a stretch of days taught us, the monthly analysis, what is done about frequent problems, and alarms.
//!
//! Every figure comes from [`crate::app::reports`], as it does for programs; pages only name and draw it.

mod alarms;
mod days;
mod frequent;
mod measure_form;
mod measures;
mod month;
mod overview;
mod summary;
mod teller;

use axum::response::Response;

use crate::app::access::Role;
use crate::app::reports::ReportError;
use crate::http::guarded::GuardedRouter;

use super::ui::frame::Frame;

/// The routes.
pub fn router() -> GuardedRouter {
    GuardedRouter::new()
        .get("/reports", Role::Agent, overview::overview)
        .get("/reports/month", Role::Agent, month::month)
        .post("/reports/measures", Role::Maintainer, measures::add)
        .post("/reports/measures/{id}/done", Role::Maintainer, measures::done)
        .get("/reports/alarms", Role::Agent, alarms::list)
        .get("/reports/alarms/{id}", Role::Agent, alarms::show)
        .post("/reports/alarms/{id}/close", Role::Maintainer, alarms::close)
}

/// What a reader is told of a failure that no form fixes.
fn failed(f: &Frame, error: &ReportError) -> Response {
    match error {
        ReportError::NoSuchMeasure(_) => f.missing(),
        other => {
            tracing::error!(error = %other, "a page of reports failed");
            f.broken()
        }
    }
}

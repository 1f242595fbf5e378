//! `/api/v1/events`: what happened, for other systems.

use std::sync::Arc;

use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use utoipa::IntoParams;

use crate::api::v1::EventList;
use crate::app::App;
use crate::http::blocking::spawn_blocking;
use crate::http::problem::ProblemDocument;

use super::options::unknown;

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

/// Read what happened
///
/// Everything that ever happened to registered tickets, in order, with personal data masked. Keep `next` and send it as
/// `after`: nothing is missed and nothing comes twice.
#[utoipa::path(
    get, path = "/api/v1/events", operation_id = "events_list", tag = "events", params(FeedOptions),
    responses(
        (status = 200, description = "A page of events", body = EventList),
        (status = 422, description = "An unknown option"),
    )
)]
pub async fn feed(
    State(app): State<Arc<App>>,
    options: Result<Query<FeedOptions>, QueryRejection>,
) -> Result<Json<EventList>, ProblemDocument> {
    let Query(FeedOptions { after, limit }) = options.map_err(unknown("use after=<event>, limit=1…1000"))?;
    let read = spawn_blocking(move || app.webhooks().events(after, limit.unwrap_or(PAGE))).await;
    Ok(Json(read?.into()))
}

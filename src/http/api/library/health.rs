//! `GET /api/v1/health/library`: what the library's maintainers should look at.

use std::sync::Arc;

use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use utoipa::IntoParams;

use crate::api::v1::library::LibraryHealth;
use crate::app::App;
use crate::app::library::health::MOST_TICKETS;
use crate::http::blocking::spawn_blocking;
use crate::http::problem::ProblemDocument;

/// Tickets read unless the caller says otherwise: what is answered within a request's time. The command reads more.
const TICKETS: usize = 1_000;

/// How far to look back.
#[derive(Debug, Default, serde::Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct HealthOptions {
    /// The newest so many tickets are read, 0 to 10,000; 1,000 if absent. More take longer.
    tickets: Option<usize>,
}

/// Look the library over
///
/// Entries nobody needed, expired ones, near-duplicates, conflicts, gaps with a draft entry each, and words the dictionary
/// does not know. Texts of tickets are shortened and personal data in them is masked.
#[utoipa::path(
    get, path = "/api/v1/health/library", operation_id = "library_health", tag = "library", params(HealthOptions),
    responses(
        (status = 200, description = "What was found", body = LibraryHealth),
        (status = 422, description = "An unknown option"),
        (status = 504, description = "Too many tickets for one request"),
    )
)]
pub async fn library_health(
    State(app): State<Arc<App>>,
    options: Result<Query<HealthOptions>, QueryRejection>,
) -> Result<Json<LibraryHealth>, ProblemDocument> {
    let refused = |detail: String| {
        let problem = ProblemDocument::new(StatusCode::UNPROCESSABLE_ENTITY, "unknown-option", detail);
        problem.help("use tickets=0…10000, or leave it out")
    };
    let Query(HealthOptions { tickets }) = options.map_err(|rejection| refused(rejection.body_text()))?;
    let tickets = tickets.unwrap_or(TICKETS);
    if tickets > MOST_TICKETS {
        return Err(refused(format!("tickets={tickets} is more than {MOST_TICKETS}")).field("tickets"));
    }
    let report = spawn_blocking(move || app.library().health().report(tickets, &|_, _| ())).await?;
    Ok(Json(LibraryHealth::from(&report)))
}

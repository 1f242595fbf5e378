//! `POST /api/v1/suggest`: one ticket in, one suggestion out.

use std::sync::Arc;

use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use utoipa::IntoParams;

use crate::api::v1::{SuggestRequest, Suggestion};
use crate::app::{App, SuggestError, SuggestKind, SuggestOptions};
use crate::http::blocking::spawn_blocking;
use crate::http::body::JsonBody;
use crate::http::problem::ProblemDocument;

/// How much to explain.
#[derive(Debug, Default, serde::Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct SuggestParams {
    /// `full` lists every piece of evidence; else the strongest dozen and a rest.
    #[serde(default)]
    #[param(example = "full")]
    explain: Option<String>,
    /// Answer as this revision of the library would have; the newest published state, if left out.
    #[serde(default)]
    as_of: Option<i64>,
}

/// Suggest what to do about a complaint
///
/// Category, department, urgency with deadlines, key facts, what to ask, entries with steps and scripts, and the words
/// that made it say so.
#[utoipa::path(
    post, path = "/api/v1/suggest", operation_id = "desk_suggest", tag = "triage", params(SuggestParams), request_body = SuggestRequest,
    responses(
        (status = 200, description = "A suggestion; its outcome may be no_match", body = Suggestion),
        (status = 400, description = "No JSON, or not UTF-8"),
        (status = 404, description = "No such revision"),
        (status = 413, description = "The body is too large"),
        (status = 415, description = "Another content type"),
        (status = 422, description = "No text, a wrong type or an unknown field"),
    )
)]
pub async fn suggest(
    State(app): State<Arc<App>>,
    options: Result<Query<SuggestParams>, QueryRejection>,
    JsonBody(request): JsonBody<SuggestRequest>,
) -> Result<Json<Suggestion>, ProblemDocument> {
    let refused = |detail: String| {
        let problem = ProblemDocument::new(StatusCode::UNPROCESSABLE_ENTITY, "unknown-option", detail);
        problem.help("use explain=full and as_of=<revision>, or leave them out")
    };
    let Query(options) = options.map_err(|rejection| refused(rejection.body_text()))?;
    let explain_in_full = match options.explain.as_deref() {
        None => false,
        Some("full") => true,
        Some(other) => return Err(refused(format!("explain={other} is not known")).field("explain")),
    };
    // Judging is pure computation: on the blocking pool it cannot hold up other connections.
    let judged = spawn_blocking(move || {
        let kind = options.as_of.map_or(SuggestKind::Live, SuggestKind::AsOf);
        let judged = app.desk().suggest(request.into(), SuggestOptions { explain_in_full, kind })?;
        Ok::<_, SuggestError>(Suggestion::from(&judged))
    });
    Ok(Json(judged.await?))
}

//! `/api/v1/cases`: who taught what when, and taking it back.

use std::sync::Arc;

use axum::extract::rejection::{PathRejection, QueryRejection};
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::{Extension, Json};
use utoipa::IntoParams;

use crate::api::v1::{CaseList, CaseView, RevokeRequest};
use crate::app::access::Caller;
use crate::app::{App, CaseQuery};
use crate::http::blocking::spawn_blocking;
use crate::http::body::JsonBody;
use crate::http::problem::ProblemDocument;

/// Cases of a page unless the caller says otherwise.
const PAGE: usize = 50;

/// Which cases.
#[derive(Debug, Default, serde::Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct CaseOptions {
    /// At most so many, 1 to 200; 50 if absent.
    limit: Option<usize>,
    /// Only those older than this case: the `next` of the page before.
    before: Option<i64>,
    /// Whether revoked ones are listed too.
    #[serde(default)]
    revoked: bool,
}

/// List what was taught
///
/// Newest first, with who taught each case when. Texts are shortened and personal data in them is masked.
#[utoipa::path(
    get, path = "/api/v1/cases", tag = "feedback", params(CaseOptions),
    responses(
        (status = 200, description = "A page of cases", body = CaseList),
        (status = 422, description = "An unknown option", body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
pub async fn list(
    State(app): State<Arc<App>>,
    options: Result<Query<CaseOptions>, QueryRejection>,
) -> Result<Json<CaseList>, ProblemDocument> {
    let Query(options) = options.map_err(|rejection| {
        let problem = ProblemDocument::new(StatusCode::UNPROCESSABLE_ENTITY, "unknown-option", rejection.body_text());
        problem.help("use limit=1…200, before=<case>, revoked=true")
    })?;
    let CaseOptions { limit, before, revoked } = options;
    let listed = spawn_blocking(move || {
        let query = CaseQuery { before, with_revoked: revoked, ..CaseQuery::default() };
        app.cases().list(&query, limit.unwrap_or(PAGE))
    });
    Ok(Json(listed.await?.into()))
}

/// Take a case back
///
/// It stays on record and teaches no more. Taking back what was taken back changes nothing.
#[utoipa::path(
    post, path = "/api/v1/cases/{id}/revoke", tag = "feedback", request_body = Option<RevokeRequest>,
    params(("id" = i64, Path, description = "The case's number")),
    responses(
        (status = 200, description = "It is revoked", body = CaseView),
        (status = 404, description = "No such case", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, description = "No number", body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
pub async fn revoke(
    State(app): State<Arc<App>>,
    Extension(caller): Extension<Caller>,
    id: Result<Path<i64>, PathRejection>,
    request: Option<JsonBody<RevokeRequest>>,
) -> Result<Json<CaseView>, ProblemDocument> {
    let Path(id) = id.map_err(|_| {
        let problem = ProblemDocument::new(StatusCode::UNPROCESSABLE_ENTITY, "no-number", "a case is named by its number");
        problem.field("id").help("GET /api/v1/cases lists what there is")
    })?;
    let RevokeRequest { author, because } = request.map(|JsonBody(request)| request).unwrap_or_default();
    let by = caller.author(author);
    let revoked = spawn_blocking(move || app.cases().revoke(id, by.as_deref(), because.as_deref()));
    Ok(Json(revoked.await?.into()))
}

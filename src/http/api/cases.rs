//! `/api/v1/feedback` and `/api/v1/cases`: what agents say of suggestions, who taught what when, and taking it back.

use std::sync::Arc;

use axum::extract::rejection::{PathRejection, QueryRejection};
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::{Extension, Json};
use utoipa::IntoParams;

use crate::api::v1::{CaseList, CaseView, FeedbackAnswer, FeedbackRequest, RevokeRequest};
use crate::app::access::Caller;
use crate::app::{App, CaseError, CaseQuery};
use crate::http::blocking::spawn_blocking;
use crate::http::body::JsonBody;
use crate::http::problem::ProblemDocument;

/// The header that tells a repeat from a new request.
const KEY: &str = "idempotency-key";

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

/// Say whether a suggestion was right
///
/// What is accepted or corrected becomes a case, and the model learns it within seconds, without interrupting anybody.
/// The same request under the same `Idempotency-Key` is taken once and answered the same. Feedback that contradicts an
/// active case of the same complaint is refused with the cases it contradicts; `replaces` revokes one in its favour.
#[utoipa::path(
    post, path = "/api/v1/feedback", operation_id = "cases_submit", tag = "feedback", request_body = FeedbackRequest,
    params(("Idempotency-Key" = Option<String>, Header, description = "1 to 200 visible ASCII characters of the sender's choice")),
    responses(
        (status = 200, description = "Taken", body = FeedbackAnswer),
        (status = 400, description = "No JSON, or not UTF-8"),
        (status = 404, description = "No such ticket"),
        (status = 409, description = "It contradicts a case, or the key was used for another request"),
        (status = 422, description = "An unknown label, or nothing to teach"),
    )
)]
pub async fn submit(
    State(app): State<Arc<App>>,
    Extension(caller): Extension<Caller>,
    headers: HeaderMap,
    JsonBody(mut request): JsonBody<FeedbackRequest>,
) -> Result<Json<FeedbackAnswer>, ProblemDocument> {
    request.author = caller.author(request.author);
    // What is not ASCII is not a valid key; the app says so.
    let key = headers.get(KEY).map(|value| value.to_str().unwrap_or_default().to_owned());
    let given = spawn_blocking(move || {
        let key = key.map(|key| request.under(&key)).transpose()?;
        let answered = app.cases().submit(&request.into(), key.as_ref())?;
        Ok::<_, CaseError>(FeedbackAnswer::try_from(answered)?)
    });
    Ok(Json(given.await?))
}

/// List what was taught
///
/// Newest first, with who taught each case when. Texts are shortened and personal data in them is masked.
#[utoipa::path(
    get, path = "/api/v1/cases", operation_id = "cases_list", tag = "feedback", params(CaseOptions),
    responses(
        (status = 200, description = "A page of cases", body = CaseList),
        (status = 422, description = "An unknown option"),
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
    post, path = "/api/v1/cases/{id}/revoke", operation_id = "cases_revoke", tag = "feedback", request_body = Option<RevokeRequest>,
    params(("id" = i64, Path, description = "The case's number")),
    responses(
        (status = 200, description = "It is revoked", body = CaseView),
        (status = 404, description = "No such case"),
        (status = 422, description = "No number"),
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

//! `/api/v1/tickets`: registering tickets, looking at them, acting on them.

use std::sync::Arc;

use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use utoipa::IntoParams;

use crate::api::v1::{ActionAnswer, ActionRequest, DraftView, QueueView, RegisterAnswer, RegisterRequest, TicketView};
use crate::app::access::{Caller, Role};
use crate::app::idempotency::{Answered, Idempotent, KeyError, Scope};
use crate::app::{Act, ActingRole, App, NewTicket, QueueOptions, TicketError};
use crate::http::blocking::spawn_blocking;
use crate::http::body::JsonBody;
use crate::http::problem::ProblemDocument;

/// The header that tells a repeat from a new request.
const KEY: &str = "idempotency-key";

/// Which open tickets.
#[derive(Debug, Default, serde::Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ListOptions {
    /// Of this department, by id.
    department: Option<String>,
    /// In this state, by id.
    state: Option<String>,
    /// Only those with a deadline that has passed.
    #[serde(default)]
    overdue: bool,
    /// At most so many, 1 to 199; 50 if absent.
    limit: Option<usize>,
    /// The `next` of the page before.
    after: Option<String>,
}

/// What to draft.
#[derive(Debug, Default, serde::Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct DraftOptions {
    /// The occasion, as scripts name it: 安抚, 核实, 告知进度, 结果 …; 结果, if absent.
    when: Option<String>,
}

/// The request under its sender's key, if it has one.
fn once<T>(
    headers: &HeaderMap,
    request: &impl serde::Serialize,
    encode: fn(&T) -> String,
) -> Result<Option<Idempotent<T>>, KeyError> {
    // What is not ASCII is not a valid key, and neither is a blank one.
    let key = headers.get(KEY).map(|value| value.to_str().unwrap_or_default());
    key.map(|key| Idempotent::new(Scope::Tickets, key, request, encode)).transpose()
}

/// The JSON of an answer: of one given now by its wire form, of one given before as it was written then.
fn json<T, V: serde::Serialize + for<'a> From<&'a T>>(answered: Answered<T>) -> Response {
    match answered {
        Answered::Now(done) => Json(V::from(&done)).into_response(),
        Answered::Before(written) => {
            Json(serde_json::from_str::<serde_json::Value>(&written).unwrap_or_default()).into_response()
        }
    }
}

fn unknown(help: &'static str) -> impl FnOnce(QueryRejection) -> ProblemDocument {
    move |rejection| ProblemDocument::new(StatusCode::UNPROCESSABLE_ENTITY, "unknown-option", rejection.body_text()).help(help)
}

/// Register a ticket
///
/// It is judged, kept, and timed from then on. Slots found in the text are filled with their place; what the entry still
/// needs is listed as questions. What it seems to repeat is pointed out; nothing is merged. The same request under the
/// same `Idempotency-Key` is taken once and answered the same.
#[utoipa::path(
    post, path = "/api/v1/tickets", operation_id = "tickets_register", tag = "tickets", request_body = RegisterRequest,
    params(("Idempotency-Key" = Option<String>, Header, description = "1 to 200 visible ASCII characters of the sender's choice")),
    responses(
        (status = 201, description = "Registered, and on disk", body = RegisterAnswer),
        (status = 200, description = "Registered before under the same key", body = RegisterAnswer),
        (status = 400, description = "No JSON, or not UTF-8"),
        (status = 409, description = "The sender registered it before, or the key was used for another request"),
        (status = 422, description = "No text, or something that says nothing"),
    )
)]
pub async fn register(
    State(app): State<Arc<App>>,
    Extension(caller): Extension<Caller>,
    headers: HeaderMap,
    JsonBody(mut request): JsonBody<RegisterRequest>,
) -> Result<Response, ProblemDocument> {
    request.author = caller.author(request.author);
    let once = once(&headers, &request, RegisterAnswer::written).map_err(TicketError::from)?;
    let registered = spawn_blocking(move || app.tickets().register(NewTicket::from(request), once)).await?;
    let status = if matches!(registered, Answered::Now(_)) { StatusCode::CREATED } else { StatusCode::OK };
    Ok((status, json::<_, RegisterAnswer>(registered)).into_response())
}

/// List open tickets
///
/// The earliest deadline comes first. Texts are shortened and personal data in them is masked.
#[utoipa::path(
    get, path = "/api/v1/tickets", operation_id = "tickets_list", tag = "tickets", params(ListOptions),
    responses(
        (status = 200, description = "A page of the queue", body = QueueView),
        (status = 422, description = "An unknown option"),
    )
)]
pub async fn list(
    State(app): State<Arc<App>>,
    options: Result<Query<ListOptions>, QueryRejection>,
) -> Result<Json<QueueView>, ProblemDocument> {
    let help = "use department=<id>, state=<id>, overdue=true, limit=1…199, after=<next>";
    let Query(ListOptions { department, state, overdue, limit, after }) = options.map_err(unknown(help))?;
    let options = QueueOptions { department, state, overdue, limit, after };
    let listed = spawn_blocking(move || app.tickets().queue(&options)).await?;
    Ok(Json(QueueView::from(listed)))
}

/// Look at a ticket
///
/// Everything about it as it is now: states, clocks, promises, hand-overs, what may be done next and what that requires.
#[utoipa::path(
    get, path = "/api/v1/tickets/{id}", operation_id = "tickets_show", tag = "tickets",
    params(("id" = String, Path, description = "The ticket's id")),
    responses(
        (status = 200, description = "The ticket", body = TicketView),
        (status = 404, description = "No such ticket"),
    )
)]
pub async fn show(State(app): State<Arc<App>>, Path(id): Path<String>) -> Result<Json<TicketView>, ProblemDocument> {
    let shown = spawn_blocking(move || app.tickets().show(&id)).await?;
    Ok(Json(TicketView::from(&shown)))
}

/// Act on a ticket
///
/// Take a step of the workflow, hand it over, answer, record what was said, keep a promise, record a survey. What may be
/// done now stands in the ticket's `steps`; what is in the way is said with how to fix it.
#[utoipa::path(
    post, path = "/api/v1/tickets/{id}/actions", operation_id = "tickets_act", tag = "tickets", request_body = ActionRequest,
    params(
        ("id" = String, Path, description = "The ticket's id"),
        ("Idempotency-Key" = Option<String>, Header, description = "1 to 200 visible ASCII characters of the sender's choice"),
    ),
    responses(
        (status = 200, description = "Done, and on disk", body = ActionAnswer),
        (status = 400, description = "No JSON, or not UTF-8"),
        (status = 404, description = "No such ticket"),
        (status = 409, description = "The rules of handling are in the way, or something happened meanwhile"),
        (status = 422, description = "Something that says nothing"),
    )
)]
pub async fn act(
    State(app): State<Arc<App>>,
    Extension(caller): Extension<Caller>,
    Path(id): Path<String>,
    headers: HeaderMap,
    JsonBody(mut request): JsonBody<ActionRequest>,
) -> Result<Response, ProblemDocument> {
    let role = if caller.role >= Role::Maintainer { ActingRole::Supervisor } else { ActingRole::Agent };
    request.author = caller.author(request.author);
    let once = once(&headers, &(&id, &request), ActionAnswer::written).map_err(TicketError::from)?;
    let acted = spawn_blocking(move || app.tickets().act(&id, Act::from(request), once, role)).await?;
    Ok(json::<_, ActionAnswer>(acted))
}

/// Draft a reply
///
/// From the entry's scripts and what is on record. Blanks that nothing fills are marked 【待填：…】 and listed, never
/// invented.
#[utoipa::path(
    get, path = "/api/v1/tickets/{id}/draft", operation_id = "tickets_draft_reply", tag = "tickets",
    params(("id" = String, Path, description = "The ticket's id"), DraftOptions),
    responses(
        (status = 200, description = "A draft, to be completed by a person", body = DraftView),
        (status = 404, description = "No such ticket"),
        (status = 422, description = "An unknown option"),
    )
)]
pub async fn draft(
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
    options: Result<Query<DraftOptions>, QueryRejection>,
) -> Result<Json<DraftView>, ProblemDocument> {
    let Query(DraftOptions { when }) = options.map_err(unknown("use when=<occasion>"))?;
    let drafted = spawn_blocking(move || app.tickets().draft_reply(&id, when.as_deref())).await?;
    Ok(Json(DraftView::from(drafted)))
}

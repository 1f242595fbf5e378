//! Who may do what over HTTP: the layer that keeps to what each route says of itself where it is registered.
//!
//! Every request passes it before its handler, which finds the [`Caller`] among the request's extensions and need not
//! ask again. What is not registered takes the highest role: it is closed, not open.

use std::sync::Arc;

use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::app::App;
use crate::app::access::{Denied, Door, Role};

use super::api::openapi;
use super::blocking::spawn_blocking;
use super::client::Client;
use super::guarded::{Access, AccessTable};
use super::problem::ProblemDocument;
use super::session;

/// What a request takes; `None` where it is open to everybody.
///
/// What no route takes is closed; only that a page is not there may be heard by everybody who reads pages.
fn needed(table: &AccessTable, request: &Request) -> Option<Role> {
    let route = request.extensions().get::<MatchedPath>().map(MatchedPath::as_str);
    match route.and_then(|route| table.access(request.method(), route)) {
        Some(Access::Everybody) => None,
        Some(Access::AtLeast(role)) => Some(role),
        None => {
            let reads = [Method::GET, Method::HEAD].contains(request.method());
            let of_page = reads && !request.uri().path().starts_with("/api/");
            Some(if of_page { Role::Agent } else { Role::Admin })
        }
    }
}

/// What the layer asks.
#[derive(Clone)]
pub(super) struct AccessState {
    pub app: Arc<App>,
    pub door: Door,
    pub table: Arc<AccessTable>,
}

/// Lets a request through, with its [`Caller`](crate::app::access::Caller) as an extension, or says why not.
pub(super) async fn check(State(state): State<AccessState>, request: Request, next: Next) -> Response {
    let client = Client::of(&request);
    let mut request = match session::proven(request, state.app.settings().max_body).await {
        Ok(request) => request,
        Err(session::Unproven) => return unproven(&state, &client).await,
    };
    let Some(needed) = needed(&state.table, &request) else { return next.run(request).await };
    let signed_in = session::cookie(request.headers(), session::SESSION);
    let brought = bearer(request.headers()).or(signed_in).map(str::to_owned);
    // The database is asked: on the blocking pool, as everything that may wait.
    let asked = spawn_blocking(move || state.app.caller(brought.as_deref(), state.door)).await;
    let caller = match asked {
        Ok(caller) => caller,
        Err(denied) => return client.sign_in_first(&denied).unwrap_or_else(|| refused(denied)),
    };
    if caller.role < needed {
        if let Some(page) = client.role_too_low(&caller) {
            return page;
        }
        let who = caller.name.as_deref().unwrap_or_default();
        let detail = format!("this takes the role {needed}; the token {who:?} has the role {}", caller.role);
        let help = format!("use a token with the role {needed}: `fenzhen token create --name NAME --role {needed}`");
        return ProblemDocument::new(StatusCode::FORBIDDEN, "role-too-low", detail).help(help).into_response();
    }
    request.extensions_mut().insert(caller.clone());
    let mut response = next.run(request).await;
    // A page that says what failed is for the same client.
    response.extensions_mut().insert(caller);
    response
}

/// A change without proof: whoever is not signed in any more is told that, and not that their page has expired.
async fn unproven(state: &AccessState, client: &Client) -> Response {
    if client.has_session() {
        return client.unproven();
    }
    let (app, door) = (Arc::clone(&state.app), state.door);
    let stranger = spawn_blocking(move || app.caller(None, door)).await;
    let denied = stranger.err();
    denied.and_then(|denied| client.sign_in_first(&denied)).unwrap_or_else(|| client.unproven())
}

/// The token of `Authorization: Bearer …`. More than one such header is as good as a wrong one.
fn bearer(headers: &HeaderMap) -> Option<&str> {
    let mut tokens = headers.get_all(header::AUTHORIZATION).iter().filter_map(|value| {
        let (scheme, token) = value.to_str().ok()?.trim().split_once(' ')?;
        scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
    });
    let first = tokens.next()?;
    Some(if tokens.next().is_some() { "" } else { first })
}

fn refused(denied: Denied) -> Response {
    let (code, challenge) = match &denied {
        Denied::NoToken => ("no-token", "Bearer realm=\"fenzhen\""),
        Denied::BadToken => ("bad-token", "Bearer realm=\"fenzhen\", error=\"invalid_token\""),
        Denied::App(error) => {
            tracing::error!(%error, "a token could not be checked");
            return failed();
        }
    };
    let problem = ProblemDocument::new(StatusCode::UNAUTHORIZED, code, denied.to_string());
    let problem = problem.help("send `Authorization: Bearer TOKEN`; an operator makes one with `fenzhen token create`");
    let mut response = problem.into_response();
    response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static(challenge));
    response
}

fn failed() -> Response {
    ProblemDocument::new(StatusCode::INTERNAL_SERVER_ERROR, "internal", "the token could not be checked; the log says why")
        .help("try again, then tell the operator")
        .into_response()
}

/// Writes into the service's description what every route but the open ones takes, so that no handler repeats it.
pub(super) fn describe(mut description: serde_json::Value, table: &AccessTable) -> serde_json::Value {
    let scheme = serde_json::json!({"type": "http", "scheme": "bearer", "description": "Needed once there is a token"});
    description["components"]["securitySchemes"]["token"] = scheme;
    let answer = |status: &str| serde_json::json!({"description": status, "content": openapi::problem()});
    let paths = description.get_mut("paths").and_then(serde_json::Value::as_object_mut);
    for (path, item) in paths.into_iter().flatten() {
        for (method, operation) in item.as_object_mut().into_iter().flatten() {
            let method = Method::from_bytes(method.to_ascii_uppercase().as_bytes()).unwrap_or_default();
            let Some(Access::AtLeast(role)) = table.access(&method, path) else { continue };
            operation["security"] = serde_json::json!([{}, {"token": []}]);
            operation["responses"]["401"] = answer("No token, or one that is not taken");
            operation["responses"]["403"] = answer(&format!("The token's role is below {role}"));
        }
    }
    description
}

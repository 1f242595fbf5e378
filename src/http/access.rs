//! Who may do what over HTTP: one table, and the layer that keeps it.
//!
//! Every request passes it before its handler, which finds the [`Caller`] among the request's extensions and need not
//! ask again. What no row of the table allows takes the highest role: a route that somebody forgot to list is closed,
//! not open.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::app::App;
use crate::app::access::{Denied, Door, Role};

use super::blocking::spawn_blocking;
use super::problem::ProblemDocument;
use super::reader::Reader;
use super::session;

/// A row: requests whose path lies below `below`, and whose last part is `last` where one is named.
struct Row {
    method: Option<Method>,
    below: &'static str,
    last: Option<&'static str>,
    /// `None`: open to everybody.
    role: Option<Role>,
}

const fn row(method: Option<Method>, below: &'static str, last: Option<&'static str>, role: Option<Role>) -> Row {
    Row { method, below, last, role }
}

/// The table. The first row that fits counts; HEAD counts as GET.
const TABLE: &[Row] = &[
    row(None, "/api/v1/tokens", None, Some(Role::Admin)),
    row(None, "/api/v1/webhooks", None, Some(Role::Admin)),
    row(None, "/api/v1/imports", None, Some(Role::Admin)),
    row(None, "/api/v1/backup", None, Some(Role::Admin)),
    row(Some(Method::GET), "/api/v1/health", None, Some(Role::Maintainer)),
    row(None, "/api/v1/runs", None, Some(Role::Publisher)),
    row(Some(Method::GET), "/api", None, Some(Role::Agent)),
    row(Some(Method::POST), "/api/v1/suggest", None, Some(Role::Agent)),
    row(Some(Method::POST), "/api/v1/feedback", None, Some(Role::Agent)),
    row(Some(Method::POST), "/api/v1/tickets", None, Some(Role::Agent)),
    row(Some(Method::POST), "/api/v1/alarms", None, Some(Role::Maintainer)),
    row(Some(Method::POST), "/api/v1/measures", None, Some(Role::Maintainer)),
    row(Some(Method::POST), "/api/v1/cases", None, Some(Role::Maintainer)),
    row(Some(Method::POST), "/api/v1/rehearse", None, Some(Role::Maintainer)),
    row(Some(Method::POST), "/api/v1/publish", None, Some(Role::Publisher)),
    row(Some(Method::POST), "/api/v1/files", Some("rollback"), Some(Role::Publisher)),
    row(Some(Method::POST), "/api/v1/retire", None, Some(Role::Publisher)),
    row(Some(Method::POST), "/api/v1/rollback", None, Some(Role::Publisher)),
    row(Some(Method::POST), "/api/v1/entries", Some("publish"), Some(Role::Publisher)),
    row(Some(Method::POST), "/api/v1/entries", Some("retire"), Some(Role::Publisher)),
    row(Some(Method::POST), "/api/v1/entries", Some("rollback"), Some(Role::Publisher)),
    row(Some(Method::PUT), "/api/v1/entries", None, Some(Role::Maintainer)),
    row(None, "/library/edit", None, Some(Role::Maintainer)),
    row(None, "/library/gaps", None, Some(Role::Maintainer)),
    row(None, "/library/symptom", None, Some(Role::Maintainer)),
    row(None, "/library/health", None, Some(Role::Maintainer)),
    row(None, "/library/lexicon", None, Some(Role::Maintainer)),
    row(Some(Method::POST), "/library/cases", None, Some(Role::Maintainer)),
    row(Some(Method::POST), "/library/preview", None, Some(Role::Maintainer)),
    row(Some(Method::POST), "/library/rehearse", None, Some(Role::Maintainer)),
    row(Some(Method::GET), "/library/publish", None, Some(Role::Maintainer)),
    row(Some(Method::POST), "/library/publish", None, Some(Role::Publisher)),
    row(Some(Method::POST), "/library/rollback", None, Some(Role::Publisher)),
    row(None, "/runs", None, Some(Role::Publisher)),
    row(Some(Method::POST), "/tickets", None, Some(Role::Agent)),
    row(Some(Method::POST), "/reports", None, Some(Role::Maintainer)),
    row(None, "/tokens", None, Some(Role::Admin)),
    row(Some(Method::POST), "/suggestion", None, Some(Role::Agent)),
    // These say nothing of the library or its tickets.
    row(None, "/sign-in", None, None),
    row(None, "/sign-out", None, None),
    row(None, "/language", None, None),
    row(Some(Method::GET), "/assets", None, None),
    row(Some(Method::GET), "/openapi.json", None, None),
    row(Some(Method::GET), "/healthz", None, None),
    row(Some(Method::GET), "/readyz", None, None),
    // Every other page.
    row(Some(Method::GET), "", None, Some(Role::Agent)),
];

/// What a request takes; `None` where it is open to everybody.
fn needed(method: &Method, path: &str) -> Option<Role> {
    let method = if method == Method::HEAD { &Method::GET } else { method };
    let fits = |row: &&Row| {
        row.method.as_ref().is_none_or(|wanted| wanted == method)
            && path.strip_prefix(row.below).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
            && row.last.is_none_or(|last| path.rsplit('/').next() == Some(last))
    };
    TABLE.iter().find(fits).map_or(Some(Role::Admin), |row| row.role)
}

/// What the layer asks.
#[derive(Clone)]
pub(super) struct Gate {
    pub app: Arc<App>,
    pub door: Door,
}

/// Lets a request through, with its [`Caller`](crate::app::access::Caller) as an extension, or says why not.
pub(super) async fn check(State(gate): State<Gate>, request: Request, next: Next) -> Response {
    let reader = Reader::of(&request);
    let mut request = match session::proven(request, gate.app.settings().max_body).await {
        Ok(request) => request,
        Err(session::Unproven) => return unproven(&gate, &reader).await,
    };
    let Some(needed) = needed(request.method(), request.uri().path()) else { return next.run(request).await };
    let signed_in = session::cookie(request.headers(), session::SESSION);
    let brought = bearer(request.headers()).or(signed_in).map(str::to_owned);
    // The database is asked: on the blocking pool, as everything that may wait.
    let asked = spawn_blocking(move || gate.app.caller(brought.as_deref(), gate.door)).await;
    let caller = match asked {
        Ok(caller) => caller,
        Err(denied) => return reader.to_sign_in(&denied).unwrap_or_else(|| refused(denied)),
    };
    if caller.role < needed {
        if let Some(page) = reader.too_low(&caller) {
            return page;
        }
        let who = caller.name.as_deref().unwrap_or_default();
        let detail = format!("this takes the role {needed}; the token {who:?} has the role {}", caller.role);
        let help = format!("use a token with the role {needed}: `fenzhen token create --name NAME --role {needed}`");
        return ProblemDocument::new(StatusCode::FORBIDDEN, "role-too-low", detail).help(help).into_response();
    }
    request.extensions_mut().insert(caller.clone());
    let mut response = next.run(request).await;
    // A page that says what failed is for the same reader.
    response.extensions_mut().insert(caller);
    response
}

/// A change without proof: whoever is not signed in any more is told that, and not that their page has expired.
async fn unproven(gate: &Gate, reader: &Reader) -> Response {
    if reader.has_session() {
        return reader.unproven();
    }
    let (app, door) = (Arc::clone(&gate.app), gate.door);
    let stranger = spawn_blocking(move || app.caller(None, door)).await;
    let denied = stranger.err();
    denied.and_then(|denied| reader.to_sign_in(&denied)).unwrap_or_else(|| reader.unproven())
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
pub(super) fn describe(mut description: serde_json::Value) -> serde_json::Value {
    let scheme = serde_json::json!({"type": "http", "scheme": "bearer", "description": "Needed once there is a token"});
    description["components"]["securitySchemes"]["token"] = scheme;
    let answer = |status: &str| {
        let schema = serde_json::json!({"$ref": "#/components/schemas/ProblemDocument"});
        serde_json::json!({"description": status, "content": {"application/problem+json": {"schema": schema}}})
    };
    let paths = description.get_mut("paths").and_then(serde_json::Value::as_object_mut);
    for (path, item) in paths.into_iter().flatten() {
        for (method, operation) in item.as_object_mut().into_iter().flatten() {
            let method = Method::from_bytes(method.to_ascii_uppercase().as_bytes()).unwrap_or_default();
            let Some(role) = needed(&method, path).filter(|_| operation.get("responses").is_some()) else { continue };
            operation["security"] = serde_json::json!([{}, {"token": []}]);
            operation["responses"]["401"] = answer("No token, or one that is not taken");
            operation["responses"]["403"] = answer(&format!("The token's role is below {role}"));
        }
    }
    description
}

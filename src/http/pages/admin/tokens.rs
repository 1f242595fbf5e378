//! `/tokens`: who may use the service. Making a token shows it once; revoking one takes it back at once.

use std::sync::Arc;

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use jiff::tz::TimeZone;

use crate::app::access::Role;
use crate::app::{App, NewToken, TokenError, TokenRow};
use crate::http::pages::ui::format::on_clock;
use crate::http::pages::ui::frame::Frame;

use super::sign_in::to;

#[derive(Template)]
#[template(path = "admin/tokens.html")]
struct TokensPage<'a> {
    f: &'a Frame,
    tokens: Vec<TokenRow>,
    made: Option<NewToken>,
    refused: Option<String>,
    name: &'a str,
    roles: [(Role, &'static str); 4],
    zone: TimeZone,
}

impl TokensPage<'_> {
    /// The role of a token; what this program does not know is called as it is.
    fn role(&self, token: &TokenRow) -> String {
        let known = Role::parse(&token.role).map(|role| role_name(self.f, role));
        // What the role may do stands where it is chosen.
        let known = known.map(|name| name.split(['：', ':']).next().unwrap_or(name));
        known.unwrap_or(&token.role).to_owned()
    }

    fn day(&self, token: &TokenRow) -> String {
        on_clock(token.created_at, &self.zone).chars().take(10).collect()
    }
}

fn shown(f: &Frame, app: &App, made: Option<NewToken>, refused: Option<String>, name: &str) -> Response {
    let roles = Role::ALL.map(|role| (role, role_name(f, role)));
    let status = if refused.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    match app.tokens().list() {
        Ok(tokens) => {
            let zone = app.snapshot().calendar.zone().clone();
            f.page(status, &TokensPage { f, tokens, made, refused, name, roles, zone })
        }
        Err(error) => failed(f, &error),
    }
}

fn failed(f: &Frame, error: &TokenError) -> Response {
    tracing::error!(%error, "tokens could not be read or written");
    f.broken()
}

/// `GET /tokens`.
pub async fn list(State(app): State<Arc<App>>, f: Frame) -> Response {
    tokio::task::block_in_place(|| shown(&f, &app, None, None, ""))
}

/// What the form sends.
#[derive(serde::Deserialize)]
pub struct Create {
    name: String,
    role: String,
}

/// `POST /tokens`.
pub async fn create(State(app): State<Arc<App>>, f: Frame, Form(form): Form<Create>) -> Response {
    let Some(role) = Role::parse(&form.role) else { return f.missing() };
    tokio::task::block_in_place(|| match app.tokens().create(&form.name, role) {
        Ok(made) => shown(&f, &app, Some(made), None, ""),
        Err(TokenError::App(error)) => failed(&f, &error.into()),
        Err(TokenError::NoName | TokenError::NameTooLong | TokenError::InvisibleName | TokenError::TooMany) => {
            shown(&f, &app, None, Some(f.t.token_name_refused.to_owned()), &form.name)
        }
    })
}

/// `POST /tokens/{id}/revoke`.
pub async fn revoke(State(app): State<Arc<App>>, f: Frame, Path(id): Path<i64>) -> Response {
    tokio::task::block_in_place(|| match app.tokens().revoke(id) {
        Ok(Some(_)) => to("/tokens"),
        Ok(None) => f.missing(),
        Err(error) => failed(&f, &error),
    })
}

/// What a role is called.
pub(in crate::http::pages) fn role_name(f: &Frame, role: Role) -> &'static str {
    match role {
        Role::Agent => f.t.role_agent,
        Role::Maintainer => f.t.role_maintainer,
        Role::Publisher => f.t.role_publisher,
        Role::Admin => f.t.role_admin,
    }
}

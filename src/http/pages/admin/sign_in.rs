//! `/sign-in`, `/sign-out` and `/language`: who reads, and in which language.

use std::sync::Arc;

use askama::Template;
use axum::Form;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::app::App;
use crate::app::access::Door;
use crate::http::blocking::spawn_blocking;
use crate::http::pages::ui::frame::Frame;
use crate::http::pages::ui::language::{COOKIE, Lang};
use crate::http::session::{SESSION, set};

/// The longest address to come back to.
const LONGEST_NEXT: usize = 2_000;
/// How long a language is remembered, in seconds.
const LANGUAGE_LASTS: u32 = 60 * 60 * 24 * 365;

#[derive(Template)]
#[template(path = "admin/sign_in.html")]
struct SignInPage<'a> {
    f: &'a Frame,
    next: String,
    refused: bool,
}

/// Where to go on.
#[derive(serde::Deserialize, Default)]
#[serde(default)]
pub struct Next {
    next: String,
}

/// `GET /sign-in`.
pub async fn ask(f: Frame, Query(Next { next }): Query<Next>) -> Response {
    f.page(StatusCode::OK, &SignInPage { f: &f, next: own(&next), refused: false })
}

/// What the form sends.
#[derive(serde::Deserialize)]
pub struct SignIn {
    token: String,
    #[serde(default)]
    next: String,
}

/// `POST /sign-in`.
pub async fn sign_in(State(app): State<Arc<App>>, f: Frame, headers: HeaderMap, Form(form): Form<SignIn>) -> Response {
    let token = form.token.trim().to_owned();
    let next = own(&form.next);
    let brought = token.clone();
    // The door does not matter: a token is brought, and must be right.
    let known = spawn_blocking(move || app.caller(Some(&brought), Door::Network)).await;
    // Only what a cookie can hold; ours are letters, digits and `_`.
    let plain = token.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
    let cookie = set(&headers, SESSION, &token, None).filter(|_| plain && known.is_ok());
    let Some(cookie) = cookie else {
        return f.page(StatusCode::UNAUTHORIZED, &SignInPage { f: &f, next, refused: true });
    };
    let mut response = to(&next);
    response.headers_mut().append(header::SET_COOKIE, cookie);
    response
}

/// `POST /sign-out`.
pub async fn sign_out(headers: HeaderMap) -> Response {
    let mut response = to("/sign-in");
    if let Some(cookie) = set(&headers, SESSION, "", Some(0)) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}

/// What the switch sends.
#[derive(serde::Deserialize)]
pub struct Switch {
    to: String,
    #[serde(default)]
    next: String,
}

/// `POST /language`.
pub async fn switch(headers: HeaderMap, Form(switch): Form<Switch>) -> Response {
    let mut response = to(&own(&switch.next));
    let tag = Lang::parse(&switch.to).map_or(Lang::Hans.tag(), Lang::tag);
    if let Some(cookie) = set(&headers, COOKIE, tag, Some(LANGUAGE_LASTS)) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}

/// A place of ours; the first page, for any other. `//host` and `/\host` would lead away.
fn own(next: &str) -> String {
    let second = next.chars().nth(1);
    let ours = next.starts_with('/') && !matches!(second, Some('/' | '\\')) && next.len() <= LONGEST_NEXT;
    let clean = next.bytes().all(|b| b.is_ascii_graphic() && b != b'\\');
    if ours && clean { next.to_owned() } else { "/".to_owned() }
}

/// Go there, with a plain request.
pub(in crate::http::pages) fn to(place: &str) -> Response {
    (StatusCode::SEE_OTHER, [(header::LOCATION, place.to_owned())]).into_response()
}

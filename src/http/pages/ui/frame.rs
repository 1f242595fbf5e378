//! Frame: what every page shares: language, who is signed in, the proof its forms carry.

use std::convert::Infallible;

use askama::Template;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use fenzhen_engine::flow::event::NOBODY;

use crate::app::access::{Caller, Role};
use crate::http::session::{SEED, SESSION, cookie, new_seed, proof, set};

use super::address::encoded;
use super::assets;
use super::language::Lang;
use super::texts::Texts;

/// How long the seed lasts, in seconds: a form that is left open over a holiday still works.
const SEED_LASTS: u32 = 60 * 60 * 24 * 30;

/// What every page shares.
pub struct Frame {
    /// The language.
    pub lang: Lang,
    /// Its texts.
    pub t: &'static Texts,
    /// What the page's forms send back.
    pub csrf: String,
    /// Who is signed in; `None` where nobody is, or the service is open.
    pub who: Option<String>,
    /// What they may do; `None` where nobody is let in.
    pub role: Option<Role>,
    /// Where the reader is, to come back to: an address that can be gone to.
    pub here: String,
    /// Whether this answers a form that was sent, which its reader may want to go back to.
    pub answers_form: bool,
    cookie: Option<HeaderValue>,
}

impl Frame {
    /// The frame of a request.
    pub fn of(method: &Method, headers: &HeaderMap, uri: &Uri, caller: Option<Caller>) -> Frame {
        let known = cookie(headers, SEED).filter(|seed| !seed.is_empty()).map(str::to_owned);
        let made = if known.is_none() { new_seed() } else { None };
        let seed = known.as_deref().or(made.as_deref()).unwrap_or_default();
        let lang = Lang::of_request(headers);
        let (who, role) = caller.map_or((None, None), |caller| (caller.name, Some(caller.role)));
        Frame {
            lang,
            t: Texts::of(lang),
            csrf: proof(seed, cookie(headers, SESSION)),
            who,
            role,
            here: here(method, headers, uri),
            answers_form: method == Method::POST,
            cookie: made.as_deref().and_then(|seed| set(headers, SEED, seed, Some(SEED_LASTS))),
        }
    }

    /// The address of an asset.
    pub fn asset(&self, name: &str) -> String {
        assets::address(name)
    }

    /// The languages to switch to.
    pub fn languages(&self) -> [(Lang, &'static str); 3] {
        Lang::ALL
    }

    /// The author of what the reader does.
    pub fn author(&self) -> String {
        self.who.clone().unwrap_or_else(|| NOBODY.to_owned())
    }

    /// Whether the reader may do what takes this role.
    pub fn may(&self, role: &str) -> bool {
        Role::parse(role).is_some_and(|needed| self.role.is_some_and(|role| role >= needed))
    }

    /// Whether the reader is somewhere below `path`.
    pub fn at(&self, path: &str) -> bool {
        self.here.split('?').next().is_some_and(|here| here == path || here.starts_with(&format!("{path}/")))
    }

    /// Where to sign in, and to come back here from.
    pub fn sign_in(&self) -> String {
        if self.here == "/" { "/sign-in".to_owned() } else { format!("/sign-in?next={}", encoded(&self.here)) }
    }

    /// The answer with a page.
    pub fn page(&self, status: StatusCode, page: &impl Template) -> Response {
        let html = match page.render() {
            Ok(html) => html,
            Err(error) => {
                tracing::error!(%error, "a page could not be written");
                return StatusCode::INTERNAL_SERVER_ERROR.into_response();
            }
        };
        // Pages hold what only their reader may see.
        let fixed = [(header::CONTENT_TYPE, "text/html; charset=utf-8"), (header::CACHE_CONTROL, "no-store")];
        let mut response = (status, fixed, html).into_response();
        if let Some(cookie) = &self.cookie {
            response.headers_mut().append(header::SET_COOKIE, cookie.clone());
        }
        response
    }
}

/// Where the reader is. What answers a form stands on the page the form was on: its own address cannot be gone to.
fn here(method: &Method, headers: &HeaderMap, uri: &Uri) -> String {
    if [Method::GET, Method::HEAD].contains(method) {
        return uri.path_and_query().map_or_else(|| "/".to_owned(), ToString::to_string);
    }
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    let from = text(header::REFERER).and_then(|from| from.parse::<Uri>().ok());
    let ours = from.filter(|from| from.authority().map(ToString::to_string).as_deref() == text(header::HOST));
    ours.and_then(|from| from.path_and_query().map(ToString::to_string)).unwrap_or_else(|| "/".to_owned())
}

impl<S: Send + Sync> FromRequestParts<S> for Frame {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Frame, Infallible> {
        Ok(Frame::of(&parts.method, &parts.headers, &parts.uri, parts.extensions.get::<Caller>().cloned()))
    }
}

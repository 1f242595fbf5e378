//! Frame: what every page shares: language, who is signed in, the proof its forms carry.

use std::convert::Infallible;

use askama::Template;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};

use crate::app::access::{Caller, Role};
use crate::http::session::{SEED, SESSION, cookie, new_seed, proof, set};

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
    /// Where the reader is, to come back to.
    pub here: String,
    cookie: Option<HeaderValue>,
}

impl Frame {
    /// The frame of a request.
    pub fn of(headers: &HeaderMap, uri: &Uri, caller: Option<Caller>) -> Frame {
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
            here: uri.path_and_query().map_or_else(|| "/".to_owned(), ToString::to_string),
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

    /// Whether the reader may do what takes this role.
    pub fn may(&self, role: &str) -> bool {
        Role::parse(role).is_some_and(|needed| self.role.is_some_and(|role| role >= needed))
    }

    /// Whether the reader is somewhere below `path`.
    pub fn at(&self, path: &str) -> bool {
        self.here.split('?').next().is_some_and(|here| here == path || here.starts_with(&format!("{path}/")))
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

impl<S: Send + Sync> FromRequestParts<S> for Frame {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Frame, Infallible> {
        Ok(Frame::of(&parts.headers, &parts.uri, parts.extensions.get::<Caller>().cloned()))
    }
}

//! Client: whether a person with a browser or a program asks, and what a person is told who may not pass.

use axum::extract::Request;
use axum::http::{HeaderMap, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};

use crate::app::access::{Caller, Denied};

use super::pages::{FRAGMENT, Frame};
use super::problem::ProblemDocument;
use super::session::{SESSION, cookie};

/// Who asks, as far as refusing them needs to know.
pub struct Client {
    method: Method,
    uri: Uri,
    headers: HeaderMap,
}

impl Client {
    /// The client of a request.
    pub fn of(request: &Request) -> Client {
        Client { method: request.method().clone(), uri: request.uri().clone(), headers: request.headers().clone() }
    }

    /// Whether a page is what they can read: a browser asks for one, outside the interface for programs.
    pub fn wants_page(&self) -> bool {
        let accepted = self.headers.get_all(header::ACCEPT).iter().filter_map(|value| value.to_str().ok());
        let html = accepted.flat_map(|value| value.split(',')).any(|kind| kind.trim().starts_with("text/html"));
        html && !self.headers.contains_key(FRAGMENT) && !self.uri.path().starts_with("/api/")
    }

    /// Whether they bring a session, good or not.
    pub fn has_session(&self) -> bool {
        cookie(&self.headers, SESSION).is_some_and(|token| !token.is_empty())
    }

    fn frame(&self, caller: Option<Caller>) -> Frame {
        Frame::of(&self.method, &self.headers, &self.uri, caller)
    }

    /// A change that no page of ours asked for.
    pub fn unproven(&self) -> Response {
        if self.wants_page() {
            let f = self.frame(None);
            return f.failure(StatusCode::FORBIDDEN, f.t.unproven, f.t.unproven_fix);
        }
        let detail = "the session cookie came without the proof that a page of this service asked for the change";
        let problem = ProblemDocument::new(StatusCode::FORBIDDEN, "unproven", detail);
        problem.help("programs send `Authorization: Bearer TOKEN` and no cookie; in a browser, reload the page").into_response()
    }

    /// The way to sign in, for a person; `None` for programs.
    pub fn sign_in_first(&self, denied: &Denied) -> Option<Response> {
        let unknown = matches!(denied, Denied::NoToken | Denied::BadToken);
        if !unknown || !self.wants_page() {
            return None;
        }
        let f = self.frame(None);
        if self.method != Method::GET {
            // What they wrote is still in their browser.
            return Some(f.failure(StatusCode::UNAUTHORIZED, f.t.session_over, f.t.session_over_fix));
        }
        Some((StatusCode::SEE_OTHER, [(header::LOCATION, f.sign_in())]).into_response())
    }

    /// What somebody is told whose role is too low; `None` for programs.
    pub fn role_too_low(&self, caller: &Caller) -> Option<Response> {
        let f = self.frame(Some(caller.clone()));
        self.wants_page().then(|| f.failure(StatusCode::FORBIDDEN, f.t.too_low, f.t.too_low_fix))
    }

    /// The page for what is not there or failed, for whoever was let in; `None` for programs.
    pub fn failed(&self, status: StatusCode, caller: Option<Caller>) -> Option<Response> {
        if !self.wants_page() {
            return None;
        }
        // The address of a form cannot be gone to, but it lies below the page that has the form.
        let above = self.uri.path().rsplit_once('/').map(|(above, _)| above).filter(|above| !above.is_empty());
        if let (StatusCode::METHOD_NOT_ALLOWED, &Method::GET, Some(above)) = (status, &self.method, above) {
            return Some((StatusCode::SEE_OTHER, [(header::LOCATION, above.to_owned())]).into_response());
        }
        let f = self.frame(caller);
        Some(match status {
            StatusCode::NOT_FOUND => f.missing(),
            StatusCode::PAYLOAD_TOO_LARGE => f.failure(status, f.t.too_long, f.t.unproven_fix),
            other => f.failure(other, f.t.broken, f.t.broken_fix),
        })
    }
}

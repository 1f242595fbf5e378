//! Failures as a page: what happened and what to do, in plain words.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;

use super::frame::Frame;

#[derive(Template)]
#[template(path = "ui/failure.html")]
struct FailurePage<'a> {
    f: &'a Frame,
    what: &'a str,
    fix: &'a str,
    /// Whether signing in fixes it.
    unauthorized: bool,
    /// Whether there is a page to go back to.
    back: bool,
}

impl Frame {
    /// A page that says what went wrong and how to go on.
    pub fn failure(&self, status: StatusCode, what: &str, fix: &str) -> Response {
        let (unauthorized, back) = (status == StatusCode::UNAUTHORIZED, self.answers_form && self.here != "/");
        self.page(status, &FailurePage { f: self, what, fix, unauthorized, back })
    }

    /// The page for what is not there.
    pub fn missing(&self) -> Response {
        self.failure(StatusCode::NOT_FOUND, self.t.not_there, self.t.not_there_fix)
    }

    /// The page for what went wrong on our side; the log says what.
    pub fn broken(&self) -> Response {
        self.failure(StatusCode::INTERNAL_SERVER_ERROR, self.t.broken, self.t.broken_fix)
    }
}

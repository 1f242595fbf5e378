//! What several operations refuse alike: options that are not known, numbers that are not numbers.

use axum::extract::Path;
use axum::extract::rejection::{PathRejection, QueryRejection};
use axum::http::StatusCode;

use crate::http::problem::ProblemDocument;

/// An option that is not known, or has no such value.
pub fn unknown(help: &'static str) -> impl FnOnce(QueryRejection) -> ProblemDocument {
    move |rejection| ProblemDocument::new(StatusCode::UNPROCESSABLE_ENTITY, "unknown-option", rejection.body_text()).help(help)
}

/// The number by which something is named.
pub fn number(id: Result<Path<i64>, PathRejection>) -> Result<i64, ProblemDocument> {
    let no_number = |_| {
        let problem = ProblemDocument::new(StatusCode::UNPROCESSABLE_ENTITY, "no-number", "it is named by its number");
        problem.field("id").help("send the number that the list shows")
    };
    id.map(|Path(id)| id).map_err(no_number)
}

//! Request bodies: JSON, with a problem that names the place where it is wrong.

use axum::body::Bytes;
use axum::extract::{FromRequest, OptionalFromRequest, Request};
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use serde::de::DeserializeOwned;
use serde_json::error::Category;

use super::problem::ProblemDocument;

/// A JSON body as `T`.
pub struct JsonBody<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for JsonBody<T> {
    type Rejection = axum::response::Response;

    async fn from_request(request: Request, state: &S) -> Result<JsonBody<T>, Self::Rejection> {
        if !is_json(&request) {
            let problem = ProblemDocument::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "not-json", "the body must be JSON");
            return Err(problem.help("send `Content-Type: application/json`").into_response());
        }
        let bytes = Bytes::from_request(request, state).await.map_err(IntoResponse::into_response)?;
        parse(&bytes).map(JsonBody).map_err(|problem| problem.into_response())
    }
}

/// No body at all, told by the lack of a content type, is `None`.
impl<T: DeserializeOwned, S: Send + Sync> OptionalFromRequest<S> for JsonBody<T> {
    type Rejection = axum::response::Response;

    async fn from_request(request: Request, state: &S) -> Result<Option<JsonBody<T>>, Self::Rejection> {
        if !request.headers().contains_key(header::CONTENT_TYPE) {
            return Ok(None);
        }
        <JsonBody<T> as FromRequest<S>>::from_request(request, state).await.map(Some)
    }
}

fn is_json(request: &Request) -> bool {
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    kind == "application/json" || kind.ends_with("+json")
}

fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, ProblemDocument> {
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let detail = format!("the body is not UTF-8: byte {} starts no character", error.valid_up_to());
        ProblemDocument::new(StatusCode::BAD_REQUEST, "not-utf8", detail).help("send the text as UTF-8")
    })?;
    let read = serde_json::from_str(text).map_err(|error| {
        let (status, code) = match error.classify() {
            Category::Data => (StatusCode::UNPROCESSABLE_ENTITY, "wrong-shape"),
            _ => (StatusCode::BAD_REQUEST, "broken-json"),
        };
        ProblemDocument::new(status, code, format!("the body cannot be read: {error}")).help("/openapi.json describes the body")
    })?;
    // serde would also take a list of the fields' values in their order, which nobody means.
    if text.trim_start().starts_with('[') {
        let problem = ProblemDocument::new(StatusCode::UNPROCESSABLE_ENTITY, "wrong-shape", "the body is a list, not an object");
        return Err(problem.help("/openapi.json describes the body"));
    }
    Ok(read)
}

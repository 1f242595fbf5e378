//! For whatever watches the service: is it alive, can it answer.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;

use crate::app::{App, AppError};
use crate::http::blocking::spawn_blocking;
use crate::http::problem::ProblemDocument;

/// Whether the process is alive
#[utoipa::path(get, path = "/healthz", operation_id = "health_alive", tag = "health", responses((status = 200, description = "Alive", body = String)))]
pub async fn healthz() -> &'static str {
    "ok\n"
}

/// Whether it can answer: the library is loaded and the database reads
#[utoipa::path(get, path = "/readyz", operation_id = "health_ready", tag = "health", responses(
    (status = 200, description = "Ready", body = String),
    (status = 503, description = "Not ready"),
))]
pub async fn readyz(State(app): State<Arc<App>>) -> Result<&'static str, ProblemDocument> {
    let ready = spawn_blocking(move || Ok::<_, AppError>(app.is_ready())).await.unwrap_or(false);
    if ready {
        Ok("ready\n")
    } else {
        Err(ProblemDocument::new(StatusCode::SERVICE_UNAVAILABLE, "not-ready", "the database does not answer"))
    }
}

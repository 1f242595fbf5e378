//! What is done with a run by a button: stop it, go on with it, take it back, remove it.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::response::Response;

use crate::app::App;
use crate::app::runs::RunError;
use crate::http::blocking::spawn_blocking;
use crate::http::pages::admin::sign_in::to;
use crate::http::pages::ui::frame::Frame;

use super::refused;

/// Does it, then shows `place`.
async fn done(f: &Frame, place: &str, act: impl FnOnce() -> Result<(), RunError> + Send + 'static) -> Response {
    match spawn_blocking(act).await {
        Ok(()) => to(place),
        Err(refusal) => refused(f, &refusal),
    }
}

/// `POST /runs/{id}/cancel`.
pub async fn cancel(State(app): State<Arc<App>>, f: Frame, Path(id): Path<String>) -> Response {
    let place = format!("/runs/{id}");
    done(&f, &place, move || app.runs().cancel(&id).map(drop)).await
}

/// `POST /runs/{id}/resume`.
pub async fn resume(State(app): State<Arc<App>>, f: Frame, Path(id): Path<String>) -> Response {
    let place = format!("/runs/{id}");
    done(&f, &place, move || app.runs().resume(&id).map(drop)).await
}

/// `POST /runs/{id}/undo`.
pub async fn undo(State(app): State<Arc<App>>, f: Frame, Path(id): Path<String>) -> Response {
    let (place, author) = (format!("/runs/{id}"), f.author());
    done(&f, &place, move || app.runs().undo(&id, &author).map(drop)).await
}

/// `POST /runs/{id}/remove`.
pub async fn remove(State(app): State<Arc<App>>, f: Frame, Path(id): Path<String>) -> Response {
    done(&f, "/runs", move || app.runs().remove(&id)).await
}

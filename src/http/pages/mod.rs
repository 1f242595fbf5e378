//! Pages: the workbench in a browser, written on our side, one file a page.
//!
//! Pages call the journeys of [`crate::app`] as the interface for programs does and know nothing that it does not know.
//! Nothing is loaded from elsewhere; no script or style stands inside a page.

mod address;
mod agent;
mod assets;
mod card;
mod charts;
mod choices;
mod clock;
mod curation;
mod evidence;
mod failure;
mod frame;
mod kinds;
mod language;
mod library;
mod marked;
mod names;
mod promise;
mod reports;
mod runs;
mod sign_in;
mod texts;
mod tickets;
mod tokens;
mod trend;
mod view;
mod ways;

use std::sync::Arc;

use axum::Router;
use axum::routing::{get, post};

use crate::app::{App, AppError};

pub use frame::Frame;

/// The header by which our scripts ask for a part of a page.
pub const FRAGMENT: &str = "x-fragment";

/// The routes of the pages.
pub fn router() -> Router<Arc<App>> {
    Router::new()
        .route("/", get(agent::desk))
        .route("/suggestion", get(agent::desk).post(agent::suggest))
        .route("/choices", get(choices::find))
        .route("/sign-in", get(sign_in::ask).post(sign_in::sign_in))
        .route("/sign-out", post(sign_in::sign_out))
        .route("/language", post(sign_in::switch))
        .route("/tokens", get(tokens::list).post(tokens::create))
        .route("/tokens/{id}/revoke", post(tokens::revoke))
        .merge(library::router())
        .merge(curation::router())
        .merge(tickets::router())
        .merge(runs::router())
        .merge(reports::router())
        .route("/assets/{edition}/{name}", get(assets::asset))
}

/// Runs a journey where it holds up nobody.
async fn aside<T: Send + 'static>(journey: impl FnOnce() -> Result<T, AppError> + Send + 'static) -> Result<T, AppError> {
    let failed =
        |error: tokio::task::JoinError| AppError::Io { path: "a journey".to_owned(), source: std::io::Error::other(error) };
    tokio::task::spawn_blocking(journey).await.map_err(failed)?
}

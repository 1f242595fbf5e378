//! Pages: the workbench in a browser, written on our side, one file a page.
//!
//! Pages call the journeys of [`crate::app`] as the interface for programs does and know nothing that it does not know.
//! Nothing is loaded from elsewhere; no script or style stands inside a page.

pub(crate) mod admin;
mod desk;
mod library;
mod reports;
mod runs;
mod tickets;
pub(crate) mod ui;

use std::sync::Arc;

use axum::Router;
use axum::routing::{get, post};

use crate::app::App;

pub use ui::frame::Frame;

/// The header by which our scripts ask for a part of a page.
pub const FRAGMENT: &str = "x-fragment";

/// The routes of the pages.
pub fn router() -> Router<Arc<App>> {
    Router::new()
        .route("/", get(desk::desk))
        .route("/suggestion", get(desk::desk).post(desk::suggest))
        .route("/choices", get(desk::choices::find))
        .route("/sign-in", get(admin::sign_in::ask).post(admin::sign_in::sign_in))
        .route("/sign-out", post(admin::sign_in::sign_out))
        .route("/language", post(admin::sign_in::switch))
        .route("/tokens", get(admin::tokens::list).post(admin::tokens::create))
        .route("/tokens/{id}/revoke", post(admin::tokens::revoke))
        .merge(library::router())
        .merge(tickets::router())
        .merge(runs::router())
        .merge(reports::router())
        .route("/assets/{edition}/{name}", get(ui::assets::asset))
}

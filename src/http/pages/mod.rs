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

use crate::app::access::Role;

use super::guarded::{Access, GuardedRouter};

pub use ui::frame::Frame;

/// The header by which our scripts ask for a part of a page.
pub const FRAGMENT: &str = "x-fragment";

/// The routes of the pages.
pub fn router() -> GuardedRouter {
    GuardedRouter::new()
        .get("/", Role::Agent, desk::desk)
        .get("/suggestion", Role::Agent, desk::desk)
        .post("/suggestion", Role::Agent, desk::suggest)
        .get("/choices", Role::Agent, desk::choices::find)
        .get("/sign-in", Access::Everybody, admin::sign_in::ask)
        .post("/sign-in", Access::Everybody, admin::sign_in::sign_in)
        .post("/sign-out", Access::Everybody, admin::sign_in::sign_out)
        .post("/language", Access::Everybody, admin::sign_in::switch)
        .get("/tokens", Role::Admin, admin::tokens::list)
        .post("/tokens", Role::Admin, admin::tokens::create)
        .post("/tokens/{id}/revoke", Role::Admin, admin::tokens::revoke)
        .merge(library::router())
        .merge(tickets::router())
        .merge(runs::router())
        .merge(reports::router())
        .get("/assets/{edition}/{name}", Access::Everybody, ui::assets::asset)
}

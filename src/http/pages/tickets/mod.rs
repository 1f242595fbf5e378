//! `/tickets`: the queue, and one page for each ticket, where everything that may be done to it has a form of its own.
//!
//! Pages decide nothing: what may be done, what is due and what is in the way is said by [`crate::app`], as it is to
//! programs. All of it works without a script.

mod act;
mod clocks;
mod draft;
mod fields;
mod forms;
mod history;
mod list;
mod posted;
mod refusal;
mod register;
mod show;
mod talk;
mod teach;

use axum::response::Response;

use crate::app::access::Role;
use crate::app::{AppError, TicketRefusal};
use crate::http::guarded::GuardedRouter;

use super::ui::frame::Frame;
use super::ui::names;
use super::ui::texts::tickets::TicketTexts;

/// What the clocks call themselves in a history.
const CLOCK: &str = "fenzhen";

/// The routes.
pub fn router() -> GuardedRouter {
    GuardedRouter::new()
        .get("/tickets", Role::Agent, list::queue)
        .post("/tickets", Role::Agent, register::register)
        .get("/tickets/{id}", Role::Agent, show::show)
        .post("/tickets/{id}/act", Role::Agent, act::act)
        .post("/tickets/{id}/teach", Role::Agent, teach::teach)
}

/// What a reader is told of a failure that no form mends.
fn failed(f: &Frame, error: &AppError) -> Response {
    match error {
        AppError::Ticket(TicketRefusal::NoSuchTicket(_)) => f.missing(),
        // A page of the queue that nobody was given.
        AppError::Request(_) => f.missing(),
        other => {
            tracing::error!(error = %other, "a page of tickets failed");
            f.broken()
        }
    }
}

impl Frame {
    /// The texts of tickets, for pages of others that lead to them.
    pub fn tickets(&self) -> &'static TicketTexts {
        TicketTexts::of(self.lang)
    }
}

/// Somebody by the name a reader knows.
fn person(name: &str, t: &'static TicketTexts) -> String {
    match name {
        CLOCK => t.by_clock.to_owned(),
        other => names::person(other, t.nobody),
    }
}

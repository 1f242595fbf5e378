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
mod posted;
mod queue;
mod refusal;
mod register;
mod register_form;
mod show;
mod talk;
mod teach;

use axum::response::Response;

use crate::app::TicketError;
use crate::app::access::Role;
use crate::http::guarded::GuardedRouter;

use super::ui::frame::Frame;
use super::ui::names;
use super::ui::texts::tickets::TicketTexts;

/// What the clocks call themselves in a history.
const CLOCK: &str = "fenzhen";

/// The routes.
pub fn router() -> GuardedRouter {
    GuardedRouter::new()
        .get("/tickets", Role::Agent, queue::queue)
        .post("/tickets", Role::Agent, register::register)
        .get("/tickets/{id}", Role::Agent, show::show)
        .post("/tickets/{id}/act", Role::Agent, act::act)
        .post("/tickets/{id}/teach", Role::Agent, teach::teach)
}

/// What a reader is told of a failure that no form fixes.
fn failed(f: &Frame, error: &TicketError) -> Response {
    match error {
        // A page of the queue that nobody was given is missing as a ticket that nobody registered is.
        TicketError::NoSuchTicket(_) | TicketError::NoSuchPlace => f.missing(),
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

/// An id as a part of an address.
fn in_address(id: &str) -> String {
    let kept = |b: u8| b.is_ascii_alphanumeric() || b == b'-' || b == b'_';
    id.bytes().map(|b| if kept(b) { (b as char).to_string() } else { format!("%{b:02X}") }).collect()
}

//! `/tickets/{id}/act`: doing something to a ticket. What is not taken comes back as it was sent, with the reason beside it.

use std::sync::Arc;

use axum::Form;
use axum::extract::{Path, State};
use axum::response::Response;
use fenzhen_engine::flow::Event;
use fenzhen_engine::kb::WorkflowRole;

use crate::api::v1::ActionRequest;
use crate::app::access::Role;
use crate::app::{App, AppError, As, TicketRefusal};
use crate::http::blocking::spawn_blocking;
use crate::http::pages::admin::sign_in::to;
use crate::http::pages::ui::frame::Frame;
use crate::http::pages::ui::texts::tickets::TicketTexts;

use super::fields::{Pairs, Tried, value};
use super::refusal::{self, Refused};
use super::{failed, posted, show};

/// `POST /tickets/{id}/act`.
pub async fn act(State(app): State<Arc<App>>, f: Frame, Path(id): Path<String>, Form(pairs): Form<Pairs>) -> Response {
    let (t, snapshot) = (TicketTexts::of(f.lang), app.snapshot());
    let refused = match posted::action(&pairs, snapshot.calendar.zone(), t) {
        Err((field, reason)) => {
            Refused { status: axum::http::StatusCode::UNPROCESSABLE_ENTITY, field, reason: reason.to_owned() }
        }
        Ok(action) => {
            let request = ActionRequest {
                action,
                part: WorkflowRole::parse(value(&pairs, "as")).unwrap_or(WorkflowRole::Agent),
                author: Some(f.author()),
                // Whoever acts has seen what they act on.
                expect: value(&pairs, "expect").parse().ok(),
            };
            let may = if f.role.is_some_and(|role| role >= Role::Maintainer) { As::Supervisor } else { As::Agent };
            let (acting, ticket) = (Arc::clone(&app), id.clone());
            match spawn_blocking(move || take(&acting, &ticket, request, may)).await {
                Ok(()) => return to(&format!("/tickets/{}?done=1", show::in_address(&id))),
                Err(error) => match refusal::of(&error, &pairs, &snapshot.library, t) {
                    Some(refused) => refused,
                    None => return failed(&f, &error),
                },
            }
        }
    };
    let Refused { status, field, reason } = refused;
    let tried = Tried { key: value(&pairs, "key").to_owned(), field, reason, pairs };
    show::page(app, f, id, status, show::Asked::default(), Some(tried)).await
}

/// Acts on the ticket as its writer saw it. A clock that fired meanwhile changes nothing of what they saw.
fn take(app: &App, id: &str, request: ActionRequest, may: As) -> Result<(), AppError> {
    let taken = app.act(id, request.clone(), None, may).map(|_| ());
    let Err(AppError::Ticket(TicketRefusal::ChangedMeanwhile { expected, .. })) = taken else { return taken };
    let file = app.ticket_file(id)?;
    let mut since = file.history.iter().filter(|entry| entry.seq > expected);
    if !since.all(|entry| matches!(entry.event, Event::Reminded(_) | Event::Escalated(_))) {
        return taken;
    }
    app.act(id, ActionRequest { expect: Some(file.life.seq), ..request }, None, may).map(|_| ())
}

//! `/tickets/{id}/act`: doing something to a ticket. What is not taken comes back as it was sent, with the reason beside it.

use std::sync::Arc;

use axum::Form;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use fenzhen_engine::kb::WorkflowRole;

use crate::app::access::Role;
use crate::app::{Act, ActingRole, App};
use crate::http::blocking::spawn_blocking;
use crate::http::pages::admin::sign_in::to;
use crate::http::pages::ui::frame::Frame;
use crate::http::pages::ui::texts::tickets::TicketTexts;

use super::fields::{Pairs, RejectedForm, value};
use super::refusal::{self, Refused};
use super::{failed, in_address, posted, show};

/// `POST /tickets/{id}/act`.
pub async fn act(State(app): State<Arc<App>>, f: Frame, Path(id): Path<String>, Form(pairs): Form<Pairs>) -> Response {
    let (t, snapshot) = (TicketTexts::of(f.lang), app.snapshot());
    let refused = match posted::action(&pairs, snapshot.calendar.zone(), t) {
        Err((field, reason)) => Refused { status: StatusCode::UNPROCESSABLE_ENTITY, field, reason: reason.to_owned() },
        Ok(action) => {
            let act = Act {
                action,
                part: WorkflowRole::parse(value(&pairs, "as")).unwrap_or(WorkflowRole::Agent),
                author: Some(f.author()),
                // Whoever acts has seen what they act on.
                expect: value(&pairs, "expect").parse().ok(),
            };
            let is_maintainer = f.role.is_some_and(|role| role >= Role::Maintainer);
            let role = if is_maintainer { ActingRole::Supervisor } else { ActingRole::Agent };
            let (acting, ticket) = (Arc::clone(&app), id.clone());
            match spawn_blocking(move || acting.tickets().act(&ticket, act, None, role)).await {
                Ok(_) => return to(&format!("/tickets/{}?done=1", in_address(&id))),
                Err(error) => match refusal::of(&error, &pairs, &snapshot.library, t) {
                    Some(refused) => refused,
                    None => return failed(&f, &error),
                },
            }
        }
    };
    let Refused { status, field, reason } = refused;
    let rejected = RejectedForm { key: value(&pairs, "key").to_owned(), field, reason, pairs };
    show::page(app, f, id, status, show::Params::default(), Some(rejected)).await
}

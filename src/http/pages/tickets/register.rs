//! `POST /tickets`: registering a complaint. What is not taken comes back in the form as it was sent.

use std::sync::Arc;

use axum::Form;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use jiff::Timestamp;
use serde_json::{Value, json};

use crate::app::idempotency::{Answered, Idempotent, KeyError, Scope};
use crate::app::{App, RegisteredTicket, TicketError};
use crate::http::blocking::spawn_blocking;
use crate::http::pages::admin::sign_in::to;
use crate::http::pages::ui::frame::Frame;
use crate::http::pages::ui::texts::tickets::TicketTexts;
use crate::http::session::new_seed;

use super::register_form::{NotRegistered, RegisterForm};
use super::{failed, in_address, queue, refusal};

/// `POST /tickets`.
pub async fn register(State(app): State<Arc<App>>, f: Frame, Form(form): Form<RegisterForm>) -> Response {
    let t = TicketTexts::of(f.lang);
    let new = form.ticket(f.author(), Timestamp::now());
    let key = Some(form.key.clone()).filter(|key| !key.is_empty());
    let registering = Arc::clone(&app);
    let registered = spawn_blocking(move || {
        let once = key.map(|key| Idempotent::new(Scope::Tickets, &key, &new, remembered)).transpose()?;
        registering.tickets().register(new, once)
    });
    let (status, refused) = match registered.await {
        Ok(answered) => {
            let from = if form.from == "desk" { "&from=desk" } else { "" };
            return to(&format!("/tickets/{}?registered=1{from}", in_address(&id_of(answered))));
        }
        Err(TicketError::Registered { ticket, .. }) => {
            let reason = t.registered_before.to_owned();
            (StatusCode::CONFLICT, NotRegistered { field: "external_id".to_owned(), reason, known: Some(ticket) })
        }
        Err(TicketError::Key(KeyError::KeyReused)) => {
            // Whoever goes back and writes another complaint into the same form means another ticket.
            let form = RegisterForm { key: new_seed().unwrap_or_default(), ..form };
            let reason = t.changed_form.to_owned();
            return queue::page(app, f, queue::Params::default(), form, again(reason)).await;
        }
        Err(error) => {
            let Some(told) = refusal::of(&error, &Vec::new(), &app.snapshot().library, t) else { return failed(&f, &error) };
            let field = if told.field == "slot_value" { "name".to_owned() } else { told.field };
            (told.status, NotRegistered { field, reason: told.reason, known: None })
        }
    };
    queue::page(app, f, queue::Params::default(), form, Some((status, refused))).await
}

/// What a second click is answered by: which ticket it became.
fn remembered(registered: &RegisteredTicket) -> String {
    json!({"ticket": {"id": registered.state.id}}).to_string()
}

/// The ticket it became, now or at the first click.
fn id_of(answered: Answered<RegisteredTicket>) -> String {
    match answered {
        Answered::Now(registered) => registered.state.id,
        Answered::Before(written) => {
            let answer: Value = serde_json::from_str(&written).unwrap_or_default();
            answer["ticket"]["id"].as_str().unwrap_or_default().to_owned()
        }
    }
}

fn again(reason: String) -> Option<(StatusCode, NotRegistered)> {
    Some((StatusCode::CONFLICT, NotRegistered { field: String::new(), reason, known: None }))
}

//! `POST /tickets`: registering a complaint. What is not taken comes back in the form as it was sent.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::Form;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use jiff::Timestamp;

use crate::api::v1::{Customer, RegisterRequest};
use crate::app::{App, AppError, Taken, TicketRefusal};
use crate::http::blocking::spawn_blocking;
use crate::http::pages::admin::sign_in::to;
use crate::http::pages::ui::frame::Frame;
use crate::http::pages::ui::texts::tickets::TicketTexts;
use crate::http::session::new_seed;

use super::{failed, list, refusal, show};

/// The source of what is registered here, where its writer names none.
const SOURCE: &str = "workbench";

/// What the forms that register send.
#[derive(serde::Deserialize, Default)]
#[serde(default)]
pub struct RegisterForm {
    pub text: String,
    pub name: String,
    pub phone: String,
    pub class: String,
    pub source: String,
    pub external_id: String,
    /// Tells a second click from a second ticket.
    pub key: String,
    /// `desk`, where it comes from there.
    pub from: String,
    /// Since when the complaint has been on the desk.
    pub received_at: String,
}

impl RegisterForm {
    /// An empty one.
    pub fn blank() -> RegisterForm {
        RegisterForm { key: new_seed().unwrap_or_default(), ..RegisterForm::default() }
    }

    fn request(&self, author: String, now: Timestamp) -> RegisterRequest {
        let said = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        let given = [("name", &self.name), ("phone", &self.phone)];
        let slots: BTreeMap<String, String> =
            given.into_iter().filter_map(|(slot, value)| Some((slot.to_owned(), said(value)?))).collect();
        let class = said(&self.class).map(|class| Customer { id: None, class: Some(class) });
        RegisterRequest {
            text: self.text.replace("\r\n", "\n"),
            // A browser whose clock is ahead has not received it in the future.
            received_at: self.received_at.parse::<Timestamp>().ok().filter(|at| *at <= now),
            source: said(&self.source).or_else(|| Some(SOURCE.to_owned())),
            external_id: said(&self.external_id),
            customer: class,
            slots,
            author: Some(author),
            ..RegisterRequest::default()
        }
    }
}

/// Why a complaint was not registered.
pub struct NotRegistered {
    /// The field to blame; blank for none.
    pub field: String,
    pub reason: String,
    /// The ticket it is already.
    pub known: Option<String>,
}

/// `POST /tickets`.
pub async fn register(State(app): State<Arc<App>>, f: Frame, Form(form): Form<RegisterForm>) -> Response {
    let t = TicketTexts::of(f.lang);
    let request = form.request(f.author(), Timestamp::now());
    let key = Some(form.key.clone()).filter(|key| !key.is_empty());
    let registering = Arc::clone(&app);
    let registered = spawn_blocking(move || registering.register(request, key.as_deref())).await;
    let (status, refused) = match registered {
        Ok(taken) => {
            let id = match &taken {
                Taken::Now(answer) => answer.ticket.id.as_str(),
                Taken::Before(answer) => answer["ticket"]["id"].as_str().unwrap_or_default(),
            };
            let from = if form.from == "desk" { "&from=desk" } else { "" };
            return to(&format!("/tickets/{}?registered=1{from}", show::in_address(id)));
        }
        Err(AppError::Ticket(TicketRefusal::Registered { ticket, .. })) => {
            let reason = t.registered_before.to_owned();
            (StatusCode::CONFLICT, NotRegistered { field: "external_id".to_owned(), reason, known: Some(ticket) })
        }
        Err(AppError::Ticket(TicketRefusal::KeyReused)) => {
            // Whoever goes back and writes another complaint into the same form means another ticket.
            let form = RegisterForm { key: new_seed().unwrap_or_default(), ..form };
            let reason = t.changed_form.to_owned();
            return list::page(app, f, list::Asked::default(), form, again(reason)).await;
        }
        Err(AppError::Request(error)) => {
            let told = refusal::malformed(&error, t);
            let field = if told.field == "slot_value" { "name".to_owned() } else { told.field };
            (told.status, NotRegistered { field, reason: told.reason, known: None })
        }
        Err(error) => return failed(&f, &error),
    };
    list::page(app, f, list::Asked::default(), form, Some((status, refused))).await
}

fn again(reason: String) -> Option<(StatusCode, NotRegistered)> {
    Some((StatusCode::CONFLICT, NotRegistered { field: String::new(), reason, known: None }))
}

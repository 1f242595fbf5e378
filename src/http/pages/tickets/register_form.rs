//! The form that registers a complaint: what it sends, and why that was not taken.

use std::collections::BTreeMap;

use jiff::Timestamp;

use crate::app::{Customer, NewTicket};
use crate::http::session::new_seed;

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

    /// What it registers, by whom.
    pub fn ticket(&self, author: String, now: Timestamp) -> NewTicket {
        let said = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        let given = [("name", &self.name), ("phone", &self.phone)];
        let slots: BTreeMap<String, String> =
            given.into_iter().filter_map(|(slot, value)| Some((slot.to_owned(), said(value)?))).collect();
        let class = said(&self.class).map(|class| Customer { id: None, class: Some(class) });
        NewTicket {
            text: self.text.replace("\r\n", "\n"),
            // A browser whose clock is ahead has not received it in the future.
            received_at: self.received_at.parse::<Timestamp>().ok().filter(|at| *at <= now),
            source: said(&self.source).or_else(|| Some(SOURCE.to_owned())),
            external_id: said(&self.external_id),
            customer: class,
            slots,
            author: Some(author),
            ..NewTicket::default()
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

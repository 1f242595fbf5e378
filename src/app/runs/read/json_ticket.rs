//! A ticket out of a JSON object: our own rows, and the shapes in which Zammad, Zendesk, Chatwoot and Freshdesk hand out
//! theirs.
//!
//! Zammad has the customer's words in `articles` (or one `article`), Zendesk in `description` or the first comment,
//! Chatwoot in the incoming `messages`, Freshdesk in `description_text`. Some wrap each ticket in an object of its own.

use fenzhen_engine::kb::Labels;
use serde_json::{Map, Value};

use crate::app::runs::row::RowProblem;

use super::backlog_row::{self, BacklogTicket, BadRow};
use super::role::{ColumnRole, Mapping, key};

/// What a ticket may be wrapped in.
const WRAPPERS: [&str; 4] = ["ticket", "helpdesk_ticket", "conversation", "Ticket"];

/// Reads the object in `text`.
pub(super) fn ticket(text: &str, mapping: &Mapping) -> Result<BacklogTicket, BadRow> {
    let help = "each row is one JSON object with at least \"text\"";
    let object: Map<String, Value> = serde_json::from_str(text).map_err(|error| {
        let what =
            if error.is_data() { "the row is not a JSON object".to_owned() } else { format!("the JSON is broken: {error}") };
        BadRow::from(RowProblem::new("broken-json", what, help))
    })?;
    let object = unwrapped(&object);
    let fields = JsonFields { object, keys: object.keys().map(|name| key(name)).collect(), mapping };
    let title = fields.text(ColumnRole::Title).or_else(|| mail_subject(object)).unwrap_or_default();
    let words = match mapping.column(ColumnRole::Text) {
        Some(_) => fields.text(ColumnRole::Text),
        None => fields.text(ColumnRole::Text).filter(|text| !text.trim().is_empty()).or_else(|| said_by_customer(object)),
    };
    let label = |role| fields.value(role).map(|value| backlog_row::label(&plain(value).unwrap_or_default()));
    Ok(BacklogTicket {
        id: fields.text(ColumnRole::Id),
        title,
        text: words.unwrap_or_default(),
        received_at: fields.text(ColumnRole::ReceivedAt),
        labels: Labels { category: label(ColumnRole::Category), department: label(ColumnRole::Department), entry: None },
    })
}

/// The ticket itself, where it is wrapped.
fn unwrapped(object: &Map<String, Value>) -> &Map<String, Value> {
    WRAPPERS.iter().find_map(|name| object.get(*name)?.as_object()).unwrap_or(object)
}

struct JsonFields<'a> {
    object: &'a Map<String, Value>,
    /// The object's own names, in its order, as names are compared.
    keys: Vec<String>,
    mapping: &'a Mapping,
}

impl<'a> JsonFields<'a> {
    fn value(&self, role: ColumnRole) -> Option<&'a Value> {
        if let Some(path) = self.mapping.column(role) {
            // A key may have a point in it; else the point leads into an object.
            return self.object.get(path).or_else(|| {
                let mut parts = path.split('.');
                let first = self.object.get(parts.next()?)?;
                parts.try_fold(first, |value, part| value.get(part))
            });
        }
        role.called().iter().find_map(|name| {
            let direct = self.object.get(*name);
            direct.or_else(|| self.keys.iter().zip(self.object.values()).find(|(known, _)| known == name).map(|(_, value)| value))
        })
    }

    fn text(&self, role: ColumnRole) -> Option<String> {
        self.value(role).and_then(plain).filter(|text| !text.trim().is_empty())
    }
}

/// A value that is a text, a number, or an object with a name.
fn plain(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Object(object) => object.get("name").or_else(|| object.get("id")).filter(|v| !v.is_object()).and_then(plain),
        _ => None,
    }
}

fn mail_subject(object: &Map<String, Value>) -> Option<String> {
    object.get("additional_attributes")?.get("mail_subject").and_then(plain)
}

/// What the customer wrote, out of the messages of a ticket.
fn said_by_customer(object: &Map<String, Value>) -> Option<String> {
    if let Some(article) = object.get("article") {
        return body(article);
    }
    for list in ["articles", "messages", "comments", "conversations"] {
        let Some(messages) = object.get(list).and_then(Value::as_array) else { continue };
        let said: Vec<String> = messages.iter().filter(|message| is_incoming(message)).filter_map(body).collect();
        if !said.is_empty() {
            return Some(said.join("\n"));
        }
        if let Some(first) = messages.iter().find_map(body) {
            return Some(first);
        }
    }
    None
}

fn body(message: &Value) -> Option<String> {
    let keys = ["plain_body", "body_text", "body", "content", "text"];
    keys.iter().find_map(|name| message.get(*name).and_then(plain)).filter(|text| !text.trim().is_empty())
}

/// Whether a message was written by the customer. Each help desk says so in its own way.
fn is_incoming(message: &Value) -> bool {
    let text = |name: &str| message.get(name).and_then(Value::as_str).map(str::to_ascii_lowercase);
    let number = |name: &str| message.get(name).and_then(Value::as_i64);
    if message.get("private").or_else(|| message.get("internal")) == Some(&Value::Bool(true)) {
        return false;
    }
    text("sender").is_some_and(|sender| sender == "customer")
        || text("message_type").is_some_and(|kind| kind == "incoming")
        || number("message_type") == Some(0)
        || message.get("incoming") == Some(&Value::Bool(true))
}

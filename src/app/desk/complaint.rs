//! What somebody sends to be judged, and how much of it is a complaint.

use std::borrow::Cow;

use fenzhen_engine::triage::Ticket;
use jiff::Timestamp;

use crate::app::{Refusal, RequestError};

/// The longest text of a ticket, in code points; longer ones are exports or attacks, not complaints.
pub const LONGEST_TEXT: usize = 200_000;
/// The longest title, in code points.
pub const LONGEST_TITLE: usize = 2_000;

/// A complaint as somebody sends it to be judged.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Complaint {
    /// What the customer said.
    pub text: String,
    /// Its title, if it has one.
    pub title: Option<String>,
    /// Where it came from: hotline, chat, web …
    pub channel: Option<String>,
    /// The product it is about, if known.
    pub product: Option<String>,
    /// When it was received; now, if that is not said.
    pub received_at: Option<Timestamp>,
    /// The sender's id for it.
    pub id: Option<String>,
}

/// Where a complaint came from and what it is about, as its sender said. It changes no judgement, and is kept with it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Origin {
    /// Hotline, chat, web …
    pub channel: Option<String>,
    /// The product it is about.
    pub product: Option<String>,
}

/// A complaint that cannot be judged.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ComplaintError {
    /// It says nothing.
    #[error("the ticket has no text")]
    Empty,
    /// It is an export or an attack.
    #[error("`{field}` has more than {most} characters")]
    TooLong {
        /// Which text.
        field: &'static str,
        /// How many characters it may have.
        most: usize,
    },
}

impl Refusal for ComplaintError {
    fn code(&self) -> &'static str {
        match self {
            ComplaintError::Empty => "empty-text",
            ComplaintError::TooLong { .. } => "text-too-long",
        }
    }

    fn field(&self) -> Option<&'static str> {
        match self {
            ComplaintError::Empty => Some("text"),
            ComplaintError::TooLong { field, .. } => Some(field),
        }
    }

    fn help(&self) -> Cow<'static, str> {
        Cow::Borrowed(match self {
            ComplaintError::Empty => "send what the customer said in `text`",
            ComplaintError::TooLong { .. } => "send the complaint itself, without attachments or history",
        })
    }
}

impl Complaint {
    /// Where it came from and what it is about.
    #[must_use]
    pub fn origin(&self) -> Origin {
        Origin { channel: self.channel.clone(), product: self.product.clone() }
    }

    /// The ticket to judge; one that does not say when it was received came in `now`.
    ///
    /// # Errors
    /// When it has no text, or too much of it.
    pub fn ticket(self, now: Timestamp) -> Result<Ticket, ComplaintError> {
        let title = self.title.unwrap_or_default();
        if self.text.trim().is_empty() && title.trim().is_empty() {
            return Err(ComplaintError::Empty);
        }
        within("text", &self.text, LONGEST_TEXT)?;
        within("title", &title, LONGEST_TITLE)?;
        Ok(Ticket { id: self.id, title, text: self.text, received_at: self.received_at.unwrap_or(now) })
    }
}

fn within(field: &'static str, text: &str, most: usize) -> Result<(), ComplaintError> {
    // Bytes are counted first: most texts are far too short to need their characters counted.
    let fits = text.len() <= most || text.chars().count() <= most;
    if fits { Ok(()) } else { Err(ComplaintError::TooLong { field, most }) }
}

/// For features whose errors are not enums of their own yet.
impl From<ComplaintError> for RequestError {
    fn from(error: ComplaintError) -> RequestError {
        let help = match error {
            ComplaintError::Empty => "send what the customer said in `text`",
            ComplaintError::TooLong { .. } => "send the complaint itself, without attachments or history",
        };
        RequestError { code: error.code(), field: error.field().unwrap_or("text"), message: error.to_string(), help }
    }
}

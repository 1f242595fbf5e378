//! What somebody sends to be judged, and what is said of it where it cannot be.

use std::borrow::Cow;

use fenzhen_engine::triage::{Ticket, TicketError};
use jiff::Timestamp;

use crate::app::Refusal;

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

impl Refusal for TicketError {
    fn code(&self) -> &'static str {
        match self {
            TicketError::NoText => "empty-text",
            TicketError::TextTooLong { .. } | TicketError::TitleTooLong { .. } => "text-too-long",
        }
    }

    fn field(&self) -> Option<&'static str> {
        Some(match self {
            TicketError::NoText | TicketError::TextTooLong { .. } => "text",
            TicketError::TitleTooLong { .. } => "title",
        })
    }

    fn help(&self) -> Cow<'static, str> {
        Cow::Borrowed(help(self))
    }
}

fn help(error: &TicketError) -> &'static str {
    match error {
        TicketError::NoText => "send what the customer said in `text`",
        TicketError::TextTooLong { .. } | TicketError::TitleTooLong { .. } => {
            "send the complaint itself, without attachments or history"
        }
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
    pub fn ticket(self, now: Timestamp) -> Result<Ticket, TicketError> {
        Ticket::new(self.id, self.title.unwrap_or_default(), self.text, self.received_at.unwrap_or(now))
    }
}

//! Why something about a ticket is refused, or could not be done.

use std::borrow::Cow;

use fenzhen_engine::{flow, triage};

use crate::app::idempotency::KeyError;
use crate::app::{AppError, Refusal};
use crate::store::StoreError;

/// What cannot be done about a ticket. Its `Display` says what is wrong.
#[derive(Debug, thiserror::Error)]
pub enum TicketError {
    /// A ticket that was never registered.
    #[error("there is no registered ticket {0}")]
    NoSuchTicket(String),
    /// The sender registered it before.
    #[error("{system} registered {external_id:?} before, as ticket {ticket}")]
    Registered {
        /// The sender's system.
        system: String,
        /// Its id there.
        external_id: String,
        /// Its id here.
        ticket: String,
    },
    /// Something happened to it meanwhile, beside what its clocks did.
    #[error("the ticket is at event {found}, not {expected}: something happened meanwhile (look again)")]
    ChangedMeanwhile {
        /// The number of its last event.
        found: u32,
        /// The number the caller knows.
        expected: u32,
    },
    /// The role is not the caller's.
    #[error("acting as supervisor takes at least the role maintainer")]
    PartTooHigh,
    /// The workflow, or the rules of handling, are in the way.
    #[error(transparent)]
    Flow(#[from] flow::Refusal),
    /// The idempotency key cannot be used.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// The complaint cannot be judged.
    #[error(transparent)]
    Complaint(#[from] triage::TicketError),
    /// A text that says nothing.
    #[error("`{field}` says nothing")]
    SaysNothing {
        /// Which.
        field: &'static str,
    },
    /// A name or short text that says nothing, or has characters nobody can see.
    #[error("`{field}` says nothing, or has control characters")]
    NotAWord {
        /// Which.
        field: &'static str,
    },
    /// A text longer than anybody writes.
    #[error("`{field}` has more than {most} characters")]
    TooLong {
        /// Which.
        field: &'static str,
        /// How many characters it may have.
        most: usize,
    },
    /// More than is meant.
    #[error("{}", .0.too_many())]
    TooMany(Many),
    /// An assignment of nobody.
    #[error("nobody is named")]
    NobodyNamed,
    /// A note without anything in it.
    #[error("the note says nothing")]
    EmptyNote,
    /// The customer will only say it.
    #[error("`received_at` lies in the future")]
    InTheFuture,
    /// Whoever is to face the customer is complained about in the ticket.
    #[error("{0} is complained about in this ticket")]
    FrontComplainedAbout(String),
    /// The library has no such slot.
    #[error("there is no slot {0:?}")]
    NoSuchSlot(String),
    /// The service levels know no such class of customers.
    #[error("there is no class of customers {class:?}, only {}", .known.join(", "))]
    NoSuchClass {
        /// What was named.
        class: String,
        /// Those there are.
        known: Vec<String>,
    },
    /// A place that nobody was given.
    #[error("`after` is not a valid place in the queue")]
    NoSuchPlace,
    /// What was registered is nothing that a history could begin with.
    #[error("the ticket has no history")]
    NoHistory,
    /// What went wrong inside.
    #[error(transparent)]
    App(#[from] AppError),
}

/// Of what there may be too many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Many {
    /// Slots, or people complained about, of a ticket that is registered.
    OfTicket,
    /// Slots, or people complained about, of a note.
    OfNote,
    /// Promises of one conversation.
    Promises,
}

impl Many {
    fn too_many(self) -> &'static str {
        match self {
            Many::OfTicket | Many::OfNote => "more than 50 slots or people",
            Many::Promises => "more than 50 promises",
        }
    }
}

impl TicketError {
    /// There is no ticket of this id, as far as it can be one.
    pub(super) fn no_such(id: &str) -> TicketError {
        TicketError::NoSuchTicket(id.chars().take(100).collect())
    }
}

impl From<StoreError> for TicketError {
    fn from(error: StoreError) -> TicketError {
        TicketError::App(error.into())
    }
}

impl Refusal for TicketError {
    fn code(&self) -> &'static str {
        match self {
            TicketError::NoSuchTicket(_) => "no-such-ticket",
            TicketError::Registered { .. } => "registered-before",
            TicketError::ChangedMeanwhile { .. } => "changed-meanwhile",
            TicketError::PartTooHigh => "part-too-high",
            TicketError::Flow(refusal) => refusal.code(),
            TicketError::Key(error) => error.code(),
            TicketError::Complaint(error) => error.code(),
            TicketError::SaysNothing { .. }
            | TicketError::NotAWord { .. }
            | TicketError::NobodyNamed
            | TicketError::EmptyNote => "no-word",
            TicketError::TooLong { .. } => "text-too-long",
            TicketError::TooMany(_) => "too-many",
            TicketError::InTheFuture => "not-yet",
            TicketError::FrontComplainedAbout(_) => "complained-about",
            TicketError::NoSuchSlot(_) => "no-such-slot",
            TicketError::NoSuchClass { .. } => "no-such-class",
            TicketError::NoSuchPlace => "no-place",
            TicketError::NoHistory => "no-history",
            TicketError::App(_) => "internal",
        }
    }

    fn field(&self) -> Option<&'static str> {
        Some(match self {
            TicketError::Key(error) => return error.field(),
            TicketError::Complaint(error) => return error.field(),
            TicketError::Flow(_) | TicketError::App(_) => return None,
            TicketError::SaysNothing { field } | TicketError::NotAWord { field } | TicketError::TooLong { field, .. } => field,
            TicketError::NoSuchTicket(_) => "id",
            TicketError::Registered { .. } => "external_id",
            TicketError::ChangedMeanwhile { .. } => "expect",
            TicketError::PartTooHigh => "as",
            TicketError::TooMany(Many::OfTicket | Many::OfNote) | TicketError::NoSuchSlot(_) => "slots",
            TicketError::TooMany(Many::Promises) => "promises",
            TicketError::NobodyNamed | TicketError::FrontComplainedAbout(_) => "front",
            TicketError::EmptyNote => "note",
            TicketError::InTheFuture => "received_at",
            TicketError::NoSuchClass { .. } => "customer",
            TicketError::NoSuchPlace => "after",
            TicketError::NoHistory => "text",
        })
    }

    fn help(&self) -> Cow<'static, str> {
        Cow::Borrowed(match self {
            TicketError::Flow(refusal) => return refusal.help(),
            TicketError::Key(error) => return error.help(),
            TicketError::Complaint(error) => return error.help(),
            TicketError::NoSuchTicket(_) => "GET /api/v1/tickets lists open ones",
            TicketError::Registered { .. } => "act on that ticket, or send another `external_id`",
            TicketError::ChangedMeanwhile { .. } => "look at the ticket again",
            TicketError::PartTooHigh => "let somebody with that role do it",
            TicketError::SaysNothing { .. } | TicketError::NotAWord { .. } => "write it, or leave it out",
            TicketError::TooLong { .. } => "send the complaint itself, without attachments or history",
            TicketError::TooMany(Many::OfTicket) => "send the complaint's own",
            TicketError::TooMany(Many::OfNote) | TicketError::EmptyNote => "send what is new",
            TicketError::TooMany(Many::Promises) => "promise what you can keep",
            TicketError::NobodyNamed => "send `front` or `handler`",
            TicketError::InTheFuture => "send when the customer said it",
            TicketError::FrontComplainedAbout(_) => "name somebody else",
            TicketError::NoSuchSlot(_) => "name one of slots.toml by its id",
            TicketError::NoSuchClass { .. } => "name one of sla.toml by its id, or leave it out",
            TicketError::NoSuchPlace => "send the `next` of the page before",
            TicketError::NoHistory => "try again, then tell the operator",
            TicketError::App(_) => "try again, then tell the operator",
        })
    }
}

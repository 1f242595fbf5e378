//! What is to become of a ticket that is rewritten: it is overwritten, added or removed.

use jiff::Timestamp;

use super::applications::{TicketNow, TicketState};

/// What is to become of a ticket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rewrite {
    /// The line of the input.
    pub line: Option<u64>,
    /// By which id it was named.
    pub id: String,
    /// What is suggested for it; for one that is removed, what was.
    pub says: TicketState,
    /// How urgent the input says it is.
    pub urgency: Option<String>,
    /// What is done.
    pub becomes: Becomes,
}

/// What is done with a ticket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Becomes {
    /// It is overwritten.
    Set {
        /// As it stands.
        now: Box<TicketNow>,
        /// Whether somebody had confirmed it.
        confirmed: bool,
        /// What that means to a registered one.
        event: Option<Box<RewriteEvent>>,
    },
    /// It is added.
    Added {
        /// Its id.
        key: String,
        /// Its text.
        text: TicketText,
    },
    /// It is removed.
    Removed {
        /// As it stands.
        now: Box<TicketNow>,
    },
}

/// The text of a ticket.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TicketText {
    /// Its title; may be empty.
    pub title: String,
    /// Its text.
    pub text: String,
    /// When it came in.
    pub received_at: Timestamp,
}

/// An event of a registered ticket, and what the fold of its events says with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RewriteEvent {
    /// When.
    pub at: Timestamp,
    /// Its kind.
    pub kind: String,
    /// JSON.
    pub body: String,
    /// 0 low, 1 medium, 2 high.
    pub urgency: u8,
    /// By id.
    pub category: Option<String>,
    /// By id.
    pub entry: Option<String>,
    /// Its earliest open deadline.
    pub due_at: Option<Timestamp>,
    /// When a clock fires next.
    pub fires_at: Option<Timestamp>,
    /// The library revision these were counted with.
    pub revision: i64,
}

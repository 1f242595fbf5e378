//! What comes out: a suggestion, by ids and spans. Names, slices and masks are added where it is shown.

use crate::kb::Urgency;
use crate::text::Span;
use crate::text::signals::{Signal, mask_words};

use super::contrast::Contrast;
use super::evidence::Evidence;
use super::ticket::{Ticket, TicketPart};

/// Whether there is an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// The first choice can be followed.
    Answer,
    /// Two choices are too close to call; a person should look at both.
    Ambiguous,
    /// The library does not know this.
    NoMatch,
}

impl Outcome {
    /// The name used on the wire.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Outcome::Answer => "answer",
            Outcome::Ambiguous => "ambiguous",
            Outcome::NoMatch => "no_match",
        }
    }
}

/// A category, department or entry with what speaks for it.
#[derive(Debug, Clone, PartialEq)]
pub struct Ranked {
    /// Its id.
    pub id: String,
    /// The sum of the evidence's weights.
    pub score: f64,
    /// How likely it is right, 0 to 1.
    pub confidence: f64,
    /// Why.
    pub evidence: Vec<Evidence>,
}

/// Why a ticket is as urgent as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UrgencyReason {
    /// In words an agent reads.
    pub reason: String,
    /// The words that raised it, where words did.
    pub place: Option<(TicketPart, Span)>,
}

/// How urgent a ticket is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Urgent {
    /// The level.
    pub level: Urgency,
    /// At least one reason.
    pub because: Vec<UrgencyReason>,
}

/// The answer to a ticket.
#[derive(Debug, Clone, PartialEq)]
pub struct Suggestion {
    /// Whether there is an answer.
    pub outcome: Outcome,
    /// Why not, where there is none; or what is open.
    pub reason: Option<String>,
    /// Categories, likeliest first.
    pub categories: Vec<Ranked>,
    /// Departments, likeliest first.
    pub departments: Vec<Ranked>,
    /// Entries, likeliest first.
    pub entries: Vec<Ranked>,
    /// For an ambiguous ticket, what separates the first two choices.
    pub contrast: Option<Contrast>,
    /// How urgent it is.
    pub urgency: Urgent,
    /// Key facts in the ticket's two texts, in order.
    pub signals: Vec<(TicketPart, Signal)>,
    /// Slots the first entry needs and the ticket does not give, by id.
    pub missing: Vec<String>,
}

impl Suggestion {
    /// Words of the ticket as they may be shown: personal numbers masked as in the key facts.
    #[must_use]
    pub fn words_shown(&self, ticket: &Ticket, part: TicketPart, span: Span) -> String {
        let facts = self.signals.iter().filter(|(of, _)| *of == part);
        let masked = facts.filter_map(|(_, signal)| Some((signal.span, signal.masked.as_deref()?)));
        mask_words(&ticket.slice(part, span), span, masked)
    }
}

//! What comes out: a suggestion, by ids and spans. Names, slices and masks are added where it is shown.

use crate::kb::{Labels, Urgency};
use crate::text::Span;
use crate::text::signals::{Signal, mask_words};

use super::contrast::Contrast;
use super::evidence::Evidence;
use super::outcome::{NoAnswer, Outcome};
use super::ticket::{Ticket, TicketPart};

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
pub enum UrgencyBasis {
    /// The likeliest entry, by id, says so.
    Entry(String),
    /// No entry says anything: it counts as a usual question.
    NoEntry,
    /// A risk of the lexicon raised it.
    Risk {
        /// What the library says about the risk.
        reason: String,
        /// The text of the ticket it was found in.
        part: TicketPart,
        /// Where in that text.
        span: Span,
    },
}

impl UrgencyBasis {
    /// The words of the ticket that raised it, where words did.
    #[must_use]
    pub fn place(&self) -> Option<(TicketPart, Span)> {
        match self {
            UrgencyBasis::Risk { part, span, .. } => Some((*part, *span)),
            UrgencyBasis::Entry(_) | UrgencyBasis::NoEntry => None,
        }
    }
}

/// How urgent a ticket is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Urgent {
    /// The level.
    pub level: Urgency,
    /// At least one reason.
    pub because: Vec<UrgencyBasis>,
}

/// The answer to a ticket.
#[derive(Debug, Clone, PartialEq)]
pub struct Suggestion {
    /// Whether there is an answer.
    pub outcome: Outcome,
    /// Why not, where there is none.
    pub reason: Option<NoAnswer>,
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
    /// The likeliest of each question, whether or not there is an answer.
    #[must_use]
    pub fn likeliest(&self) -> Labels {
        let first = |ranked: &[Ranked]| ranked.first().map(|ranked| ranked.id.clone());
        Labels { category: first(&self.categories), department: first(&self.departments), entry: first(&self.entries) }
    }

    /// What the ticket is taken for: the likeliest of each question; nothing where too little is known to act on.
    #[must_use]
    pub fn labels(&self) -> Labels {
        if self.outcome == Outcome::NoMatch { Labels::default() } else { self.likeliest() }
    }

    /// Words of the ticket as they may be shown: personal numbers masked as in the key facts.
    #[must_use]
    pub fn words_shown(&self, ticket: &Ticket, part: TicketPart, span: Span) -> String {
        let facts = self.signals.iter().filter(|(of, _)| *of == part);
        let masked = facts.filter_map(|(_, signal)| Some((signal.span, signal.masked.as_deref()?)));
        mask_words(&ticket.slice(part, span), span, masked)
    }
}

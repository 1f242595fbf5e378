//! Classes of customers, and what is due for one ticket: the urgency's terms, shortened by the customer's class.

use super::{ClockKind, Progress, Sla};
use crate::kb::limits;
use crate::kb::names::Names;
use crate::kb::read::Fields;
use crate::kb::within::{Within, WithinUnit};
use crate::kb::words::Urgency;

/// When a follow-up is due unless the file says otherwise.
const FOLLOW_UP: Within = Within { count: 24, unit: WithinUnit::Hours };

/// Customers who wait less than others.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ClassTerms {
    /// Such as `A`.
    pub id: String,
    /// What people call it.
    pub names: Names,
    /// For high urgency.
    pub high: Shorter,
    /// For medium urgency.
    pub medium: Shorter,
    /// For low urgency.
    pub low: Shorter,
}

/// What is due sooner than for others; `None`: as for everybody.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Shorter {
    /// Until it is acknowledged.
    pub acknowledge: Option<Within>,
    /// Until the first answer.
    pub answer: Option<Within>,
    /// Until the department answers.
    pub respond: Option<Within>,
    /// Until it is resolved.
    pub resolve: Option<Within>,
}

/// What is due for one ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Which time counts.
    pub clock: ClockKind,
    /// Until the customer has heard that we have it.
    pub acknowledge: Within,
    /// Until the customer has a first answer.
    pub answer: Within,
    /// Until the department answers a hand-over.
    pub respond: Within,
    /// How often the customer hears of progress.
    pub progress: Progress,
    /// Until it is resolved.
    pub resolve: Within,
    /// Until the customer is asked how it was.
    pub follow_up: Within,
    /// How long before a deadline it is called to mind.
    pub remind: Option<Within>,
}

impl Sla {
    /// What is due for a ticket of this urgency, of a customer of this class. A class nobody wrote down is as everybody.
    #[must_use]
    pub fn limits(&self, urgency: Urgency, class: Option<&str>) -> Limits {
        let terms = self.terms(urgency);
        let class = class.and_then(|id| self.classes.iter().find(|class| class.id == id));
        let shorter = class.map_or_else(Shorter::default, |class| match urgency {
            Urgency::High => class.high,
            Urgency::Medium => class.medium,
            Urgency::Low => class.low,
        });
        let respond = shorter.respond.unwrap_or(terms.respond);
        Limits {
            clock: terms.clock,
            acknowledge: shorter.acknowledge.unwrap_or(terms.acknowledge),
            answer: shorter.answer.or(terms.answer).unwrap_or(respond),
            respond,
            progress: terms.progress,
            resolve: shorter.resolve.unwrap_or(terms.resolve),
            follow_up: terms.follow_up.unwrap_or(FOLLOW_UP),
            remind: terms.remind,
        }
    }
}

impl ClassTerms {
    pub(super) fn read(fields: &mut Fields<'_, '_>) -> ClassTerms {
        let (id, names) = (fields.text("id", limits::WORD), Names::read(fields, "names"));
        let terms = fields.optional_table("urgency", |of| {
            ["high", "medium", "low"].map(|key| of.optional_table(key, Shorter::read).unwrap_or_default())
        });
        let [high, medium, low] = terms.unwrap_or_default();
        ClassTerms { id, names, high, medium, low }
    }
}

impl Shorter {
    fn read(fields: &mut Fields<'_, '_>) -> Shorter {
        Shorter {
            acknowledge: fields.maybe_within("acknowledge"),
            answer: fields.maybe_within("answer"),
            respond: fields.maybe_within("respond"),
            resolve: fields.maybe_within("resolve"),
        }
    }
}

//! Events: everything that ever happens to a ticket, in the form in which it is kept. A history is never changed, so a
//! kind or a field is added here, never renamed or removed.

use std::collections::BTreeMap;

use jiff::Timestamp;

use crate::kb::{ClockName, Fact, Satisfaction, Urgency, WorkflowRole};

use super::net::Marking;

/// Questions of a survey.
pub const QUESTIONS: usize = 3;

/// Who acts when nobody says who.
pub const NOBODY: &str = "anonymous";

/// Who acts: the name that was given, without blanks around it; [`NOBODY`] where none was.
#[must_use]
pub fn author_or_nobody(given: Option<&str>) -> &str {
    given.map(str::trim).filter(|name| !name.is_empty()).unwrap_or(NOBODY)
}

/// Something that happened, with when and by whose hand.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct LoggedEvent {
    /// From 1, one higher each time.
    pub seq: u32,
    /// When; never before the event before it.
    pub at: Timestamp,
    /// Who; `fenzhen` for what the clocks do.
    pub author: String,
    /// What.
    #[serde(flatten)]
    pub event: Event,
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Event {
    /// It came in.
    Registered(Box<Registered>),
    /// It took a step of the workflow.
    Moved(Box<Moved>),
    /// A department was asked to see to it 转单.
    HandedOver(Box<HandedOver>),
    /// The department answered 回单.
    Answered(Answered),
    /// Who faces the customer, or who sees to it, was named.
    Assigned(Assigned),
    /// Somebody who is complained about is off it.
    Relieved(Relieved),
    /// What is known about it was corrected or added to.
    Noted(Box<Noted>),
    /// It was judged again, with the rest of a backlog.
    Retriaged(Box<Retriaged>),
    /// Somebody spoke or wrote to the customer, or they to us.
    Told(Box<CustomerContact>),
    /// A promise was kept.
    PromiseKept {
        /// Its number.
        promise: u32,
    },
    /// The customer said how it was.
    Surveyed(Surveyed),
    /// A deadline was called to mind.
    Reminded(Firing),
    /// A missed deadline went up.
    Escalated(Firing),
}

/// It came in.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Registered {
    /// Where it came from: the sender's system.
    pub source: String,
    /// When the customer said it; clocks count from here.
    pub received_at: Timestamp,
    /// Hotline, chat, web …
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel: Option<String>,
    /// The product it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub product: Option<String>,
    /// Where.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    /// The customer's class.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub class: Option<String>,
    /// How urgent it was judged.
    pub urgency: Urgency,
    /// `answer`, `ambiguous` or `no_match`.
    pub outcome: String,
    /// The category suggested first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<String>,
    /// The department suggested first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub department: Option<String>,
    /// The entries suggested, best first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub entries: Vec<String>,
    /// Whether somebody means to harm, or a regulator or the media are named.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub threats: Vec<String>,
    /// People complained about, by name or staff number: none of them may handle it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub about: Vec<String>,
    /// What is on record, by slot.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub slots: BTreeMap<String, String>,
    /// The states it begins in.
    pub marking: Marking,
}

/// It took a step.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Moved {
    /// The step.
    pub transition: String,
    /// As whom it was taken.
    pub part: WorkflowRole,
    /// The states it was in.
    pub from: Marking,
    /// The states it is in now.
    pub to: Marking,
    /// Whether one of them waits for the customer.
    #[serde(default)]
    pub paused: bool,
    /// Whether one of them is the end.
    #[serde(default)]
    pub ended: bool,
    /// Whether no work is going on in any of them.
    #[serde(default)]
    pub quiet: bool,
    /// Whether it is handled one level higher from now on.
    #[serde(default)]
    pub raises: bool,
    /// What was put on record with it.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub facts: BTreeMap<Fact, String>,
    /// Clocks it started.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub starts: Vec<ClockName>,
    /// Clocks it stopped.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub stops: Vec<ClockName>,
    /// Clocks of what will not happen any more.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub drops: Vec<ClockName>,
    /// Whether the department that had it gave it back.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub gives_back: bool,
    /// When the customer agreed to be asked, where it is not as usual.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub follow_up_at: Option<Timestamp>,
}

/// A department was asked to see to it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct HandedOver {
    /// The department, by id.
    pub department: String,
    /// Who there was reached.
    pub contact: String,
    /// Who sees to it, where that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub handler: Option<String>,
    /// By when it answers, where it is not as usual.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer_by: Option<Timestamp>,
    /// How it reports.
    pub report: String,
    /// Why, where the route says otherwise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// A department answered.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Answered {
    /// Whether it took the ticket.
    pub accepted: bool,
    /// What it said.
    pub text: String,
    /// Who sees to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub handler: Option<String>,
}

/// Somebody was named.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Assigned {
    /// Who faces the customer from now on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub front: Option<String>,
    /// Who sees to it from now on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub handler: Option<String>,
    /// What the customer said to the change.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub consent: Option<String>,
}

/// Somebody is off it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Relieved {
    /// Who faced the customer, and does no longer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub front: Option<String>,
    /// Who saw to it, and does no longer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub handler: Option<String>,
}

/// What is known was corrected.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Noted {
    /// The category it is of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<String>,
    /// How urgent it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub urgency: Option<Urgency>,
    /// The entry that is followed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entry: Option<String>,
    /// Slots, filled again.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub slots: BTreeMap<String, String>,
    /// Facts about the handling.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub facts: BTreeMap<Fact, String>,
    /// More people complained about.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub about: Vec<String>,
}

/// It was judged again by a run that was written over the tickets on record, or that was taken back.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Retriaged {
    /// The run's name.
    pub run: String,
    /// Whether it was taken back: the rest then is what it was before.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub undone: bool,
    /// `answer`, `ambiguous` or `no_match`.
    pub outcome: String,
    /// The category it is of; none where none is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<String>,
    /// The department suggested.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub department: Option<String>,
    /// The entry that is followed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entry: Option<String>,
    /// How urgent it is.
    pub urgency: Urgency,
}

/// Who spoke.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// We to the customer.
    Outgoing,
    /// The customer to us.
    Incoming,
}

/// Words between us and the customer.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct CustomerContact {
    /// Who spoke.
    pub direction: Direction,
    /// By which way.
    pub channel: String,
    /// What was said.
    pub content: String,
    /// What was promised, each with a time.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub promises: Vec<PromiseMade>,
}

/// A promise.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct PromiseMade {
    /// What.
    pub what: String,
    /// By when.
    pub due: Timestamp,
}

/// How it was.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Surveyed {
    /// An answer to each question.
    pub answers: Vec<Satisfaction>,
    /// In the customer's words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
}

/// What a clock did.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Firing {
    /// Which.
    pub clock: ClockName,
    /// The how-manieth time it runs, from 0.
    pub run: u32,
    /// The deadline.
    pub due: Timestamp,
    /// When it should have happened; before `at` where nobody was awake.
    pub planned: Timestamp,
    /// The level it goes up to, 1 to 3; 0 for a reminder.
    #[serde(default)]
    pub level: u32,
    /// To whom.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub to: Vec<String>,
}

impl Event {
    /// Whether it says what the ticket is about: its category, its entry, how urgent it is.
    #[must_use]
    pub fn classifies(&self) -> bool {
        match self {
            Event::Noted(noted) => noted.category.is_some() || noted.entry.is_some() || noted.urgency.is_some(),
            Event::Registered(_) | Event::Retriaged(_) => true,
            _ => false,
        }
    }

    /// Whether the clocks did it: a reminder or an escalation.
    #[must_use]
    pub fn is_of_clock(&self) -> bool {
        matches!(self, Event::Reminded(_) | Event::Escalated(_))
    }

    /// Its kind, as it is spelled where it is kept.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Event::Registered(_) => "registered",
            Event::Moved(_) => "moved",
            Event::HandedOver(_) => "handed_over",
            Event::Answered(_) => "answered",
            Event::Assigned(_) => "assigned",
            Event::Relieved(_) => "relieved",
            Event::Noted(_) => "noted",
            Event::Retriaged(_) => "retriaged",
            Event::Told(_) => "told",
            Event::PromiseKept { .. } => "promise_kept",
            Event::Surveyed(_) => "surveyed",
            Event::Reminded(_) => "reminded",
            Event::Escalated(_) => "escalated",
        }
    }
}

//! What may be done to a ticket, in the shape of version 1.

use std::collections::BTreeMap;

use fenzhen_engine::flow::event::{Answered, Assigned, CustomerContact, Direction, Noted, PromiseMade, Surveyed};
use fenzhen_engine::kb::{Fact, Satisfaction, Urgency, WorkflowRole};
use jiff::Timestamp;
use utoipa::ToSchema;

use crate::api::v1::EventView;
use crate::app::webhooks::OutgoingEvent;
use crate::app::{self, Act, ActedTicket, HandOver, Step};

use super::ticket::TicketView;

/// Something to do to a ticket.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"action": {"move": {"step": "acknowledge"}}}))]
pub struct ActionRequest {
    /// What.
    pub action: Action,
    /// As whom: `agent` (if absent), `department` or `supervisor`; the last takes at least the role maintainer.
    #[serde(rename = "as", default = "agent")]
    #[schema(value_type = String, example = "agent")]
    pub part: WorkflowRole,
    /// Who. Where tokens are used, the token's name counts.
    #[serde(default)]
    pub author: Option<String>,
    /// Only if this is the number of the ticket's last event; reminders and escalations after it do not count.
    #[serde(default)]
    pub expect: Option<u32>,
}

fn agent() -> WorkflowRole {
    WorkflowRole::Agent
}

/// What to do; exactly one.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// Take a step of the workflow.
    Move(MoveAction),
    /// Hand it over to a department 转单.
    HandOver(HandOverAction),
    /// Answer a hand-over 回单, as the department that was asked, or as supervisor.
    Answer(AnswerAction),
    /// Name who faces the customer, or who sees to it.
    Assign(AssignAction),
    /// Correct or add to what is known.
    Note(NoteAction),
    /// Record what was said between us and the customer.
    Tell(TellAction),
    /// Say that a promise was kept.
    KeepPromise(KeepPromiseAction),
    /// Record what the customer answered when asked how it was.
    Survey(SurveyAction),
}

/// Take a step.
#[derive(Debug, Clone, Default, serde::Serialize, serde::Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MoveAction {
    /// The step, by its id in the workflow.
    pub step: String,
    /// What is put on record with it: cause, solution, done, prevention, compensation, reason, consent.
    #[serde(default)]
    #[schema(value_type = std::collections::BTreeMap<String, String>)]
    pub facts: BTreeMap<Fact, String>,
    /// When the customer agreed to be asked how it was, where it is not as usual; with a step that starts the follow-up.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub follow_up_at: Option<Timestamp>,
}

/// Hand it over.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct HandOverAction {
    /// The department's id; the next one on the ticket's way, if absent.
    #[serde(default)]
    pub department: Option<String>,
    /// Who there was reached, and how.
    pub contact: String,
    /// Who sees to it, where that is known.
    #[serde(default)]
    pub handler: Option<String>,
    /// By when it answers, where it is not as usual.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub answer_by: Option<Timestamp>,
    /// How it reports.
    pub report: String,
    /// Why, where the route says otherwise.
    #[serde(default)]
    pub reason: Option<String>,
}

/// Answer a hand-over.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AnswerAction {
    /// Whether the department takes it.
    pub accepted: bool,
    /// What it says.
    pub text: String,
    /// Who sees to it.
    #[serde(default)]
    pub handler: Option<String>,
}

/// Name somebody.
#[derive(Debug, Clone, Default, serde::Serialize, serde::Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AssignAction {
    /// Who faces the customer from now on.
    #[serde(default)]
    pub front: Option<String>,
    /// Who sees to it from now on.
    #[serde(default)]
    pub handler: Option<String>,
    /// What the customer said to another one facing them.
    #[serde(default)]
    pub consent: Option<String>,
}

/// Correct what is known.
#[derive(Debug, Clone, Default, serde::Serialize, serde::Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NoteAction {
    /// The category's id.
    #[serde(default)]
    pub category: Option<String>,
    /// How urgent it is.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub urgency: Option<Urgency>,
    /// The id of the entry that is followed.
    #[serde(default)]
    pub entry: Option<String>,
    /// Slots, filled again.
    #[serde(default)]
    pub slots: BTreeMap<String, String>,
    /// Facts about the handling: cause, solution, done, prevention, compensation.
    #[serde(default)]
    #[schema(value_type = std::collections::BTreeMap<String, String>)]
    pub facts: BTreeMap<Fact, String>,
    /// More people complained about.
    #[serde(default)]
    pub about: Vec<String>,
}

/// Record what was said.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TellAction {
    /// `outgoing` (if absent) or `incoming`.
    #[serde(default = "outgoing")]
    #[schema(value_type = String, example = "outgoing")]
    pub direction: Direction,
    /// By which way: 电话, 短信, 邮件 …
    pub channel: String,
    /// What was said.
    pub content: String,
    /// What was promised, each with a time.
    #[serde(default)]
    pub promises: Vec<PromiseAction>,
}

fn outgoing() -> Direction {
    Direction::Outgoing
}

/// A promise to the customer.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PromiseAction {
    /// What.
    pub what: String,
    /// By when.
    #[schema(value_type = String, format = DateTime)]
    pub due: Timestamp,
}

/// Keep a promise.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct KeepPromiseAction {
    /// Its number, as the ticket lists it, from 0.
    pub promise: u32,
}

/// Record a survey.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SurveyAction {
    /// An answer to each of the three questions, from `very_dissatisfied` to `very_satisfied`.
    #[schema(value_type = Vec<String>)]
    pub answers: Vec<Satisfaction>,
    /// In the customer's words.
    #[serde(default)]
    pub comment: Option<String>,
}

/// What doing it made.
#[derive(Debug, Clone, serde::Serialize, ToSchema)]
pub struct ActionAnswer {
    /// The ticket as it is now.
    pub ticket: TicketView,
    /// The events it made.
    pub events: Vec<EventView>,
}

impl From<ActionRequest> for Act {
    fn from(request: ActionRequest) -> Act {
        let ActionRequest { action, part, author, expect } = request;
        Act { action: action.into(), part, author, expect }
    }
}

impl From<Action> for app::Action {
    fn from(action: Action) -> app::Action {
        match action {
            Action::Move(MoveAction { step, facts, follow_up_at }) => app::Action::Move(Step { step, facts, follow_up_at }),
            Action::HandOver(HandOverAction { department, contact, handler, answer_by, report, reason }) => {
                app::Action::HandOver(HandOver { department, contact, handler, answer_by, report, reason })
            }
            Action::Answer(AnswerAction { accepted, text, handler }) => app::Action::Answer(Answered { accepted, text, handler }),
            Action::Assign(AssignAction { front, handler, consent }) => app::Action::Assign(Assigned { front, handler, consent }),
            Action::Note(NoteAction { category, urgency, entry, slots, facts, about }) => {
                app::Action::Note(Noted { category, urgency, entry, slots, facts, about })
            }
            Action::Tell(TellAction { direction, channel, content, promises }) => {
                let promises = promises.into_iter().map(|PromiseAction { what, due }| PromiseMade { what, due }).collect();
                app::Action::Tell(CustomerContact { direction, channel, content, promises })
            }
            Action::KeepPromise(KeepPromiseAction { promise }) => app::Action::KeepPromise(promise),
            Action::Survey(SurveyAction { answers, comment }) => app::Action::Survey(Surveyed { answers, comment }),
        }
    }
}

impl From<&ActedTicket> for ActionAnswer {
    fn from(acted: &ActedTicket) -> ActionAnswer {
        let events = acted.events.iter().cloned().map(OutgoingEvent::from).map(EventView::from).collect();
        ActionAnswer { ticket: TicketView::from(&acted.state), events }
    }
}

impl ActionAnswer {
    /// The answer as it goes over the wire, and is remembered.
    pub(crate) fn written(acted: &ActedTicket) -> String {
        // Structs of strings, numbers and maps by words always have a JSON form.
        serde_json::to_string(&ActionAnswer::from(acted)).unwrap_or_default()
    }
}

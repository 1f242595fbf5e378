//! Registered tickets, in the shape of version 1.

use std::collections::BTreeMap;

use fenzhen_engine::flow::{Draft, Standing};
use fenzhen_engine::kb::{ClockName, Fact, Satisfaction, Scenario, Urgency, WorkflowRole};
use fenzhen_engine::triage::TicketPart;
use utoipa::ToSchema;

use crate::api::v1::MissingSlot;

/// A ticket as it is now. Instants are RFC 3339 in the library's time zone.
#[derive(Debug, Clone, serde::Serialize, ToSchema)]
pub struct TicketView {
    /// Its id.
    pub id: String,
    /// The number of its last event; send it as `expect` to act on nothing newer.
    pub seq: u32,
    /// The system it came from.
    pub source: String,
    /// That system's id for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub external_id: Option<String>,
    /// Its title.
    pub title: String,
    /// Its text, as it was sent.
    pub text: String,
    /// The states it is in.
    pub states: Vec<Named>,
    /// How urgent it is.
    #[schema(value_type = String, example = "high")]
    pub urgency: Urgency,
    /// The level it is handled at, from 1.
    pub level: u32,
    /// How often it was opened again.
    pub reopened: u32,
    /// The customer's class.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub class: Option<String>,
    /// What it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub category: Option<Named>,
    /// The entry that is followed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entry: Option<Named>,
    /// The department that has it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub department: Option<Named>,
    /// The department it goes to next.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_department: Option<Named>,
    /// Who sees to it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub handler: Option<String>,
    /// Who faces the customer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub front: Option<String>,
    /// People complained about.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub about: Vec<String>,
    /// When the customer said it.
    pub received_at: String,
    /// When it was registered.
    pub registered_at: String,
    /// When it ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ended_at: Option<String>,
    /// What is on record about the complaint.
    pub slots: Vec<SlotView>,
    /// What still has to be asked.
    pub missing: Vec<MissingSlot>,
    /// What is on record about the handling.
    #[schema(value_type = std::collections::BTreeMap<String, String>)]
    pub facts: BTreeMap<Fact, String>,
    /// Its clocks, in the order they began.
    pub clocks: Vec<ClockView>,
    /// What was promised.
    pub promises: Vec<PromiseView>,
    /// The departments it was handed over to.
    pub transfers: Vec<TransferView>,
    /// The steps that may be taken now.
    pub steps: Vec<StepOpen>,
    /// How to reach the customer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub advice: Option<AdviceView>,
    /// What the customer answered, each time they were asked.
    #[schema(value_type = Vec<Vec<String>>)]
    pub surveys: Vec<Vec<Satisfaction>>,
}

/// An id with its name in Simplified Chinese.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, ToSchema)]
pub struct Named {
    /// The id.
    pub id: String,
    /// The name.
    pub name: String,
}

/// Something on record.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, ToSchema)]
pub struct SlotView {
    /// The slot's id.
    pub slot: String,
    /// Its name in Simplified Chinese.
    pub name: String,
    /// What is on record.
    pub value: String,
    /// The form to show, for personal data.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub masked: Option<String>,
    /// Which of the ticket's texts it was found in; absent where somebody gave it.
    #[serde(rename = "in", skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, example = "text")]
    pub part: Option<TicketPart>,
    /// First code point.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start: Option<u32>,
    /// One past the last code point.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end: Option<u32>,
}

/// A run of a clock.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, ToSchema)]
pub struct ClockView {
    /// Which.
    #[schema(value_type = String, example = "resolve")]
    pub clock: ClockName,
    /// The how-manieth time it runs, from 0.
    pub run: u32,
    /// Since when.
    pub from: String,
    /// The deadline; none while the customer is waited for, and where nothing is due by any instant.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due: Option<String>,
    /// When it was stopped.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stopped: Option<String>,
    /// `open`, `paused`, `overdue`, `met`, `missed`, or `dropped`: given up in time, as nothing came of it.
    #[schema(value_type = String, example = "open")]
    pub standing: Standing,
}

/// A promise.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, ToSchema)]
pub struct PromiseView {
    /// Its number, from 0.
    pub promise: usize,
    /// What.
    pub what: String,
    /// By when.
    pub due: String,
    /// When it was kept.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kept: Option<String>,
}

/// A hand-over.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, ToSchema)]
pub struct TransferView {
    /// To whom.
    pub department: Named,
    /// Who there was reached.
    pub contact: String,
    /// How it reports.
    pub report: String,
    /// When.
    pub at: String,
    /// When it was answered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answered_at: Option<String>,
    /// Whether it was taken.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accepted: Option<bool>,
    /// Minutes until the answer 回单时间.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answer_minutes: Option<i64>,
}

/// A step that may be taken.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, ToSchema)]
pub struct StepOpen {
    /// Its id.
    pub id: String,
    /// Its name in Simplified Chinese.
    pub name: String,
    /// Who may take it.
    #[schema(value_type = Vec<String>)]
    pub who: Vec<WorkflowRole>,
    /// What it requires and is not on record.
    #[schema(value_type = Vec<String>)]
    pub missing: Vec<Fact>,
}

/// How to reach the customer.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, ToSchema)]
pub struct AdviceView {
    /// The situation.
    #[schema(value_type = String, example = "emergency")]
    pub scenario: Scenario,
    /// Ways, the best first.
    pub channels: Vec<String>,
    /// In what time, as the pack words it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub within: Option<String>,
    /// Why.
    pub because: String,
}

/// A reply to be completed and sent by a person.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, ToSchema)]
pub struct DraftView {
    /// The words, with marks such as 【待填：原因】.
    pub text: String,
    /// What is marked.
    pub blanks: Vec<String>,
}

impl From<Draft> for DraftView {
    fn from(Draft { text, blanks }: Draft) -> DraftView {
        DraftView { text, blanks }
    }
}

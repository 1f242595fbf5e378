//! A ticket as it is now: what its history left, with what the library and the hour make of that.

use std::sync::Arc;

use fenzhen_engine::flow::act::open_steps;
use fenzhen_engine::flow::{Deadline, Life};
use fenzhen_engine::kb::{Fact, Scenario, Urgency, Within};
use fenzhen_engine::text::signals::Signal;
use fenzhen_engine::triage::{Snapshot, TicketPart};
use jiff::Timestamp;

use crate::store::JudgedTicket;

use super::context::Context;
use super::slots::{self, FilledSlot};

/// Hand-overs from which on a ticket is complex.
const OFTEN: usize = 2;

/// A ticket as it is now.
#[derive(Clone)]
pub struct TicketState {
    /// Its id.
    pub id: String,
    /// The sender's id for it.
    pub external_id: Option<String>,
    /// Its title; may be empty.
    pub title: String,
    /// Its text, as it was sent.
    pub text: String,
    /// What its history left.
    pub life: Life,
    /// What is on record about the complaint.
    pub slots: Vec<FilledSlot>,
    /// What still has to be asked: the slots, by id, that the entry needs and nobody gave.
    pub missing: Vec<String>,
    /// Every run of every clock, in the order they began.
    pub deadlines: Vec<Deadline>,
    /// The steps that may be taken now.
    pub steps: Vec<OpenStep>,
    /// The department it goes to next, by id; none where work is over.
    pub next_department: Option<String>,
    /// How to reach the customer.
    pub advice: Option<Advice>,
    /// The library it was read with: names and the time zone are this one's.
    pub snapshot: Arc<Snapshot>,
    /// When it was read.
    pub now: Timestamp,
}

/// A step that may be taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenStep {
    /// The step, by its id in the workflow.
    pub id: String,
    /// What it requires and is not on record.
    pub missing: Vec<Fact>,
}

/// How to reach the customer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Advice {
    /// The situation.
    pub scenario: Scenario,
    /// Ways, the best first.
    pub channels: Vec<String>,
    /// In what time.
    pub within: Option<Within>,
    /// Why, as the library says it; `None` for the usual way at the ticket's urgency.
    pub because: Option<String>,
}

impl TicketState {
    /// The deadline of the last run of a clock that still runs.
    #[must_use]
    pub fn running(&self, clock: fenzhen_engine::kb::ClockName) -> Option<Timestamp> {
        let is_open = |deadline: &&Deadline| deadline.clock == clock && deadline.stopped.is_none();
        self.deadlines.iter().rfind(is_open)?.due
    }
}

/// A ticket as it is now.
pub(super) fn state_of(context: &Context, kept: JudgedTicket, life: Life, facts: &[(TicketPart, Signal)]) -> TicketState {
    let library = &context.snapshot.library;
    let ended = life.ended_at.is_some() || life.quiet;
    let open = open_steps(&life, &library.workflow).into_iter();
    TicketState {
        id: kept.id,
        external_id: kept.external_id,
        title: kept.title,
        text: kept.text,
        slots: slots::filled(library, facts, &life.slots),
        missing: missing(context, &life),
        deadlines: context.levels().deadlines(&life, context.now),
        steps: open.map(|open| OpenStep { id: open.step.id.clone(), missing: open.missing }).collect(),
        next_department: context.rules().next_department(&life).filter(|_| !ended),
        advice: advice(context, &life).filter(|_| life.ended_at.is_none()),
        life,
        snapshot: Arc::clone(&context.snapshot),
        now: context.now,
    }
}

/// The situation a ticket is in, as the workflow's advice tells them apart.
fn scenario(life: &Life) -> Scenario {
    match () {
        () if life.urgency == Urgency::High && life.told == 0 => Scenario::Emergency,
        () if !life.registered.threats.is_empty() => Scenario::Exposure,
        () if !life.about.is_empty() => Scenario::AboutPerson,
        () if life.carried_out_at.is_some() && life.quiet => Scenario::Result,
        () if life.handed_on() >= OFTEN || life.reopened > 0 => Scenario::Complex,
        () => Scenario::Usual,
    }
}

/// Who is reached how: the advice of the situation, or else the way the service levels name.
fn advice(context: &Context, life: &Life) -> Option<Advice> {
    let (library, scenario) = (&context.snapshot.library, scenario(life));
    if let Some(advice) = library.workflow.advice.iter().find(|advice| advice.scenario == scenario) {
        let within = Some(advice.within).filter(|within| *within != Within::UNREADABLE);
        return Some(Advice { scenario, channels: advice.channels.clone(), within, because: Some(advice.because.clone()) });
    }
    let channel = &library.sla.terms(life.urgency).channel;
    let usual = Advice { scenario, channels: vec![channel.clone()], within: None, because: None };
    (!channel.is_empty()).then_some(usual)
}

fn missing(context: &Context, life: &Life) -> Vec<String> {
    let entry = life.entry.as_ref().and_then(|id| context.snapshot.library.entry(id));
    let asked = entry.into_iter().flat_map(|entry| &entry.ask);
    asked.filter(|slot| !life.slots.contains_key(*slot)).cloned().collect()
}

//! From a ticket as it is to its version 1: names for ids, the library's time for instants.

use fenzhen_engine::flow::{Deadline, Promised, Transfer};
use fenzhen_engine::kb::{Library, Names, Urgency};
use fenzhen_engine::triage::Snapshot;
use jiff::Timestamp;

use crate::api::v1::MissingSlot;
use crate::app::time::moment;
use crate::app::{Advice, FilledSlot, OpenStep, TicketState};

use super::ticket::{AdviceView, ClockView, Named, PromiseView, SlotView, StepOpen, TicketView, TransferView};

impl From<&TicketState> for TicketView {
    fn from(state: &TicketState) -> TicketView {
        let (life, snapshot) = (&state.life, &*state.snapshot);
        let names = Naming { library: &snapshot.library };
        let at = |instant: Timestamp| moment(snapshot, instant);
        TicketView {
            id: state.id.clone(),
            seq: life.seq,
            source: life.registered.source.clone(),
            external_id: state.external_id.clone(),
            title: state.title.clone(),
            text: state.text.clone(),
            states: life.marking.iter().map(|token| names.state(&token.state)).collect(),
            urgency: life.urgency,
            level: life.level,
            reopened: life.reopened,
            class: life.registered.class.clone(),
            category: life.category.as_deref().map(|id| names.category(id)),
            entry: life.entry.as_deref().map(|id| names.entry(id)),
            department: life.department.as_deref().map(|id| names.department(id)),
            next_department: state.next_department.as_deref().map(|id| names.department(id)),
            handler: life.handler.clone(),
            front: life.front.clone(),
            about: life.about.clone(),
            received_at: at(life.registered.received_at),
            registered_at: at(life.registered_at),
            ended_at: life.ended_at.map(at),
            slots: state.slots.iter().map(|slot| names.slot(slot)).collect(),
            missing: state.missing.iter().map(|slot| names.missing(slot)).collect(),
            facts: life.facts.clone(),
            clocks: state.deadlines.iter().map(|deadline| ClockView::new(deadline, snapshot)).collect(),
            promises: life.promises.iter().enumerate().map(|(nth, made)| PromiseView::new(nth, made, snapshot)).collect(),
            transfers: life.hand_overs.iter().map(|transfer| names.transfer(transfer, snapshot)).collect(),
            steps: state.steps.iter().map(|step| names.step(step)).collect(),
            advice: state.advice.as_ref().map(|advice| AdviceView::new(advice, life.urgency)),
            surveys: life.surveys.clone(),
        }
    }
}

impl ClockView {
    fn new(deadline: &Deadline, snapshot: &Snapshot) -> ClockView {
        ClockView {
            clock: deadline.clock,
            run: deadline.nth,
            from: moment(snapshot, deadline.from),
            due: deadline.due.map(|at| moment(snapshot, at)),
            stopped: deadline.stopped.map(|at| moment(snapshot, at)),
            standing: deadline.standing,
        }
    }
}

impl PromiseView {
    fn new(promise: usize, made: &Promised, snapshot: &Snapshot) -> PromiseView {
        PromiseView {
            promise,
            what: made.what.clone(),
            due: moment(snapshot, made.due),
            kept: made.kept.map(|at| moment(snapshot, at)),
        }
    }
}

impl AdviceView {
    fn new(advice: &Advice, urgency: Urgency) -> AdviceView {
        let usual = || format!("紧急程度“{}”的通常方式", urgency_name(urgency));
        AdviceView {
            scenario: advice.scenario,
            channels: advice.channels.clone(),
            within: advice.within.map(|within| within.to_string()),
            because: advice.because.clone().unwrap_or_else(usual),
        }
    }
}

/// Where names in Simplified Chinese are looked up; what the library does not know any more goes by its id.
struct Naming<'a> {
    library: &'a Library,
}

impl Naming<'_> {
    fn category(&self, id: &str) -> Named {
        named(id, self.library.taxonomy.get(id).map(|category| &category.names))
    }

    fn department(&self, id: &str) -> Named {
        named(id, self.library.departments.get(id).map(|department| &department.names))
    }

    fn state(&self, id: &str) -> Named {
        named(id, self.library.workflow.state(id).map(|state| &state.names))
    }

    fn entry(&self, id: &str) -> Named {
        let title = self.library.entry(id).map_or(id, |entry| entry.title.as_str());
        Named { id: id.to_owned(), name: title.to_owned() }
    }

    fn slot(&self, filled: &FilledSlot) -> SlotView {
        let name = named(&filled.slot, self.library.slots.get(&filled.slot).map(|slot| &slot.names)).name;
        let (part, span) = filled.place.unzip();
        SlotView {
            slot: filled.slot.clone(),
            name,
            value: filled.value.clone(),
            masked: filled.masked.clone(),
            part,
            start: span.map(|span| span.start),
            end: span.map(|span| span.end),
        }
    }

    fn missing(&self, slot: &str) -> MissingSlot {
        let ask = self.library.slots.get(slot).map_or_else(String::new, |slot| slot.ask.zh_hans.clone());
        MissingSlot { slot: slot.to_owned(), ask }
    }

    fn step(&self, open: &OpenStep) -> StepOpen {
        let step = self.library.workflow.transition(&open.id);
        StepOpen {
            id: open.id.clone(),
            name: named(&open.id, step.map(|step| &step.names)).name,
            who: step.map(|step| step.who.clone()).unwrap_or_default(),
            missing: open.missing.clone(),
        }
    }

    fn transfer(&self, transfer: &Transfer, snapshot: &Snapshot) -> TransferView {
        TransferView {
            department: self.department(&transfer.to.department),
            contact: transfer.to.contact.clone(),
            report: transfer.to.report.clone(),
            at: moment(snapshot, transfer.at),
            answered_at: transfer.answered.map(|(at, _)| moment(snapshot, at)),
            accepted: transfer.answered.map(|(_, accepted)| accepted),
            answer_minutes: transfer.answered.map(|(at, _)| transfer.at.duration_until(at).as_mins()),
        }
    }
}

fn named(id: &str, names: Option<&Names>) -> Named {
    Named { id: id.to_owned(), name: names.map_or_else(|| id.to_owned(), |names| names.zh_hans.clone()) }
}

/// What an urgency is called.
fn urgency_name(urgency: Urgency) -> &'static str {
    match urgency {
        Urgency::Low => "低",
        Urgency::Medium => "中",
        Urgency::High => "高",
    }
}

//! From a life to its version 1: names for ids, the library's time for instants.

use fenzhen_engine::flow::act::open_steps;
use fenzhen_engine::flow::{ActionRules, Deadline, Life};
use fenzhen_engine::kb::{ClockName, Scenario, Urgency, Within};
use fenzhen_engine::text::signals::Signal;
use fenzhen_engine::triage::TicketPart;

use crate::api::v1::{AdviceView, ClockView, MissingSlot, Named, PromiseView, SlotView, StepOpen, TicketView, TransferView};
use crate::store::JudgedTicket;

use super::{Desk, levels, plain, shown, slots};

/// Hand-overs from which on a ticket is complex.
const OFTEN: usize = 2;

impl Desk {
    pub(super) fn scene(&self) -> ActionRules<'_> {
        ActionRules { library: &self.snapshot.library, now: self.now, plain }
    }

    fn at(&self, at: jiff::Timestamp) -> String {
        shown(&self.snapshot, at)
    }

    pub(super) fn category(&self, id: &str) -> Named {
        let known = self.snapshot.library.taxonomy.get(id);
        Named { id: id.to_owned(), name: known.map_or_else(|| id.to_owned(), |c| c.names.zh_hans.clone()) }
    }

    pub(super) fn department(&self, id: &str) -> Named {
        let known = self.snapshot.library.departments.get(id);
        Named { id: id.to_owned(), name: known.map_or_else(|| id.to_owned(), |d| d.names.zh_hans.clone()) }
    }

    pub(super) fn entry(&self, id: &str) -> Named {
        let known = self.snapshot.library.entry(id);
        Named { id: id.to_owned(), name: known.map_or_else(|| id.to_owned(), |e| e.title.clone()) }
    }

    fn state(&self, id: &str) -> Named {
        let known = self.snapshot.library.workflow.state(id);
        Named { id: id.to_owned(), name: known.map_or_else(|| id.to_owned(), |s| s.names.zh_hans.clone()) }
    }

    fn clock(&self, deadline: Deadline) -> ClockView {
        ClockView {
            clock: deadline.clock,
            run: deadline.nth,
            from: self.at(deadline.from),
            due: deadline.due.map(|at| self.at(at)),
            stopped: deadline.stopped.map(|at| self.at(at)),
            standing: deadline.standing,
        }
    }
}

/// The situation a ticket is in, as the workflow's advice tells them apart.
pub(super) fn scenario(life: &Life) -> Scenario {
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
fn advice(desk: &Desk, life: &Life) -> Option<AdviceView> {
    let (library, scenario) = (&desk.snapshot.library, scenario(life));
    if let Some(advice) = library.workflow.advice.iter().find(|advice| advice.scenario == scenario) {
        let within = Some(advice.within).filter(|within| *within != Within::UNREADABLE);
        let (channels, because) = (advice.channels.clone(), advice.because.clone());
        return Some(AdviceView { scenario, channels, within: within.map(|w| w.to_string()), because });
    }
    let terms = library.sla.terms(life.urgency);
    let because = format!("紧急程度“{}”的通常方式", super::queue::urgency_name(life.urgency));
    Some(AdviceView { scenario, channels: vec![terms.channel.clone()], within: None, because })
        .filter(|_| !terms.channel.is_empty())
}

/// What still has to be asked: the slots the entry needs and nobody gave.
fn missing(desk: &Desk, life: &Life) -> Vec<MissingSlot> {
    let library = &desk.snapshot.library;
    let entry = life.entry.as_ref().and_then(|id| library.entry(id));
    let open = entry.into_iter().flat_map(|entry| &entry.ask).filter(|slot| !life.slots.contains_key(*slot));
    let view = |slot: &String| {
        let ask = library.slots.get(slot).map_or_else(String::new, |s| s.ask.zh_hans.clone());
        MissingSlot { slot: slot.clone(), ask }
    };
    open.map(view).collect()
}

/// A ticket as it is now.
pub(super) fn ticket(
    desk: &Desk,
    kept: &JudgedTicket,
    external_id: Option<&str>,
    life: &Life,
    facts: &[(TicketPart, Signal)],
) -> TicketView {
    let library = &desk.snapshot.library;
    let slots: Vec<SlotView> = slots::views(library, facts, &life.slots);
    let deadlines = levels(&desk.snapshot).deadlines(life, desk.now);
    let open = open_steps(life, &library.workflow);
    let steps = open.into_iter().map(|open| StepOpen {
        id: open.step.id.clone(),
        name: open.step.names.zh_hans.clone(),
        who: open.step.who.clone(),
        missing: open.missing,
    });
    let ended = life.ended_at.is_some() || life.quiet;
    TicketView {
        id: kept.id.clone(),
        seq: life.seq,
        source: life.registered.source.clone(),
        external_id: external_id.map(str::to_owned),
        title: kept.title.clone(),
        text: kept.text.clone(),
        states: life.marking.iter().map(|token| desk.state(&token.state)).collect(),
        urgency: life.urgency,
        level: life.level,
        reopened: life.reopened,
        class: life.registered.class.clone(),
        category: life.category.as_deref().map(|id| desk.category(id)),
        entry: life.entry.as_deref().map(|id| desk.entry(id)),
        department: life.department.as_deref().map(|id| desk.department(id)),
        next_department: desk.scene().next_department(life).filter(|_| !ended).map(|id| desk.department(&id)),
        handler: life.handler.clone(),
        front: life.front.clone(),
        about: life.about.clone(),
        received_at: desk.at(life.registered.received_at),
        registered_at: desk.at(life.registered_at),
        ended_at: life.ended_at.map(|at| desk.at(at)),
        slots,
        missing: missing(desk, life),
        facts: life.facts.clone(),
        clocks: deadlines.into_iter().map(|deadline| desk.clock(deadline)).collect(),
        promises: promises(desk, life),
        transfers: transfers(desk, life),
        steps: steps.collect(),
        advice: advice(desk, life).filter(|_| life.ended_at.is_none()),
        surveys: life.surveys.clone(),
    }
}

fn promises(desk: &Desk, life: &Life) -> Vec<PromiseView> {
    let view = |(promise, promised): (usize, &fenzhen_engine::flow::Promised)| PromiseView {
        promise,
        what: promised.what.clone(),
        due: desk.at(promised.due),
        kept: promised.kept.map(|at| desk.at(at)),
    };
    life.promises.iter().enumerate().map(view).collect()
}

fn transfers(desk: &Desk, life: &Life) -> Vec<TransferView> {
    let view = |transfer: &fenzhen_engine::flow::Transfer| TransferView {
        department: desk.department(&transfer.to.department),
        contact: transfer.to.contact.clone(),
        report: transfer.to.report.clone(),
        at: desk.at(transfer.at),
        answered_at: transfer.answered.map(|(at, _)| desk.at(at)),
        accepted: transfer.answered.map(|(_, accepted)| accepted),
        answer_minutes: transfer.answered.map(|(at, _)| transfer.at.duration_until(at).as_mins()),
    };
    life.hand_overs.iter().map(view).collect()
}

/// The deadline of a clock that runs, for a blank in a script.
pub(super) fn deadline(desk: &Desk, life: &Life, clock: ClockName) -> Option<String> {
    let deadlines = levels(&desk.snapshot).deadlines(life, desk.now);
    let open = deadlines.into_iter().rfind(|deadline| deadline.clock == clock && deadline.stopped.is_none());
    let due = open?.due?.to_zoned(desk.snapshot.calendar.zone().clone());
    Some(due.strftime("%-m月%-d日%H:%M").to_string())
}

//! Life: what a ticket is now, folded from its history. Equal histories give equal lives; nothing is looked up elsewhere,
//! so that a changed workflow never changes the past.

use std::collections::BTreeMap;

use jiff::Timestamp;

use crate::kb::{ClockName, Fact, Satisfaction, Urgency};

use super::calendar::Pause;
use super::event::{Direction, Entry, Event, Firing, HandedOver, Moved, Registered, Told};
use super::net::Marking;

/// A ticket as its history left it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Life {
    /// How it came in; what it was judged to be is that of the last judgement.
    pub registered: Registered,
    /// When it was registered.
    pub registered_at: Timestamp,
    /// The number of its last event.
    pub seq: u32,
    /// When that was.
    pub last_at: Timestamp,
    /// The states it is in.
    pub marking: Marking,
    /// How urgent it is.
    pub urgency: Urgency,
    /// What it is about, by id.
    pub category: Option<String>,
    /// The entry that is followed, by id.
    pub entry: Option<String>,
    /// The department that has it, by id.
    pub department: Option<String>,
    /// Who there sees to it.
    pub handler: Option<String>,
    /// Who faces the customer.
    pub front: Option<String>,
    /// People complained about.
    pub about: Vec<String>,
    /// What is on record about the complaint.
    pub slots: BTreeMap<String, String>,
    /// What is on record about the handling.
    pub facts: BTreeMap<Fact, String>,
    /// The level it is handled at, from 1.
    pub level: u32,
    /// How often it was opened again.
    pub reopened: u32,
    /// Whether it has ended, and since when.
    pub ended_at: Option<Timestamp>,
    /// When it was carried out, the last time.
    pub carried_out_at: Option<Timestamp>,
    /// Whether no work is going on.
    pub quiet: bool,
    /// When the customer was waited for.
    pub pauses: Vec<Pause>,
    /// Every run of every clock, in the order they began.
    pub runs: Vec<Run>,
    /// Departments that were asked, in order.
    pub hand_overs: Vec<Transfer>,
    /// What was promised.
    pub promises: Vec<Promised>,
    /// How often we told the customer something.
    pub told: u32,
    /// What customers answered when they were asked, in order.
    pub surveys: Vec<Vec<Satisfaction>>,
}

/// One run of a clock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// Which clock.
    pub clock: ClockName,
    /// The how-manieth time it runs, from 0.
    pub nth: u32,
    /// Since when.
    pub from: Timestamp,
    /// When it was stopped.
    pub stopped: Option<Timestamp>,
    /// Its own deadline, where one was agreed.
    pub agreed: Option<Timestamp>,
    /// Whether it was called to mind.
    pub reminded: bool,
    /// How far it went up.
    pub level: u32,
}

/// A hand-over 转单.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Transfer {
    /// To whom and how.
    pub to: HandedOver,
    /// When.
    pub at: Timestamp,
    /// When it was answered, and whether it was taken.
    pub answered: Option<(Timestamp, bool)>,
}

/// A promise 承诺.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Promised {
    /// What.
    pub what: String,
    /// By when.
    pub due: Timestamp,
    /// When it was kept.
    pub kept: Option<Timestamp>,
}

impl Life {
    /// Folds a history; `None` where it does not begin with the ticket coming in.
    #[must_use]
    pub fn of(history: &[Entry]) -> Option<Life> {
        let (first, rest) = history.split_first()?;
        let Event::Registered(registered) = &first.event else { return None };
        let mut life = Life::begin(first, registered);
        rest.iter().for_each(|entry| life.take(entry));
        Some(life)
    }

    fn begin(entry: &Entry, registered: &Registered) -> Life {
        let registered = registered.clone();
        let mut life = Life {
            registered_at: entry.at,
            seq: entry.seq,
            last_at: entry.at,
            marking: registered.marking.clone(),
            urgency: registered.urgency,
            category: registered.category.clone(),
            entry: registered.entries.first().cloned(),
            department: None,
            handler: None,
            front: Some(entry.author.clone()),
            about: registered.about.clone(),
            slots: registered.slots.clone(),
            facts: BTreeMap::new(),
            level: 1,
            reopened: 0,
            ended_at: None,
            carried_out_at: None,
            quiet: false,
            pauses: Vec::new(),
            runs: Vec::new(),
            hand_overs: Vec::new(),
            promises: Vec::new(),
            told: 0,
            surveys: Vec::new(),
            registered,
        };
        for clock in [ClockName::Acknowledge, ClockName::Answer, ClockName::Progress, ClockName::Resolve] {
            life.start(clock, life.registered.received_at, None);
        }
        life
    }

    /// Takes in the next event.
    pub fn take(&mut self, entry: &Entry) {
        (self.seq, self.last_at) = (entry.seq, entry.at);
        match &entry.event {
            Event::Registered(_) => {}
            Event::Moved(moved) => self.moved(moved, entry.at),
            Event::HandedOver(to) => {
                self.stop(ClockName::Transfer, entry.at);
                self.start(ClockName::Transfer, entry.at, to.answer_by);
                self.department = Some(to.department.clone());
                self.handler.clone_from(&to.handler);
                self.hand_overs.push(Transfer { to: (**to).clone(), at: entry.at, answered: None });
            }
            Event::Answered(answered) => {
                self.stop(ClockName::Transfer, entry.at);
                if let Some(open) = self.hand_overs.last_mut().filter(|transfer| transfer.answered.is_none()) {
                    open.answered = Some((entry.at, answered.accepted));
                }
                if answered.accepted {
                    self.handler = answered.handler.clone().or(self.handler.take());
                } else {
                    (self.department, self.handler) = (None, None);
                }
            }
            Event::Assigned(assigned) => {
                self.front = assigned.front.clone().or(self.front.take());
                self.handler = assigned.handler.clone().or(self.handler.take());
            }
            Event::Noted(noted) => {
                self.category = noted.category.clone().or(self.category.take());
                self.entry = noted.entry.clone().or(self.entry.take());
                self.urgency = noted.urgency.unwrap_or(self.urgency);
                self.slots.extend(noted.slots.clone());
                self.facts.extend(noted.facts.clone());
                self.about.extend(noted.about.iter().cloned());
            }
            Event::Retriaged(anew) => {
                (self.category, self.entry, self.urgency) = (anew.category.clone(), anew.entry.clone(), anew.urgency);
                let judged = &mut self.registered;
                (judged.category, judged.department) = (anew.category.clone(), anew.department.clone());
                judged.outcome.clone_from(&anew.outcome);
            }
            Event::Told(told) => self.spoken(told, entry.at),
            Event::PromiseKept { promise } => {
                if let Some(promised) = self.promises.get_mut(*promise as usize) {
                    promised.kept.get_or_insert(entry.at);
                }
                self.stop_run(ClockName::Promise, *promise, entry.at);
            }
            Event::Surveyed(surveyed) => {
                self.stop(ClockName::FollowUp, entry.at);
                self.surveys.push(surveyed.answers.clone());
            }
            Event::Reminded(firing) => self.fired(firing, |run, _| run.reminded = true),
            Event::Escalated(firing) => self.fired(firing, |run, level| run.level = run.level.max(level)),
        }
    }

    fn moved(&mut self, moved: &Moved, at: Timestamp) {
        self.marking.clone_from(&moved.to);
        self.quiet = moved.quiet;
        let standing = |fact: &Fact| !fact.is_of_the_step();
        self.facts.extend(moved.facts.iter().filter(|(fact, _)| standing(fact)).map(|(fact, said)| (*fact, said.clone())));
        let waiting = self.pauses.last_mut().filter(|pause| pause.until.is_none());
        match (waiting, moved.paused) {
            (None, true) => self.pauses.push(Pause { from: at, until: None }),
            (Some(pause), false) => pause.until = Some(at),
            _ => {}
        }
        if moved.raises {
            self.level += 1;
        }
        let was_resolved = self.is_stopped(ClockName::Resolve);
        moved.stops.iter().for_each(|clock| self.stop(*clock, at));
        for clock in &moved.starts {
            self.stop(*clock, at);
            let agreed = moved.follow_up_at.filter(|_| *clock == ClockName::FollowUp);
            self.start(*clock, at, agreed);
        }
        if moved.stops.contains(&ClockName::Resolve) && moved.facts.contains_key(&Fact::Done) {
            self.carried_out_at = Some(at);
        }
        if was_resolved && moved.starts.contains(&ClockName::Resolve) {
            self.reopened += 1;
            self.ended_at = None;
            (self.department, self.handler) = (None, None);
        }
        if moved.ended {
            self.ended_at.get_or_insert(at);
            let open: Vec<ClockName> = self.runs.iter().filter(|run| run.stopped.is_none()).map(|run| run.clock).collect();
            open.into_iter().filter(|clock| *clock != ClockName::Promise).for_each(|clock| self.stop(clock, at));
        }
    }

    fn spoken(&mut self, told: &Told, at: Timestamp) {
        if told.direction == Direction::Outgoing {
            self.told += 1;
            self.stop(ClockName::Answer, at);
            if !self.is_stopped(ClockName::Progress) {
                self.stop(ClockName::Progress, at);
                self.start(ClockName::Progress, at, None);
            }
        }
        for promise in &told.promises {
            self.promises.push(Promised { what: promise.what.clone(), due: promise.due, kept: None });
            self.start(ClockName::Promise, at, Some(promise.due));
        }
    }

    fn fired(&mut self, firing: &Firing, note: impl Fn(&mut Run, u32)) {
        if let Some(run) = self.runs.iter_mut().find(|run| run.clock == firing.clock && run.nth == firing.run) {
            note(run, firing.level);
        }
    }

    fn start(&mut self, clock: ClockName, from: Timestamp, agreed: Option<Timestamp>) {
        let nth = u32::try_from(self.runs.iter().filter(|run| run.clock == clock).count()).unwrap_or(u32::MAX);
        self.runs.push(Run { clock, nth, from, stopped: None, agreed, reminded: false, level: 0 });
    }

    /// Stops every open run of a clock.
    fn stop(&mut self, clock: ClockName, at: Timestamp) {
        for run in self.runs.iter_mut().filter(|run| run.clock == clock && run.stopped.is_none()) {
            run.stopped = Some(at);
        }
    }

    fn stop_run(&mut self, clock: ClockName, nth: u32, at: Timestamp) {
        for run in self.runs.iter_mut().filter(|run| run.clock == clock && run.nth == nth) {
            run.stopped.get_or_insert(at);
        }
    }

    /// Whether a clock has run and runs no more.
    fn is_stopped(&self, clock: ClockName) -> bool {
        self.runs.iter().filter(|run| run.clock == clock).all(|run| run.stopped.is_some())
    }

    /// The states it is in, as one text: `in_progress`.
    #[must_use]
    pub fn state(&self) -> String {
        let states: Vec<&str> = self.marking.iter().map(|token| token.state.as_str()).collect();
        states.join("+")
    }

    /// How often it was handed on 接单次数.
    #[must_use]
    pub fn handed_on(&self) -> usize {
        self.hand_overs.len()
    }
}

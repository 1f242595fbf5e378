//! Life: what a ticket is now, folded from its history. Equal histories give equal lives; nothing is looked up elsewhere,
//! so that a changed workflow never changes the past.

use std::collections::BTreeMap;

use jiff::Timestamp;

use crate::kb::{ClockName, Fact, HIGHEST_LEVEL, Satisfaction, Urgency};

use super::calendar::Pause;
use super::event::{CustomerContact, Direction, Event, Firing, HandedOver, LoggedEvent, Moved, NOBODY, Registered};
use super::net::Marking;
use super::runs::Run;

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
    /// How many of them were asked before it was opened again, the last time.
    pub asked_before: usize,
    /// How often each step was taken.
    pub steps: BTreeMap<String, u32>,
    /// What was promised.
    pub promises: Vec<Promised>,
    /// How often we told the customer something.
    pub told: u32,
    /// What customers answered when they were asked, in order.
    pub surveys: Vec<Vec<Satisfaction>>,
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
    pub fn of(history: &[LoggedEvent]) -> Option<Life> {
        let (first, rest) = history.split_first()?;
        let Event::Registered(registered) = &first.event else { return None };
        let mut life = Life::begin(first, registered);
        rest.iter().for_each(|entry| life.take(entry));
        Some(life)
    }

    fn begin(entry: &LoggedEvent, registered: &Registered) -> Life {
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
            // A system that sends tickets faces nobody, and neither does whoever has no name.
            front: Some(entry.author.clone()).filter(|author| *author != registered.source && author != NOBODY),
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
            asked_before: 0,
            steps: BTreeMap::new(),
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
    pub fn take(&mut self, entry: &LoggedEvent) {
        (self.seq, self.last_at) = (entry.seq, entry.at);
        match &entry.event {
            Event::Registered(_) => {}
            Event::Moved(moved) => self.moved(moved, entry.at),
            Event::HandedOver(to) => {
                self.give_up(ClockName::Transfer, entry.at);
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
            Event::Relieved(relieved) => {
                self.front = self.front.take().filter(|_| relieved.front.is_none());
                self.handler = self.handler.take().filter(|_| relieved.handler.is_none());
            }
            Event::Noted(noted) => {
                self.category = noted.category.clone().or(self.category.take());
                self.entry = noted.entry.clone().or(self.entry.take());
                self.urgency = noted.urgency.unwrap_or(self.urgency);
                self.slots.extend(noted.slots.clone());
                self.facts.extend(noted.facts.clone());
                self.about.extend(noted.about.iter().cloned());
            }
            Event::Retriaged(retriaged) => {
                (self.category, self.entry, self.urgency) =
                    (retriaged.category.clone(), retriaged.entry.clone(), retriaged.urgency);
                let judged = &mut self.registered;
                (judged.category, judged.department) = (retriaged.category.clone(), retriaged.department.clone());
                judged.outcome.clone_from(&retriaged.outcome);
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
        *self.steps.entry(moved.transition.clone()).or_default() += 1;
        if moved.raises {
            self.level = (self.level + 1).min(HIGHEST_LEVEL);
        }
        if moved.gives_back {
            self.given_back(at);
        }
        let was_resolved = self.is_stopped(ClockName::Resolve);
        moved.drops.iter().for_each(|clock| self.give_up(*clock, at));
        moved.stops.iter().for_each(|clock| self.stop_by_step(*clock, at));
        for clock in &moved.starts {
            self.give_up(*clock, at);
            let agreed = moved.follow_up_at.filter(|_| *clock == ClockName::FollowUp);
            self.start(*clock, at, agreed);
        }
        // What was done may have been put on record before; then the follow-up shows that it was.
        let is_done = moved.facts.contains_key(&Fact::Done) || moved.starts.contains(&ClockName::FollowUp);
        if moved.stops.contains(&ClockName::Resolve) && is_done {
            self.carried_out_at = Some(at);
        }
        if was_resolved && moved.starts.contains(&ClockName::Resolve) {
            self.reopened += 1;
            self.ended_at = None;
            self.asked_before = self.hand_overs.len();
            self.given_back(at);
        }
        if moved.ended {
            self.ended_at.get_or_insert(at);
            self.give_up_all(at);
        }
    }

    /// No department has it any more, and none is waited for.
    fn given_back(&mut self, at: Timestamp) {
        (self.department, self.handler) = (None, None);
        self.give_up(ClockName::Transfer, at);
    }

    fn spoken(&mut self, told: &CustomerContact, at: Timestamp) {
        if told.direction == Direction::Outgoing {
            self.told += 1;
            self.heard(at);
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

    /// The states it is in, as one text: `in_progress`.
    #[must_use]
    pub fn state(&self) -> String {
        let states: Vec<&str> = self.marking.iter().map(|token| token.state.as_str()).collect();
        states.join("+")
    }

    /// Whether the customer is waited for.
    #[must_use]
    pub fn is_waiting(&self) -> bool {
        self.pauses.last().is_some_and(|pause| pause.until.is_none())
    }

    /// The hand-over that a department still has to answer.
    #[must_use]
    pub fn unanswered(&self) -> Option<&Transfer> {
        let last = self.hand_overs.last().filter(|transfer| transfer.answered.is_none());
        last.filter(|transfer| self.department.as_ref() == Some(&transfer.to.department))
    }

    /// How often it was handed on 接单次数.
    #[must_use]
    pub fn handed_on(&self) -> usize {
        self.hand_overs.len()
    }
}

//! Clocks: by when what is due, as a function of a ticket's history, the service levels and the calendar alone.
//!
//! The time a customer is waited for counts against no deadline, nor against what is overdue, except where something was
//! agreed to the minute. What is fired (a reminder, an escalation) is remembered in the history itself, so that it fires
//! once, whatever restarts and wherever the system's clock jumps.

use std::borrow::Cow;

use jiff::{SignedDuration, Timestamp};

use crate::kb::{ClockKind, ClockName, Departments, EscalationLevel, Limits, Progress, Sla, Urgency, Within};

use super::calendar::{Calendar, Pause};
use super::event::{Event, Firing};
use super::life::Life;
use super::runs::Run;

/// Against what a ticket is measured.
#[derive(Clone, Copy)]
pub struct Levels<'a> {
    /// What is due when.
    pub sla: &'a Sla,
    /// When work is done.
    pub calendar: &'a Calendar,
    /// To whom what goes up.
    pub departments: &'a Departments,
}

/// How a run of a clock stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// It runs, and there is time.
    Open,
    /// It stands still: the customer is waited for.
    Paused,
    /// It runs, and the time is over.
    Overdue,
    /// It was stopped in time.
    Met,
    /// It was stopped too late.
    Missed,
    /// It was given up in time: what it times did not happen, and was not wanted any more.
    Dropped,
}

/// A run of a clock with its deadline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deadline {
    /// Which clock.
    pub clock: ClockName,
    /// The how-manieth time it runs.
    pub nth: u32,
    /// Since when.
    pub from: Timestamp,
    /// The deadline; `None` while it stands still, and where nothing is due by any instant.
    pub due: Option<Timestamp>,
    /// When it was stopped.
    pub stopped: Option<Timestamp>,
    /// How it stands.
    pub standing: Standing,
}

impl Levels<'_> {
    /// Every run of every clock of a ticket, as it stands at `now`.
    #[must_use]
    pub fn deadlines(&self, life: &Life, now: Timestamp) -> Vec<Deadline> {
        life.runs.iter().map(|run| self.deadline(life, run, now)).collect()
    }

    /// The earliest deadline that is still open at `now`, overdue ones included.
    #[must_use]
    pub fn next_due(&self, life: &Life) -> Option<Timestamp> {
        life.runs.iter().filter(|run| run.stopped.is_none()).filter_map(|run| self.due(life, run)).min()
    }

    fn deadline(&self, life: &Life, run: &Run, now: Timestamp) -> Deadline {
        let due = self.due(life, run);
        let standing = match (run.stopped, due) {
            (Some(stopped), Some(due)) if stopped.at > due => Standing::Missed,
            (Some(stopped), _) if stopped.dropped => Standing::Dropped,
            (Some(_), _) => Standing::Met,
            (None, Some(due)) if now > due => Standing::Overdue,
            (None, None) if life.is_waiting() => Standing::Paused,
            (None, _) => Standing::Open,
        };
        let stopped = run.stopped.map(|stopped| stopped.at);
        Deadline { clock: run.clock, nth: run.nth, from: run.from, due, stopped, standing }
    }

    /// When a run is due. One that was stopped keeps the deadline it had then, whatever happens to the ticket later.
    fn due(&self, life: &Life, run: &Run) -> Option<Timestamp> {
        if run.agreed.is_some() {
            return run.agreed;
        }
        let urgency = run.stopped.map_or(life.urgency, |stopped| stopped.urgency);
        let limits = self.limits(life, urgency);
        let pauses = &*pauses_of(life, run);
        let (clock, within) = match run.clock {
            ClockName::Acknowledge => (limits.clock, limits.acknowledge),
            ClockName::Answer => (limits.clock, limits.answer),
            ClockName::Transfer => (limits.clock, limits.respond),
            ClockName::Resolve => (limits.clock, limits.resolve),
            ClockName::FollowUp => (ClockKind::Always, limits.follow_up),
            ClockName::Promise => return None,
            ClockName::Progress => return self.progress(life, urgency, run.from, pauses),
        };
        self.calendar.due_with_pauses(run.from, clock, within, pauses)
    }

    fn limits(&self, life: &Life, urgency: Urgency) -> Limits {
        self.sla.limits(urgency, life.registered.class.as_deref())
    }

    /// When the customer hears of progress: by the terms of the urgency, and no later than anybody less urgent would. At
    /// four in the afternoon "every two hours" alone would be later than "daily by five".
    fn progress(&self, life: &Life, urgency: Urgency, from: Timestamp, pauses: &[Pause]) -> Option<Timestamp> {
        let due = |urgency: &Urgency| {
            let limits = self.limits(life, *urgency);
            match limits.progress {
                Progress::Every(within) => self.calendar.due_with_pauses(from, limits.clock, within, pauses),
                Progress::Daily(time) => self.daily(time, from, pauses),
                Progress::BeforeClosing => None,
            }
        };
        Urgency::ALL.iter().filter(|as_urgent| **as_urgent <= urgency).filter_map(due).min()
    }

    /// The next time of day after `from`; after each pause that reaches into it, the next one after that.
    fn daily(&self, time: jiff::civil::Time, from: Timestamp, pauses: &[Pause]) -> Option<Timestamp> {
        let mut due = self.calendar.next_daily(time, from);
        for pause in pauses.iter().filter(|pause| pause.until.is_none_or(|until| until > from)) {
            if pause.from < due {
                due = due.max(self.calendar.next_daily(time, pause.until?));
            }
        }
        Some(due)
    }

    /// What is to be fired at `now`, in the order it should have been: reminders and escalations not fired yet.
    #[must_use]
    pub fn firings(&self, life: &Life, now: Timestamp) -> Vec<Event> {
        let mut firings: Vec<Event> = Vec::new();
        self.each_firing(life, |planned, event| {
            if planned <= now {
                firings.push(event());
            }
        });
        let planned = |event: &Event| match event {
            Event::Reminded(firing) | Event::Escalated(firing) => (firing.planned, firing.level),
            _ => (Timestamp::MAX, 0),
        };
        firings.sort_by_key(planned);
        firings
    }

    /// When something is to be fired next, if nothing else happens.
    #[must_use]
    pub fn next_firing(&self, life: &Life) -> Option<Timestamp> {
        let mut next: Option<Timestamp> = None;
        self.each_firing(life, |planned, _| next = Some(next.map_or(planned, |known| known.min(planned))));
        next
    }

    fn each_firing(&self, life: &Life, mut found: impl FnMut(Timestamp, &dyn Fn() -> Event)) {
        let limits = self.limits(life, life.urgency);
        for run in life.runs.iter().filter(|run| run.stopped.is_none()) {
            // It is the customer's turn; only what was agreed to the minute goes on.
            if life.is_waiting() && run.agreed.is_none() {
                continue;
            }
            let Some(due) = self.due(life, run) else { continue };
            let pauses: &[Pause] = if run.agreed.is_some() { &[] } else { &life.pauses };
            let firing = |planned, level, to| Firing { clock: run.clock, run: run.nth, due, planned, level, to };
            if !run.reminded {
                let planned = limits.remind.map_or(due, |before| earlier(due, before)).max(run.from);
                let planned = after_pauses(planned, pauses);
                found(planned, &|| Event::Reminded(firing(planned, 0, life.front.iter().cloned().collect())));
            }
            let mut planned = due;
            for level in &self.sla.escalation {
                let reached = self.calendar.due_with_pauses(due, limits.clock, level.after, pauses);
                // No level is passed over, whatever kinds of time a pack mixes.
                planned = planned.max(reached.unwrap_or(Timestamp::MAX));
                if level.level > run.level {
                    found(planned, &|| Event::Escalated(firing(planned, level.level, self.addressees(life, level))));
                }
            }
        }
    }

    /// To whom a missed deadline goes: the words of the service levels, and the one of the department that has it.
    fn addressees(&self, life: &Life, level: &EscalationLevel) -> Vec<String> {
        let department = life.department.as_ref().and_then(|id| self.departments.get(id));
        let nth = level.level.saturating_sub(1) as usize;
        std::iter::once(level.to.clone()).chain(department.and_then(|d| d.escalation.get(nth)).cloned()).collect()
    }
}

/// Some time before a deadline, by the wall.
fn earlier(due: Timestamp, before: Within) -> Timestamp {
    let count = i64::from(before.count);
    let length = match before.unit {
        crate::kb::WithinUnit::Minutes => SignedDuration::from_mins(count),
        crate::kb::WithinUnit::Hours => SignedDuration::from_hours(count),
        crate::kb::WithinUnit::Days | crate::kb::WithinUnit::WorkingDays => SignedDuration::from_hours(24 * count),
    };
    due.checked_sub(length).unwrap_or(Timestamp::MIN)
}

/// The pauses that count for a run: of one that was stopped, those before.
fn pauses_of<'a>(life: &'a Life, run: &Run) -> Cow<'a, [Pause]> {
    let Some(stopped) = run.stopped else { return Cow::Borrowed(&life.pauses) };
    let until_then = |pause: &Pause| Pause { until: pause.until.filter(|until| *until <= stopped.at), ..*pause };
    life.pauses.iter().filter(|pause| pause.from < stopped.at).map(until_then).collect()
}

/// An instant, or the end of the pause it falls into.
fn after_pauses(at: Timestamp, pauses: &[Pause]) -> Timestamp {
    let over = |at: Timestamp, pause: &Pause| pause.until.filter(|_| pause.from <= at).map_or(at, |until| at.max(until));
    pauses.iter().fold(at, over)
}

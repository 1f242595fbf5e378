//! Clocks: by when what is due, as a function of a ticket's history, the service levels and the calendar alone.
//!
//! The time a customer is waited for counts against no deadline, except one that was agreed to the minute. What is
//! fired (a reminder, an escalation) is remembered in the history itself, so that it fires once, whatever restarts and
//! wherever the system's clock jumps.

use jiff::{SignedDuration, Timestamp};

use crate::kb::{ClockKind, ClockName, Departments, EscalationLevel, Limits, Progress, Sla, Within};

use super::calendar::{Calendar, Pause};
use super::event::{Event, Firing};
use super::life::{Life, Run};

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
        let limits = self.sla.limits(life.urgency, life.registered.class.as_deref());
        life.runs.iter().map(|run| self.deadline(life, &limits, run, now)).collect()
    }

    /// The earliest deadline that is still open at `now`, overdue ones included.
    #[must_use]
    pub fn next_due(&self, life: &Life) -> Option<Timestamp> {
        let limits = self.sla.limits(life.urgency, life.registered.class.as_deref());
        life.runs.iter().filter(|run| run.stopped.is_none()).filter_map(|run| self.due(life, &limits, run)).min()
    }

    fn deadline(&self, life: &Life, limits: &Limits, run: &Run, now: Timestamp) -> Deadline {
        let due = self.due(life, limits, run);
        let waiting = life.pauses.last().is_some_and(|pause| pause.until.is_none());
        let standing = match (run.stopped, due) {
            (Some(at), Some(due)) if at > due => Standing::Missed,
            (Some(_), _) => Standing::Met,
            (None, Some(due)) if now > due => Standing::Overdue,
            (None, None) if waiting => Standing::Paused,
            (None, _) => Standing::Open,
        };
        Deadline { clock: run.clock, nth: run.nth, from: run.from, due, stopped: run.stopped, standing }
    }

    /// When a run is due. A pause counts up to the moment the run was stopped.
    fn due(&self, life: &Life, limits: &Limits, run: &Run) -> Option<Timestamp> {
        if run.agreed.is_some() {
            return run.agreed;
        }
        let pauses = &life.pauses;
        let (clock, within) = match run.clock {
            ClockName::Acknowledge => (limits.clock, limits.acknowledge),
            ClockName::Answer => (limits.clock, limits.answer),
            ClockName::Transfer => (limits.clock, limits.respond),
            ClockName::Resolve => (limits.clock, limits.resolve),
            ClockName::FollowUp => (ClockKind::Always, limits.follow_up),
            ClockName::Promise => return None,
            ClockName::Progress => match limits.progress {
                Progress::Every(within) => (limits.clock, within),
                Progress::Daily(time) => return self.daily(time, run.from, pauses),
                Progress::BeforeClosing => return None,
            },
        };
        self.calendar.due_with_pauses(run.from, clock, within, pauses)
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
        let limits = self.sla.limits(life.urgency, life.registered.class.as_deref());
        for run in life.runs.iter().filter(|run| run.stopped.is_none()) {
            let Some(due) = self.due(life, &limits, run) else { continue };
            let firing = |planned, level, to| Firing { clock: run.clock, run: run.nth, due, planned, level, to };
            if !run.reminded {
                let planned = limits.remind.map_or(due, |before| earlier(due, before)).max(run.from);
                found(planned, &|| Event::Reminded(firing(planned, 0, life.front.iter().cloned().collect())));
            }
            for level in self.sla.escalation.iter().filter(|level| level.level > run.level) {
                let planned = self.calendar.due(due, limits.clock, level.after);
                found(planned, &|| Event::Escalated(firing(planned, level.level, self.addressees(life, level))));
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

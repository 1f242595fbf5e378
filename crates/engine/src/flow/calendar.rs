//! Business calendar: working hours, weekends, holidays and make-up days (调休) in a named time zone.
//!
//! Working time is additive: the deadline of a + b is the deadline of b counted from the deadline of a.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use jiff::civil::{Date, Time, Weekday};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use crate::kb::{ClockKind, Sla, Within, WithinUnit};

use super::hours::WorkingDays;

/// How far ahead a working hour is looked for; beyond, the pack has none.
const DAYS_AHEAD: usize = 3_660;

/// What can be wrong with a calendar.
#[derive(Debug, thiserror::Error)]
pub enum CalendarError {
    /// The zone is not in the time zone database.
    #[error("sla.toml names the time zone {zone:?}, which is not known")]
    UnknownZone {
        /// As written.
        zone: String,
    },
    /// The working day has no length.
    #[error("sla.toml closes at {close} but opens at {open}; working hours must end after they begin")]
    NoWorkingHours {
        /// Opening time.
        open: Time,
        /// Closing time.
        close: Time,
    },
}

/// Time that counts against no deadline, because the customer is waited for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct Pause {
    /// When it began.
    pub from: Timestamp,
    /// When it ended, if it has.
    pub until: Option<Timestamp>,
}

/// When work is done.
#[derive(Debug, Clone)]
pub struct Calendar {
    zone: TimeZone,
    work_days: Vec<Weekday>,
    open: Time,
    close: Time,
    holidays: BTreeSet<Date>,
    make_up_days: BTreeSet<Date>,
    /// The hours of business of many years, laid out when they are first asked for.
    hours: OnceLock<WorkingDays>,
}

impl Calendar {
    /// The calendar of a pack.
    ///
    /// # Errors
    /// When the zone is unknown or the hours are empty.
    pub fn new(sla: &Sla) -> Result<Calendar, CalendarError> {
        let zone = TimeZone::get(&sla.time_zone).map_err(|_| CalendarError::UnknownZone { zone: sla.time_zone.clone() })?;
        let (open, close) = (sla.hours.open, sla.hours.close);
        if close <= open || sla.hours.work_days.is_empty() {
            return Err(CalendarError::NoWorkingHours { open, close });
        }
        Ok(Calendar {
            zone,
            work_days: sla.hours.work_days.clone(),
            open,
            close,
            holidays: sla.holidays.iter().map(|d| d.date).collect(),
            make_up_days: sla.make_up_days.iter().map(|d| d.date).collect(),
            hours: OnceLock::new(),
        })
    }

    /// The zone deadlines are shown in.
    #[must_use]
    pub fn zone(&self) -> &TimeZone {
        &self.zone
    }

    /// Whether work is done on a date: a make-up day always, a holiday never, else by weekday.
    #[must_use]
    pub fn is_working_day(&self, date: Date) -> bool {
        self.make_up_days.contains(&date) || (!self.holidays.contains(&date) && self.work_days.contains(&date.weekday()))
    }

    /// The deadline of something due `within` a length of time from `from`. On an always-running clock minutes, hours
    /// and days are those of the wall; working days, and everything on a business clock, count working hours only.
    #[must_use]
    pub fn due(&self, from: Timestamp, clock: ClockKind, within: Within) -> Timestamp {
        let (length, of_work) = self.length(clock, within);
        if of_work { self.add_working_time(from, length) } else { later(from, length) }
    }

    /// The same, with time that does not count cut out: pauses in order, each with its end, if it has ended. `None` while
    /// the last pause goes on before the deadline is reached.
    #[must_use]
    pub fn due_with_pauses(&self, from: Timestamp, clock: ClockKind, within: Within, pauses: &[Pause]) -> Option<Timestamp> {
        let (mut left, of_work) = self.length(clock, within);
        let mut at = from;
        for pause in pauses {
            if pause.until.is_some_and(|until| until <= at) {
                continue;
            }
            let begun = pause.from.max(at);
            let used = if of_work { self.working_time(at, begun) } else { at.duration_until(begun) };
            if used >= left {
                break;
            }
            left -= used;
            at = pause.until?;
        }
        Some(if of_work { self.add_working_time(at, left) } else { later(at, left) })
    }

    /// A length of time, and whether it is one of work.
    fn length(&self, clock: ClockKind, within: Within) -> (SignedDuration, bool) {
        let count = i64::from(within.count);
        match within.unit {
            WithinUnit::Minutes => (SignedDuration::from_mins(count), clock == ClockKind::Business),
            WithinUnit::Hours => (SignedDuration::from_hours(count), clock == ClockKind::Business),
            WithinUnit::Days => (SignedDuration::from_hours(24 * count), false),
            WithinUnit::WorkingDays => (times(self.open.duration_until(self.close), within.count), true),
        }
    }

    /// The first `time` of a working day after `after`.
    #[must_use]
    pub fn next_daily(&self, time: Time, after: Timestamp) -> Timestamp {
        let mut date = after.to_zoned(self.zone.clone()).date();
        for _ in 0..DAYS_AHEAD {
            if let Some(at) = self.at(date, time).filter(|at| *at > after && self.is_working_day(date)) {
                return at;
            }
            let Ok(next) = date.tomorrow() else { break };
            date = next;
        }
        Timestamp::MAX
    }

    /// The instant by which `length` of working time has passed since `from`.
    #[must_use]
    pub fn add_working_time(&self, from: Timestamp, length: SignedDuration) -> Timestamp {
        let laid_out = self.hours.get_or_init(|| WorkingDays::lay_out(self));
        laid_out.add(from, length).unwrap_or_else(|| self.walk(from, length))
    }

    /// How much of the time from `from` to `to` is working time; none where `to` is not later.
    #[must_use]
    pub fn working_time(&self, from: Timestamp, to: Timestamp) -> SignedDuration {
        let mut worked = SignedDuration::ZERO;
        if to <= from {
            return worked;
        }
        let laid_out = self.hours.get_or_init(|| WorkingDays::lay_out(self));
        if let Some(worked) = laid_out.between(from, to) {
            return worked;
        }
        let (mut date, last) = (from.to_zoned(self.zone.clone()).date(), to.to_zoned(self.zone.clone()).date());
        while date <= last {
            if let Some((open, close)) = self.hours_of(date) {
                let (start, end) = (open.max(from), close.min(to));
                if end > start {
                    worked += start.duration_until(end);
                }
            }
            let Ok(next) = date.tomorrow() else { break };
            date = next;
        }
        worked
    }

    /// Day by day, for times that are not laid out.
    fn walk(&self, from: Timestamp, length: SignedDuration) -> Timestamp {
        let mut left = length;
        let mut date = from.to_zoned(self.zone.clone()).date();
        for _ in 0..DAYS_AHEAD {
            if let Some((open, close)) = self.hours_of(date) {
                let start = from.max(open);
                if start <= close {
                    let here = start.duration_until(close);
                    if left <= here && (here > SignedDuration::ZERO || left == SignedDuration::ZERO) {
                        return later(start, left);
                    }
                    left -= here;
                }
            }
            let Ok(next) = date.tomorrow() else { break };
            date = next;
        }
        later(from, length)
    }

    /// Opening and closing of a date; `None` on a day off.
    pub(super) fn hours_of(&self, date: Date) -> Option<(Timestamp, Timestamp)> {
        if !self.is_working_day(date) {
            return None;
        }
        Some((self.at(date, self.open)?, self.at(date, self.close)?))
    }

    /// A time of a date as an instant.
    fn at(&self, date: Date, time: Time) -> Option<Timestamp> {
        date.to_datetime(time).to_zoned(self.zone.clone()).ok().map(|zoned| zoned.timestamp())
    }
}

/// Later by a duration; at the end of time, the end of time.
fn later(from: Timestamp, by: SignedDuration) -> Timestamp {
    from.checked_add(by).unwrap_or(Timestamp::MAX)
}

fn times(day: SignedDuration, count: u32) -> SignedDuration {
    day.checked_mul(i32::try_from(count).unwrap_or(i32::MAX)).unwrap_or(SignedDuration::MAX)
}

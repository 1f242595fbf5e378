//! Business calendar: working hours, weekends, holidays and make-up days (调休) in a named time zone.
//!
//! Working time is additive: the deadline of a + b is the deadline of b counted from the deadline of a.

use std::collections::BTreeSet;

use jiff::civil::{Date, Time, Weekday};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use crate::kb::{ClockKind, Sla, Within, WithinUnit};

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

/// When work is done.
#[derive(Debug, Clone)]
pub struct Calendar {
    zone: TimeZone,
    work_days: Vec<Weekday>,
    open: Time,
    close: Time,
    holidays: BTreeSet<Date>,
    make_up_days: BTreeSet<Date>,
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
        let count = i64::from(within.count);
        let day = self.open.duration_until(self.close);
        let length = match within.unit {
            WithinUnit::Minutes => SignedDuration::from_mins(count),
            WithinUnit::Hours => SignedDuration::from_hours(count),
            WithinUnit::Days => return later(from, SignedDuration::from_hours(24 * count)),
            WithinUnit::WorkingDays => return self.add_working_time(from, times(day, within.count)),
        };
        match clock {
            ClockKind::Always => later(from, length),
            ClockKind::Business => self.add_working_time(from, length),
        }
    }

    /// The instant by which `length` of working time has passed since `from`.
    #[must_use]
    pub fn add_working_time(&self, from: Timestamp, length: SignedDuration) -> Timestamp {
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
    fn hours_of(&self, date: Date) -> Option<(Timestamp, Timestamp)> {
        if !self.is_working_day(date) {
            return None;
        }
        let at = |time: Time| date.to_datetime(time).to_zoned(self.zone.clone()).ok().map(|z| z.timestamp());
        Some((at(self.open)?, at(self.close)?))
    }
}

/// Later by a duration; at the end of time, the end of time.
fn later(from: Timestamp, by: SignedDuration) -> Timestamp {
    from.checked_add(by).unwrap_or(Timestamp::MAX)
}

fn times(day: SignedDuration, count: u32) -> SignedDuration {
    day.checked_mul(i32::try_from(count).unwrap_or(i32::MAX)).unwrap_or(SignedDuration::MAX)
}

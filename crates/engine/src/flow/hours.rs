//! Hours of business laid out in a row over many years, so that a deadline is two binary searches and no walk from day
//! to day: a hundred thousand open tickets have half a million deadlines.

use jiff::civil::{Date, date};
use jiff::{SignedDuration, Timestamp};

use super::calendar::Calendar;

/// The dates that are laid out; what lies outside is counted day by day.
const FIRST: Date = date(2015, 1, 1);
const LAST: Date = date(2045, 12, 31);

/// The hours of one working day, in nanoseconds since 1970.
#[derive(Debug, Clone, Copy)]
struct Day {
    open: i128,
    close: i128,
    /// Working time of all days before it.
    before: i128,
}

/// The working days of a calendar, in order.
#[derive(Debug, Clone, Default)]
pub(super) struct WorkingDays {
    days: Vec<Day>,
}

impl WorkingDays {
    pub(super) fn lay_out(calendar: &Calendar) -> WorkingDays {
        let (mut days, mut before, mut date) = (Vec::new(), 0, FIRST);
        while date <= LAST {
            if let Some((open, close)) = calendar.hours_of(date).filter(|(open, close)| close > open) {
                let (open, close) = (open.as_nanosecond(), close.as_nanosecond());
                days.push(Day { open, close, before });
                before += close - open;
            }
            let Ok(next) = date.tomorrow() else { break };
            date = next;
        }
        WorkingDays { days }
    }

    /// The instant by which `length` of working time has passed; `None` outside what is laid out.
    pub(super) fn add(&self, from: Timestamp, length: SignedDuration) -> Option<Timestamp> {
        let from = from.as_nanosecond();
        self.days.first().filter(|first| first.open <= from)?;
        // The first day that is not over by then.
        let nth = self.days.partition_point(|day| day.close < from);
        let day = self.days.get(nth)?;
        let target = day.before + (from - day.open).max(0) + length.as_nanos();
        // The first day at whose close that much has passed.
        let end = nth + self.days.get(nth..)?.partition_point(|day| day.before + (day.close - day.open) < target);
        let day = self.days.get(end)?;
        Timestamp::from_nanosecond(day.open + (target - day.before)).ok()
    }

    /// The working time between two instants; `None` outside what is laid out.
    pub(super) fn between(&self, from: Timestamp, to: Timestamp) -> Option<SignedDuration> {
        let worked = self.worked_by(to.as_nanosecond())? - self.worked_by(from.as_nanosecond())?;
        i64::try_from(worked).ok().map(SignedDuration::from_nanos)
    }

    /// Working time from the first day until an instant.
    fn worked_by(&self, at: i128) -> Option<i128> {
        self.days.first().filter(|first| first.open <= at)?;
        self.days.last().filter(|last| at <= last.close)?;
        let nth = self.days.partition_point(|day| day.close < at);
        let day = self.days.get(nth)?;
        Some(day.before + (at - day.open).max(0))
    }
}

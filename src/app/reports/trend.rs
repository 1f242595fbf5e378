//! The trend: a report's days cut into stretches that a chart shows side by side.

use fenzhen_engine::kb::Urgency;
use fenzhen_engine::triage::Snapshot;
use jiff::civil::{Date, Weekday};
use jiff::{Timestamp, ToSpan};

use crate::app::time::day_number;

use super::figures::{handed_on, in_time, repeatedly, satisfied, standings};
use super::{Handled, Period};

/// Up to so many days a stretch is a day, up to so many a week; beyond, a month. Shares of a day's few tickets jump about
/// too much for more days to say anything.
const DAYS_BY_DAY: i64 = 14;
const DAYS_BY_WEEK: i64 = 7 * 26;

/// The stretches from `from` to `to`, oldest first. Weeks begin on Monday; the first and the last stretch may be cut short.
pub(super) fn trend(snapshot: &Snapshot, from: Date, to: Date, handled: &[Handled], now: Timestamp) -> Vec<Period> {
    stretches(from, to).into_iter().map(|(from, to)| period(snapshot, from, to, handled, now)).collect()
}

fn period(snapshot: &Snapshot, from: Date, to: Date, handled: &[Handled], now: Timestamp) -> Period {
    let days = day_number(from)..=day_number(to);
    let tickets = || handled.iter().filter(|ticket| days.contains(&ticket.day));
    let urgent = |urgency: Urgency| tickets().filter(|ticket| ticket.life.urgency == urgency).count();
    Period {
        from,
        to,
        tickets: tickets().count(),
        high: urgent(Urgency::High),
        medium: urgent(Urgency::Medium),
        in_time: in_time(&standings(snapshot, tickets(), now)),
        repeatedly: repeatedly(tickets()),
        satisfied: satisfied(tickets()),
        answer_minutes: handed_on(tickets()).answer_minutes,
    }
}

fn stretches(from: Date, to: Date) -> Vec<(Date, Date)> {
    let days = day_number(to) - day_number(from) + 1;
    let last_of = |first: Date| match days {
        days if days <= DAYS_BY_DAY => first,
        days if days <= DAYS_BY_WEEK => first.nth_weekday(1, Weekday::Sunday).map_or(first, |sunday| {
            // The Sunday after a Sunday is a week away; a week that begins there ends there.
            if first.weekday() == Weekday::Sunday { first } else { sunday }
        }),
        _ => first.last_of_month(),
    };
    let mut all = Vec::new();
    let mut first = from;
    while first <= to {
        let last = last_of(first).min(to);
        all.push((first, last));
        let Ok(next) = last.checked_add(1.day()) else { break };
        first = next;
    }
    all
}

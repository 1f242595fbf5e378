//! Service levels: what is due, by when, and to whom it goes up.

use jiff::civil::Time;

use super::{Found, Rule};
use crate::kb::pack;
use crate::kb::parsed::Parsed;
use crate::kb::sla::{Hours, Terms};
use crate::kb::within::{Within, WithinUnit};
use crate::kb::words::Urgency;

pub(super) const RULES: &[Rule] = &[
    Rule::reading("sla-missing-urgency", "high, medium and low urgency each have their terms"),
    Rule::reading("bad-progress", "progress is due `every 2h`, `daily 17:00` or `before closing`"),
    Rule::error("sla-not-monotone", "nothing is due later for a higher urgency than for a lower", not_monotone),
    Rule::error("sla-bad-escalation", "escalation has the levels 1, 2 and 3, each later than the one before", bad_escalation),
];

/// One of the deadlines of some terms.
type Due = fn(&Terms) -> Within;

fn not_monotone(parsed: &Parsed<'_>, found: &mut Found) {
    let sla = &parsed.library.sla;
    let due: [(&str, Due); 3] =
        [("acknowledge", |terms| terms.acknowledge), ("respond", |terms| terms.respond), ("resolve", |terms| terms.resolve)];
    for (higher, lower) in [(Urgency::High, Urgency::Medium), (Urgency::Medium, Urgency::Low)] {
        for (key, of) in due {
            let (sooner, later) = (of(sla.terms(higher)), of(sla.terms(lower)));
            // One that could not be read has been named already.
            if later != Within::UNREADABLE && minutes(sooner, &sla.hours) > minutes(later, &sla.hours) {
                let message = format!("{sooner} for {higher} urgency is longer than {later} for {lower}");
                found.at(pack::SLA, format!("urgency.{higher}.{key}"), message, "the more urgent, the sooner");
            }
        }
    }
}

/// Minutes on the clock it is counted on; a working day is as long as the hours of business.
fn minutes(within: Within, hours: &Hours) -> i64 {
    let unit = match within.unit {
        WithinUnit::Minutes => 1,
        WithinUnit::Hours => 60,
        WithinUnit::Days => 24 * 60,
        // Hours that end before they begin have been named already; they must not upset every deadline.
        WithinUnit::WorkingDays if hours.close <= hours.open => working_day(&Hours::default()),
        WithinUnit::WorkingDays => working_day(hours),
    };
    i64::from(within.count) * unit
}

fn working_day(hours: &Hours) -> i64 {
    let of_day = |time: Time| i64::from(time.hour()) * 60 + i64::from(time.minute());
    of_day(hours.close) - of_day(hours.open)
}

fn bad_escalation(parsed: &Parsed<'_>, found: &mut Found) {
    let sla = &parsed.library.sla;
    if !parsed.is_read(pack::SLA) {
        return;
    }
    let after: Vec<i64> = sla.escalation.iter().map(|level| minutes(level.after, &sla.hours)).collect();
    let in_order = sla.escalation.iter().map(|level| level.level).eq(1..=3);
    // A time that could not be read has been named already, and says nothing of the others.
    let all_read = sla.escalation.iter().all(|level| level.after != Within::UNREADABLE);
    if !in_order || (all_read && !after.is_sorted_by(|sooner, later| sooner < later)) {
        let message = "the levels of escalation are not 1, 2 and 3, each later than the one before";
        found.at(pack::SLA, "escalation", message, "write three [[escalation]] tables in that order");
    }
}

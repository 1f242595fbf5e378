//! Service levels: what is due, by when, and to whom it goes up.

use jiff::civil::Time;

use super::{Findings, Rule, repeats};
use crate::kb::pack;
use crate::kb::parsed::Parsed;
use crate::kb::sla::{BusinessHours, ClockKind, EscalationLevel, HIGHEST_LEVEL, Limits, Sla};
use crate::kb::within::{Within, WithinUnit};
use crate::kb::words::Urgency;

pub(super) const RULES: &[Rule] = &[
    Rule::reading("sla-missing-urgency", "high, medium and low urgency each have their terms"),
    Rule::reading("bad-progress", "progress is due `every 2h`, `daily 17:00` or `before closing`"),
    Rule::error("sla-not-monotone", "nothing is due later for a higher urgency than for a lower", not_monotone),
    Rule::error("sla-class", "classes of customers have names of their own and only ever shorten what is due", bad_class),
    Rule::error(
        "sla-bad-escalation",
        "escalation has the levels 1, 2 and 3, each always later than the one before",
        bad_escalation,
    ),
];

/// One of the deadlines of some limits.
type Due = fn(&Limits) -> Within;

const DUES: [(&str, Due); 4] = [
    ("acknowledge", |limits| limits.acknowledge),
    ("answer", |limits| limits.answer),
    ("respond", |limits| limits.respond),
    ("resolve", |limits| limits.resolve),
];

fn not_monotone(parsed: &Parsed<'_>, found: &mut Findings) {
    let sla = &parsed.library.sla;
    let classes = sla.classes.iter().enumerate().map(|(nth, class)| (Some(&class.id), format!("class[{nth}].")));
    for (class, field) in std::iter::once((None, String::new())).chain(classes) {
        for (higher, lower) in [(Urgency::High, Urgency::Medium), (Urgency::Medium, Urgency::Low)] {
            let limits = |urgency| sla.limits(urgency, class.map(String::as_str));
            for (key, of) in DUES {
                let (sooner, later) = (of(&limits(higher)), of(&limits(lower)));
                // A class inherits what is wrong with everybody's terms.
                let inherited = |urgency| class.is_some() && of(&limits(urgency)) == of(&sla.limits(urgency, None));
                let both_inherited = inherited(higher) && inherited(lower);
                // One that could not be read has been named already.
                let as_respond = key == "answer" && [higher, lower].map(limits).iter().all(|l| l.answer == l.respond);
                if later == Within::UNREADABLE || both_inherited || as_respond {
                    continue;
                }
                if !no_later((limits(higher).clock, sooner), (limits(lower).clock, later), &sla.hours) {
                    let message = format!("{sooner} for {higher} urgency may end after {later} for {lower}");
                    let help = "the more urgent, the sooner; an hour of business may be days away";
                    found.at(pack::SLA, format!("{field}urgency.{higher}.{key}"), message, help);
                }
            }
        }
    }
}

/// Whether something due `sooner` is due no later than something due `later`, whenever both begin.
fn no_later(sooner: (ClockKind, Within), later: (ClockKind, Within), hours: &BusinessHours) -> bool {
    let of_business = |(clock, within): (ClockKind, Within)| match within.unit {
        WithinUnit::WorkingDays => true,
        WithinUnit::Days => false,
        WithinUnit::Minutes | WithinUnit::Hours => clock == ClockKind::Business,
    };
    // Time of business never runs faster than the wall's, but may stand still for days.
    let comparable = !of_business(sooner) || of_business(later);
    comparable && minutes(sooner.1, hours) <= minutes(later.1, hours)
}

fn bad_class(parsed: &Parsed<'_>, found: &mut Findings) {
    let sla = &parsed.library.sla;
    for (nth, _) in repeats(sla.classes.iter().enumerate().map(|(nth, class)| (class.id.as_str(), nth))) {
        found.at(pack::SLA, format!("class[{nth}].id"), "the class is there already", "keep one of them");
    }
    for (nth, class) in sla.classes.iter().enumerate() {
        for urgency in Urgency::ALL.iter().copied() {
            let (own, all) = (sla.limits(urgency, Some(&class.id)), sla.limits(urgency, None));
            for (key, of) in DUES.iter().filter(|(_, of)| of(&own) != of(&all) && of(&own) != Within::UNREADABLE) {
                let as_respond = *key == "answer" && own.answer == own.respond && all.answer == all.respond;
                if !as_respond && !no_later((own.clock, of(&own)), (all.clock, of(&all)), &sla.hours) {
                    let message = format!("{} is longer than the {} of everybody", of(&own), of(&all));
                    found.at(pack::SLA, format!("class[{nth}].urgency.{urgency}.{key}"), message, "write less, or leave it out");
                }
            }
        }
    }
}

/// Minutes on the clock it is counted on; a working day is as long as the hours of business.
fn minutes(within: Within, hours: &BusinessHours) -> i64 {
    let unit = match within.unit {
        WithinUnit::Minutes => 1,
        WithinUnit::Hours => 60,
        WithinUnit::Days => 24 * 60,
        // Hours that end before they begin have been named already; they must not upset every deadline.
        WithinUnit::WorkingDays if hours.close <= hours.open => working_day(&BusinessHours::default()),
        WithinUnit::WorkingDays => working_day(hours),
    };
    i64::from(within.count) * unit
}

fn working_day(hours: &BusinessHours) -> i64 {
    let of_day = |time: Time| i64::from(time.hour()) * 60 + i64::from(time.minute());
    of_day(hours.close) - of_day(hours.open)
}

fn bad_escalation(parsed: &Parsed<'_>, found: &mut Findings) {
    let sla = &parsed.library.sla;
    if !parsed.is_read(pack::SLA) {
        return;
    }
    if !sla.escalation.iter().map(|level| level.level).eq(1..=HIGHEST_LEVEL) {
        let message = "the levels of escalation are not 1, 2 and 3";
        found.at(pack::SLA, "escalation", message, "write three [[escalation]] tables in that order");
        return;
    }
    let overtaken = sla.escalation.windows(2).find_map(|pair| match pair {
        [lower, higher] if may_overtake(sla, higher, lower) => Some((lower, higher)),
        _ => None,
    });
    if let Some((lower, higher)) = overtaken {
        let message =
            format!("level {} after {} may come before level {} after {}", higher.level, higher.after, lower.level, lower.after);
        let help = "let each be later than the one before, in the same kind of time: `1d` may pass while two hours of business \
                    have not begun, `1wd` cannot";
        found.at(pack::SLA, "escalation", message, help);
    }
}

/// Whether a level may be reached no later than the one below it, for a ticket of some urgency.
fn may_overtake(sla: &Sla, higher: &EscalationLevel, lower: &EscalationLevel) -> bool {
    // A time that could not be read has been named already, and says nothing of the others.
    let both_read = [higher, lower].iter().all(|level| level.after != Within::UNREADABLE);
    let later = minutes(lower.after, &sla.hours) < minutes(higher.after, &sla.hours);
    let always_later = |urgency: &Urgency| {
        let clock = sla.terms(*urgency).clock;
        later && no_later((clock, lower.after), (clock, higher.after), &sla.hours)
    };
    both_read && !Urgency::ALL.iter().all(always_later)
}

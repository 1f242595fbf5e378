//! Business hours, holidays and make-up days.

use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::{Findings, Rule, repeats};
use crate::kb::pack;
use crate::kb::parsed::Parsed;
use crate::kb::sla::DayOff;

pub(super) const RULES: &[Rule] = &[
    Rule::error("unknown-time-zone", "the time zone is one of the IANA database", unknown_time_zone),
    Rule::error("sla-bad-hours", "business opens before it closes, on at least one day of the week, each named once", bad_hours),
    Rule::error("duplicate-holiday", "no date is given twice", duplicate_holiday),
    Rule::error("make-up-day-clash", "a make-up day is neither a holiday nor a day of business anyway", make_up_day_clash),
];

fn unknown_time_zone(parsed: &Parsed<'_>, found: &mut Findings) {
    let zone = &parsed.library.sla.time_zone;
    // The database is the one compiled in, so that every machine says the same.
    if !zone.is_empty() && TimeZone::get(zone).is_err() {
        found.at(pack::SLA, "time_zone", format!("{zone:?} is not a valid time zone"), "write a name such as \"Asia/Shanghai\"");
    }
}

fn bad_hours(parsed: &Parsed<'_>, found: &mut Findings) {
    let hours = &parsed.library.sla.hours;
    if hours.close <= hours.open {
        let message = format!("business closes at {} but opens at {}", hours.close, hours.open);
        found.at(pack::SLA, "hours.close", message, "the closing time must be later on the same day");
    }
    let repeated = !repeats(hours.work_days.iter().map(|day| (*day, ()))).is_empty();
    if repeated || hours.work_days.is_empty() {
        found.at(pack::SLA, "hours.work_days", "the days of business are not valid, or one is named twice", "name each once");
    }
}

/// The days of one list with the fields they stand in; those that could not be read have been named already.
fn days<'a>(key: &'static str, days: &'a [DayOff]) -> impl Iterator<Item = (Date, String)> + 'a {
    let dated = days.iter().enumerate().filter(|(_, day)| day.date != Date::ZERO);
    dated.map(move |(nth, day)| (day.date, format!("{key}[{nth}].date")))
}

fn duplicate_holiday(parsed: &Parsed<'_>, found: &mut Findings) {
    let sla = &parsed.library.sla;
    for list in [days("holiday", &sla.holidays), days("make_up_day", &sla.make_up_days)] {
        let list: Vec<(Date, String)> = list.collect();
        for (field, _) in repeats(list.iter().map(|(date, field)| (*date, field))) {
            found.at(pack::SLA, field, "the date is there already", "remove one of them");
        }
    }
}

fn make_up_day_clash(parsed: &Parsed<'_>, found: &mut Findings) {
    let sla = &parsed.library.sla;
    for (date, field) in days("make_up_day", &sla.make_up_days) {
        if sla.holidays.iter().any(|holiday| holiday.date == date) {
            found.at(pack::SLA, field, format!("{date} is a holiday too"), "it can only be one of the two");
        } else if sla.hours.work_days.contains(&date.weekday()) {
            found.at(pack::SLA, field, format!("{date} is a day of business anyway"), "make-up days fall on days off");
        }
    }
}

//! Times as people say them: lengths, instants, and how long is left.

use fenzhen_engine::kb::{Progress, Within, WithinUnit};
use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::language::Lang;
use super::texts::Texts;
use super::texts::desk::DeskTexts;

/// A deadline.
pub struct Due {
    pub label: &'static str,
    /// With its offset, for scripts.
    pub at: String,
    /// Month, day, hour and minute, on the library's clock.
    pub shown: String,
    pub left: String,
    pub overdue: bool,
}

impl Due {
    /// What is due `at` an instant, on the clock of `zone`.
    pub fn at(label: &'static str, at: Timestamp, zone: &TimeZone, now: Timestamp, t: &'static Texts) -> Due {
        let minutes = (at.as_second() - now.as_second()).div_euclid(60);
        let overdue = minutes < 0;
        let begun = if overdue { t.overdue } else { t.left };
        Due {
            label,
            at: machine_time(at, zone),
            shown: minute_on_clock(at, zone),
            left: format!("{begun} {}", minutes_left(minutes.unsigned_abs(), t)),
            overdue,
        }
    }
}

/// Month, day, hour and minute of an instant, on the clock of `zone`.
pub fn minute_on_clock(at: Timestamp, zone: &TimeZone) -> String {
    at.to_zoned(zone.clone()).strftime("%m-%d %H:%M").to_string()
}

/// An instant of RFC 3339, to the second, with the offset of `zone`: for scripts and programs.
pub fn machine_time(at: Timestamp, zone: &TimeZone) -> String {
    at.to_zoned(zone.clone()).strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
}

/// Day and minute of an instant on the clock of `zone`.
pub fn on_clock(at: Timestamp, zone: &TimeZone) -> String {
    at.to_zoned(zone.clone()).strftime("%Y-%m-%d %H:%M").to_string()
}

fn minutes_left(minutes: u64, t: &'static Texts) -> String {
    let (days, hours, minutes) = (minutes / 1_440, minutes / 60 % 24, minutes % 60);
    let parts = [(days, t.unit_d), (hours, t.unit_h), (minutes, t.unit_m)];
    // Two parts are enough: nobody plans a day by the minute.
    let first = parts.iter().position(|(count, _)| *count > 0).unwrap_or(2);
    let said: Vec<String> = parts.iter().skip(first).take(2).map(|(count, unit)| format!("{count} {unit}")).collect();
    said.join(" ")
}

/// A length of time such as `15m`.
pub fn length(within: &str, lang: Lang) -> String {
    Within::parse(within).map_or_else(|| within.to_owned(), |within| length_of(within, lang))
}

/// A length of time.
pub fn length_of(Within { count, unit }: Within, lang: Lang) -> String {
    let t = Texts::of(lang);
    let unit = match unit {
        WithinUnit::Minutes => t.unit_m,
        WithinUnit::Hours => t.unit_h,
        WithinUnit::Days => t.unit_d,
        WithinUnit::WorkingDays if count == 1 => DeskTexts::of(lang).one_working_day,
        WithinUnit::WorkingDays => t.unit_wd,
    };
    format!("{count} {unit}")
}

/// How often the customer hears of it.
pub fn progress(progress: Progress, lang: Lang) -> String {
    let t = Texts::of(lang);
    match progress {
        Progress::Every(within) => format!("{} {}", t.progress_every, length_of(within, lang)),
        Progress::Daily(at) => format!("{} {:02}:{:02}", t.progress_daily, at.hour(), at.minute()),
        Progress::BeforeClosing => t.progress_closing.to_owned(),
    }
}

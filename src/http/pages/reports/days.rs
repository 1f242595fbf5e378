//! Which days a report is on: as a reader asks, or by one of the usual stretches.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use crate::http::pages::ui::texts::reports::ReportTexts;

/// A stretch of days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Days {
    pub from: Date,
    pub to: Date,
}

/// A usual stretch.
pub struct Preset {
    pub name: &'static str,
    pub days: Days,
    /// Whether it is the one that is shown.
    pub current: bool,
}

impl Days {
    /// The days up to `to`, so many in all.
    pub fn last(many: i64, to: Date) -> Days {
        Days { from: to.checked_sub((many - 1).days()).unwrap_or(Date::MIN), to }
    }

    /// What is asked for; four weeks where nothing is, `None` where it is not a valid date.
    pub fn asked(from: &str, to: &str, today: Date) -> Option<Days> {
        if from.trim().is_empty() && to.trim().is_empty() {
            return Some(Days::last(28, today));
        }
        Some(Days { from: from.trim().parse().ok()?, to: to.trim().parse().ok()? })
    }

    /// The whole month of a day.
    pub fn month(day: Date) -> Days {
        Days { from: day.first_of_month(), to: day.last_of_month() }
    }

    /// As a part of an address.
    pub fn query(self) -> String {
        format!("from={}&to={}", self.from, self.to)
    }
}

/// The usual stretches as of a day.
pub fn presets(today: Date, shown: Option<Days>, r: &'static ReportTexts) -> Vec<Preset> {
    let back = i64::from(today.weekday().since(Weekday::Monday));
    let monday = today.checked_sub(back.days()).unwrap_or(Date::MIN);
    let before = |day: Date| day.yesterday().unwrap_or(Date::MIN);
    let usual = [
        (r.this_week, Days { from: monday, to: today }),
        (r.last_week, Days::last(7, before(monday))),
        (r.four_weeks, Days::last(28, today)),
        (r.this_month, Days { from: today.first_of_month(), to: today }),
        (r.last_month, Days::month(before(today.first_of_month()))),
        (r.quarter, Days::last(91, today)),
    ];
    // On some days two of them are the same: one is enough to be shown as current.
    let mut found = false;
    let preset = |(name, days): (&'static str, Days)| {
        let current = !found && shown == Some(days);
        found |= current;
        Preset { name, days, current }
    };
    usual.into_iter().map(preset).collect()
}

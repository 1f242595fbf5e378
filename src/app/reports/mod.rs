//! Reports: what a stretch of days taught us, folded from the very histories of its tickets, and the measures against
//! what came often. Nothing is counted beforehand, so that a report always agrees with the tickets behind it.

mod error;
mod figures;
mod frequent;
mod html;
mod report;
mod sheet;
mod trend;

use std::sync::Arc;

use fenzhen_engine::flow::event::author_or_nobody;
use fenzhen_engine::flow::{Life, LoggedEvent};
use fenzhen_engine::triage::Snapshot;
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};

use crate::app::time::{day_date, day_number};
use crate::store::{Measure as StoredMeasure, ReportedTicket, Store};

use super::alarms::{Alarm, Alarms};
use super::tickets::entry;
use super::{App, Clock};

pub use error::ReportError;
pub use html::page;
pub use report::{
    ClockKept, Frequent, Measure, Part, Period, Ranks, Report, SatisfactionFigures, Share, TransferFigures, Transfers,
};
pub use sheet::workbook;

/// The most tickets of a report.
const MOST: usize = 200_000;
/// The most days of a report.
const LONGEST: i64 = 3_660;
/// The longest text of a measure, in characters.
const LONGEST_TEXT: usize = 1_000;
/// The longest name of who writes a measure down, in characters.
const LONGEST_AUTHOR: usize = 100;

/// A ticket of a report.
struct Handled {
    id: String,
    /// The day it was registered on, counted from 1970.
    day: i64,
    life: Life,
    accepted: bool,
    confirmed: Option<String>,
}

/// What a review 复盘 looks at.
#[derive(Debug, Clone)]
pub struct Review {
    /// The days asked for.
    pub report: Report,
    /// The days before: the month before a whole month, else as many days.
    pub before: Report,
    /// The alarms raised in the days asked for, oldest first.
    pub alarms: Vec<Alarm>,
}

/// A measure to write down.
#[derive(Debug, Clone)]
pub struct NewMeasure {
    /// The entry whose problem it is against, by id.
    pub entry: String,
    /// The root cause.
    pub cause: String,
    /// What is done.
    pub what: String,
    /// Who does it.
    pub owner: String,
    /// By when.
    pub due: Date,
    /// Who writes it down.
    pub author: Option<String>,
}

/// The reports of an app.
pub struct Reports<'a> {
    store: &'a Store,
    snapshot: Arc<Snapshot>,
    clock: Clock,
    alarms: Alarms<'a>,
}

/// The days that a stretch of days is compared with: the month before a whole month, else as many days before it.
fn days_before(from: Date, to: Date) -> (Date, Date) {
    let last = from.yesterday().unwrap_or(Date::MIN);
    let is_month = from == from.first_of_month() && to == from.last_of_month();
    let days = day_number(to) - day_number(from);
    let first = if is_month { last.first_of_month() } else { day_date(day_number(last) - days).unwrap_or(Date::MIN) };
    (first, last)
}

impl App {
    /// Its reports.
    #[must_use]
    pub fn reports(&self) -> Reports<'_> {
        Reports { store: &self.store, snapshot: self.snapshot(), clock: self.clock, alarms: self.alarms() }
    }
}

impl Reports<'_> {
    /// The report on the tickets registered from the day `from` to the day `to`, as they stand now.
    ///
    /// # Errors
    /// When the days are not a valid range, there are too many tickets, or the database refuses.
    pub fn summary(&self, from: Date, to: Date) -> Result<Report, ReportError> {
        let (first, last) = (day_number(from), day_number(to));
        if last < first || last - first > LONGEST {
            return Err(ReportError::NotDays);
        }
        let (snapshot, now) = (&*self.snapshot, self.clock.now());
        let since = now.checked_sub(SignedDuration::from_hours(24 * 90)).unwrap_or(Timestamp::UNIX_EPOCH);
        let read = self.store.read(|dao| Ok((dao.reported_tickets(first, last, MOST + 1)?, dao.measures(since)?)));
        let (told, measures) = read?;
        if told.len() > MOST {
            return Err(ReportError::TooManyTickets);
        }
        let handled: Vec<Handled> = told.into_iter().filter_map(handled).collect();
        let mut report = figures::figures(snapshot, &handled, (from, to), now);
        report.trend = trend::trend(snapshot, from, to, &handled, now);
        report.measures = measures.into_iter().map(Measure::from).collect();
        report.frequent = frequent::frequent(snapshot, &handled, &report.measures);
        Ok(report)
    }

    /// The day it is, in the library's time zone.
    #[must_use]
    pub fn today(&self) -> Date {
        self.clock.now().to_zoned(self.snapshot.calendar.zone().clone()).date()
    }

    /// A report beside that on the days before, and the alarms raised in its days.
    ///
    /// # Errors
    /// As [`Reports::summary`].
    pub fn review(&self, from: Date, to: Date) -> Result<Review, ReportError> {
        let report = self.summary(from, to)?;
        let (first, last) = days_before(from, to);
        let before = self.summary(first, last)?;
        Ok(Review { report, before, alarms: self.alarms.raised(from, to)? })
    }

    /// Writes down a measure against a frequent problem.
    ///
    /// # Errors
    /// When the entry is not there, a text says nothing, or the database refuses.
    pub fn add_measure(&self, request: &NewMeasure) -> Result<Measure, ReportError> {
        if self.snapshot.library.entry(&request.entry).is_none() {
            return Err(ReportError::NoSuchEntry);
        }
        let texts = [("cause", &request.cause), ("what", &request.what), ("owner", &request.owner)];
        for (field, text) in texts {
            bounded(field, text, LONGEST_TEXT)?;
            if text.trim().is_empty() {
                return Err(ReportError::Blank(field));
            }
        }
        let author = author_or_nobody(request.author.as_deref()).to_owned();
        bounded("author", &author, LONGEST_AUTHOR)?;
        let mut measure = StoredMeasure {
            id: 0,
            entry: request.entry.clone(),
            cause: request.cause.clone(),
            what: request.what.clone(),
            owner: request.owner.clone(),
            due: request.due.to_string(),
            author,
            at: self.clock.now(),
            done_at: None,
        };
        measure.id = self.store.write(|dao| dao.add_measure(&measure))?;
        Ok(measure.into())
    }

    /// Says that a measure is done.
    ///
    /// # Errors
    /// When there is none of this number, it was done before, or the database refuses.
    pub fn measure_done(&self, id: i64) -> Result<(), ReportError> {
        let at = self.clock.now();
        let done = self.store.write(|dao| dao.measure_done(id, at))?;
        if done { Ok(()) } else { Err(ReportError::NoSuchMeasure(id)) }
    }
}

fn handled(told: ReportedTicket) -> Option<Handled> {
    let history: Vec<LoggedEvent> = told.events.iter().filter_map(entry).collect();
    let life = Life::of(&history)?;
    Some(Handled {
        id: told.id,
        day: told.day,
        life,
        accepted: told.verdict.as_deref() == Some("accepted"),
        confirmed: told.confirmed,
    })
}

fn bounded(field: &'static str, text: &str, limit: usize) -> Result<(), ReportError> {
    if text.chars().count() > limit { Err(ReportError::TooLong { field, limit }) } else { Ok(()) }
}

impl From<StoredMeasure> for Measure {
    fn from(measure: StoredMeasure) -> Measure {
        let StoredMeasure { id, entry, cause, what, owner, due, done_at, .. } = measure;
        // It was written from a date.
        let due = due.parse().unwrap_or(Date::MAX);
        Measure { id, entry, cause, what, owner, due, done_at }
    }
}

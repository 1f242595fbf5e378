//! Reports: what a stretch of days taught us, folded from the very histories of its tickets, and the measures against
//! what came often. Nothing is counted beforehand, so that a report always agrees with the tickets behind it.

mod figures;
mod frequent;
mod html;
mod sheet;
mod trend;

use fenzhen_engine::flow::event::author_or_nobody;
use fenzhen_engine::flow::{Life, LoggedEvent};
use jiff::civil::Date;

use crate::api::v1::{AlarmView, MeasureRequest, MeasureView, Report};
use crate::store::{Measure, Told};

use super::desk::suggest::bounded;
use super::tickets::{TicketRefusal, day_date, day_number, entry, instant, shown};
use super::{App, AppError, RequestError};

pub use html::page;
pub use sheet::workbook;

/// The most tickets of a report.
const MOST: usize = 200_000;
/// The most days of a report.
const LONGEST: i64 = 3_660;
/// The longest text of a measure, in characters.
const LONGEST_TEXT: usize = 1_000;

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
    pub alarms: Vec<AlarmView>,
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
    /// The report on the tickets registered from the day `from` to the day `to`, as they stand now.
    ///
    /// # Errors
    /// When the days are none, there are too many tickets, or the database refuses.
    pub fn report(&self, from: Date, to: Date) -> Result<Report, AppError> {
        let (first, last) = (day_number(from), day_number(to));
        if last < first || last - first > LONGEST {
            return Err(refused(
                "no-days",
                "to",
                "these are no days of a report",
                "send a `to` not before `from`, within ten years",
            ));
        }
        let (snapshot, now) = (self.snapshot(), self.clock.now());
        let since = now.checked_sub(jiff::SignedDuration::from_hours(24 * 90)).map_or(0, jiff::Timestamp::as_millisecond);
        let read = self.store.read(|dao| Ok((dao.told(first, last, MOST + 1)?, dao.measures(since)?)));
        let (told, measures) = read?;
        if told.len() > MOST {
            return Err(refused("too-many-tickets", "from", "more than 200000 tickets", "ask for fewer days"));
        }
        let handled: Vec<Handled> = told.into_iter().filter_map(handled).collect();
        let mut report = figures::figures(&snapshot, &handled, now);
        report.trend = trend::trend(&snapshot, from, to, &handled, now);
        report.measures = measures.into_iter().map(MeasureView::from).collect();
        report.frequent = frequent::frequent(&snapshot, &handled, &report.measures);
        (report.from, report.to, report.made_at) = (from.to_string(), to.to_string(), shown(&snapshot, now));
        Ok(report)
    }

    /// The day it is, in the library's time zone.
    #[must_use]
    pub fn today(&self) -> Date {
        self.clock.now().to_zoned(self.snapshot().calendar.zone().clone()).date()
    }

    /// A report beside that on the days before, and the alarms raised in its days.
    ///
    /// # Errors
    /// As [`App::report`].
    pub fn review(&self, from: Date, to: Date) -> Result<Review, AppError> {
        let report = self.report(from, to)?;
        let (first, last) = days_before(from, to);
        let before = self.report(first, last)?;
        Ok(Review { report, before, alarms: self.alarms_raised(from, to)? })
    }

    /// Writes down a measure against a frequent problem.
    ///
    /// # Errors
    /// When the entry is not there, a text says nothing, or the database refuses.
    pub fn add_measure(&self, request: &MeasureRequest) -> Result<MeasureView, AppError> {
        if self.snapshot().library.entry(&request.entry).is_none() {
            return Err(refused("no-such-entry", "entry", "there is no such entry", "name one of the library by its id"));
        }
        let texts = [("cause", &request.cause), ("what", &request.what), ("owner", &request.owner)];
        for (field, text) in texts {
            bounded(field, text, LONGEST_TEXT)?;
            if text.trim().is_empty() {
                return Err(refused("no-word", field, "it says nothing", "say why, what and who"));
            }
        }
        let author = author_or_nobody(request.author.as_deref()).to_owned();
        bounded("author", &author, 100)?;
        let mut measure = Measure {
            id: 0,
            entry: request.entry.clone(),
            cause: request.cause.clone(),
            what: request.what.clone(),
            owner: request.owner.clone(),
            due: request.due.to_string(),
            author,
            at: self.clock.now().as_millisecond(),
            done_at: None,
        };
        measure.id = self.store.write(|dao| dao.add_measure(&measure))?;
        Ok(measure.into())
    }

    /// Says that a measure is done.
    ///
    /// # Errors
    /// When there is none of this number, it was done before, or the database refuses.
    pub fn measure_done(&self, id: i64) -> Result<(), AppError> {
        let at = self.clock.now().as_millisecond();
        let done = self.store.write(|dao| dao.measure_done(id, at))?;
        if done { Ok(()) } else { Err(TicketRefusal::NoSuch { what: "open measure", id }.into()) }
    }
}

fn handled(told: Told) -> Option<Handled> {
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

fn refused(code: &'static str, field: &'static str, message: &str, help: &'static str) -> AppError {
    RequestError { code, field, message: message.to_owned(), help }.into()
}

impl From<Measure> for MeasureView {
    fn from(measure: Measure) -> MeasureView {
        MeasureView {
            id: measure.id,
            entry: measure.entry,
            cause: measure.cause,
            what: measure.what,
            owner: measure.owner,
            due: measure.due,
            done_at: measure.done_at.map(|at| instant(at).to_string()),
        }
    }
}

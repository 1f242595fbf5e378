//! Early warning: looking for rises that chance does not explain, and what becomes of them.

mod error;

use std::collections::BTreeMap;
use std::sync::Arc;

use fenzhen_engine::flow::alarm::{DAYS, Rise, rise, threshold};
use fenzhen_engine::flow::event::author_or_nobody;
use fenzhen_engine::triage::Snapshot;
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};

use crate::app::time::{day_date, day_of};
use crate::store::{Alarm as StoredAlarm, Dimension, GroupWriter, NewEvent, ReadDao, Store, StoreError, WriteDao};

use super::{App, AppError, Clock, Settings};

pub use error::AlarmError;

/// The most alarms listed.
const MOST: usize = 200;
/// Days without a rise after which the next one is news.
const QUIET: i64 = 7;
/// The longest note, in characters.
const LONGEST_NOTE: usize = 1_000;
/// The longest name of who closes an alarm, in characters.
const LONGEST_AUTHOR: usize = 100;

/// A rise in tickets that chance does not explain. Its JSON is what is written down among the events.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Alarm {
    /// Its number.
    pub id: i64,
    /// What tickets were counted by: `category`, `entry`, `product` or `region`.
    pub dimension: String,
    /// Which of them.
    pub subject: String,
    /// When it was raised.
    pub raised_at: Timestamp,
    /// Days of the window, 1 or 7.
    pub days: i64,
    /// Tickets in it.
    pub observed: i64,
    /// Tickets the eight weeks before would let one expect.
    pub expected: f64,
    /// The chance of so many or more, were nothing new.
    pub chance: f64,
    /// The tickets, by id, at most 200.
    pub witnesses: Vec<String>,
    /// When it was closed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub closed_at: Option<Timestamp>,
    /// Who closed it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub closed_by: Option<String>,
    /// What it was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// An alarm, and the tickets of its subject day by day.
#[derive(Debug, Clone)]
pub struct AlarmFile {
    /// The alarm.
    pub alarm: Alarm,
    /// The days that were looked at, oldest first, the last one being that of the rise, each with its tickets.
    pub days: Vec<(Date, u32)>,
}

/// A subject's rise today.
struct Found {
    by: Dimension,
    subject: String,
    rise: Rise,
}

/// The alarms of an app.
pub struct Alarms<'a> {
    store: &'a Store,
    writer: &'a GroupWriter,
    snapshot: Arc<Snapshot>,
    settings: &'a Settings,
    clock: Clock,
}

impl App {
    /// Its alarms.
    #[must_use]
    pub fn alarms(&self) -> Alarms<'_> {
        let (store, writer, settings) = (&*self.store, &self.writer, &self.settings);
        Alarms { store, writer, snapshot: self.snapshot(), settings, clock: self.clock }
    }
}

impl Alarms<'_> {
    /// Looks for rises as of now; gives how many alarms it raised. Looking again at once raises none.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn look(&self) -> Result<usize, AlarmError> {
        let now = self.clock.now();
        let today = day_of(&self.snapshot, now);
        let accepted = self.settings.false_alarms_a_year;
        let found = self.store.read(|dao| search(dao, today, accepted))?;
        if found.is_empty() {
            return Ok(0);
        }
        Ok(self.writer.write(move |dao| keep(dao, &found, today, now))?)
    }

    /// Alarms, newest first; closed ones only `with_closed`.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn list(&self, with_closed: bool) -> Result<Vec<Alarm>, AlarmError> {
        Ok(self.store.read(|dao| {
            let alarms = dao.alarms(with_closed, MOST)?;
            alarms.into_iter().map(|alarm| shown(dao, alarm)).collect::<Result<_, _>>()
        })?)
    }

    /// Alarms raised from the day `from` to the day `to`, oldest first, at most 200.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn raised(&self, from: Date, to: Date) -> Result<Vec<Alarm>, AppError> {
        let begins = |date: Date| date.to_zoned(self.snapshot.calendar.zone().clone()).map(|at| at.timestamp());
        let after = to.checked_add(1.day()).and_then(begins).unwrap_or(Timestamp::MAX);
        let from = begins(from).unwrap_or(Timestamp::MIN);
        Ok(self.store.read(|dao| {
            let alarms = dao.alarms_between(from, after, MOST)?;
            alarms.into_iter().map(|alarm| shown(dao, alarm)).collect::<Result<_, _>>()
        })?)
    }

    /// An alarm with the days its subject was compared with.
    ///
    /// # Errors
    /// When there is none of this number, or the database refuses.
    pub fn file(&self, id: i64) -> Result<AlarmFile, AlarmError> {
        let found = self.store.read(|dao| {
            let Some(alarm) = dao.alarm(id)? else { return Ok(None) };
            let days = match Dimension::parse(&alarm.dimension) {
                Some(by) => compared(dao, by, &alarm)?,
                None => Vec::new(),
            };
            Ok(Some(AlarmFile { days, alarm: shown(dao, alarm)? }))
        })?;
        found.ok_or(AlarmError::NoSuchAlarm(id))
    }

    /// Closes an alarm with what it was; one that is closed stays as it was.
    ///
    /// # Errors
    /// When there is none of this number, the note is too long, or the database refuses.
    pub fn close(&self, id: i64, by: Option<&str>, note: Option<&str>) -> Result<Alarm, AlarmError> {
        bounded("note", note.unwrap_or_default(), LONGEST_NOTE)?;
        let by = author_or_nobody(by);
        bounded("author", by, LONGEST_AUTHOR)?;
        let at = self.clock.now();
        let closed = self.store.write(|dao| {
            let before = dao.read().alarm(id)?;
            let closed = dao.close_alarm(id, by, note, at)?;
            if let Some(alarm) = closed.as_ref().filter(|_| before.is_some_and(|before| before.closed_at.is_none())) {
                tell(dao, "alarm.closed", alarm, by, at)?;
            }
            closed.map(|alarm| shown(&dao.read(), alarm)).transpose()
        })?;
        closed.ok_or(AlarmError::NoSuchAlarm(id))
    }
}

fn bounded(field: &'static str, text: &str, limit: usize) -> Result<(), AlarmError> {
    if text.chars().count() > limit { Err(AlarmError::TooLong { field, limit }) } else { Ok(()) }
}

/// Every rise there is today.
fn search(dao: &ReadDao<'_>, today: i64, accepted: f64) -> Result<Vec<Found>, StoreError> {
    let Some(begun) = dao.first_day()? else { return Ok(Vec::new()) };
    let span = i64::try_from(DAYS).unwrap_or(i64::MAX);
    let first = begun.max(today - span + 1);
    let days = usize::try_from(today - first + 1).unwrap_or(0);
    let mut series: Vec<(Dimension, String, Vec<u32>)> = Vec::new();
    for by in Dimension::ALL {
        for (subject, day, count) in dao.daily_counts(by, first, today)? {
            let same = series.last().is_some_and(|(last_by, last, _)| *last_by == by && *last == subject);
            if !same {
                series.push((by, subject, vec![0; days]));
            }
            let at = usize::try_from(day - first).unwrap_or(usize::MAX);
            if let Some(slot) = series.last_mut().and_then(|(_, _, counts)| counts.get_mut(at)) {
                *slot = count;
            }
        }
    }
    let threshold = threshold(accepted, series.len());
    let found =
        series.into_iter().filter_map(|(by, subject, counts)| Some(Found { by, rise: rise(&counts, threshold)?, subject }));
    Ok(found.collect())
}

/// The days an alarm's subject was looked at on, up to the last that it was seen on.
fn compared(dao: &ReadDao<'_>, by: Dimension, alarm: &StoredAlarm) -> Result<Vec<(Date, u32)>, StoreError> {
    let first = alarm.last_day - i64::try_from(DAYS).unwrap_or(i64::MAX) + 1;
    let counts: BTreeMap<i64, u32> = dao.daily_counts_of(by, &alarm.subject, first, alarm.last_day)?.into_iter().collect();
    let day = |day: i64| Some((day_date(day)?, counts.get(&day).copied().unwrap_or(0)));
    Ok((first..=alarm.last_day).filter_map(day).collect())
}

/// Raises what is new, and notes what goes on.
fn keep(dao: &WriteDao<'_>, found: &[Found], today: i64, now: Timestamp) -> Result<usize, StoreError> {
    let mut raised = 0;
    for Found { by, subject, rise } in found {
        let days = i64::try_from(rise.days).unwrap_or(7);
        let alarm = StoredAlarm {
            id: 0,
            dimension: by.as_str().to_owned(),
            subject: subject.clone(),
            raised_at: now,
            days,
            observed: i64::from(rise.observed),
            expected: rise.expected,
            chance: rise.chance,
            last_day: today,
            closed_at: None,
            closed_by: None,
            note: None,
        };
        match dao.read().last_alarm(*by, subject)? {
            // The same rise goes on, whether somebody has closed its alarm or not.
            Some(last) if today - last.last_day <= QUIET => {
                dao.seen_again(last.id, &alarm)?;
                if last.closed_at.is_none() {
                    dao.add_witnesses(last.id, *by, subject, today - days + 1, today)?;
                }
            }
            _ => {
                let alarm = dao.add_alarm(alarm)?;
                dao.add_witnesses(alarm.id, *by, subject, today - days + 1, today)?;
                tell(dao, "alarm.raised", &alarm, "fenzhen", now)?;
                raised += 1;
            }
        }
    }
    Ok(raised)
}

/// Puts an alarm among the events.
fn tell(dao: &WriteDao<'_>, kind: &str, alarm: &StoredAlarm, author: &str, at: Timestamp) -> Result<(), StoreError> {
    let body = serde_json::to_string(&shown(&dao.read(), alarm.clone())?).unwrap_or_default();
    dao.append_event(&NewEvent { ticket: None, seq: 1, at, author, kind, body: &body })?;
    Ok(())
}

fn shown(dao: &ReadDao<'_>, alarm: StoredAlarm) -> Result<Alarm, StoreError> {
    Ok(Alarm {
        witnesses: dao.witnesses(alarm.id)?,
        id: alarm.id,
        dimension: alarm.dimension,
        subject: alarm.subject,
        raised_at: alarm.raised_at,
        days: alarm.days,
        observed: alarm.observed,
        expected: alarm.expected,
        chance: alarm.chance,
        closed_at: alarm.closed_at,
        closed_by: alarm.closed_by,
        note: alarm.note,
    })
}

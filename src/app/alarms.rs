//! Early warning: looking for rises that chance does not explain, and what becomes of them.

use jiff::Timestamp;

use crate::app::v1::{AlarmList, AlarmView};
use crate::flow::alarm::{DAYS, Rise, rise, threshold};
use crate::store::{Alarm, Dimension, NewEvent, ReadDao, StoreError, WriteDao};

use super::tickets::{TicketRefusal, day_of, instant};
use super::{App, AppError};

/// The most alarms listed.
const MOST: usize = 200;
/// Days without a rise after which the next one is news.
const QUIET: i64 = 7;
/// The longest note, in characters.
const LONGEST_NOTE: usize = 1_000;

/// A subject's rise today.
struct Found {
    by: Dimension,
    subject: String,
    rise: Rise,
}

impl App {
    /// Looks for rises as of now; gives how many alarms it raised. Looking again at once raises none.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn look_for_alarms(&self) -> Result<usize, AppError> {
        let (snapshot, now) = (self.snapshot(), self.clock.now());
        let today = day_of(&snapshot, now);
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
    pub fn alarms(&self, with_closed: bool) -> Result<AlarmList, AppError> {
        let alarms = self.store.read(|dao| {
            let alarms = dao.alarms(with_closed, MOST)?;
            alarms.into_iter().map(|alarm| view(dao, alarm)).collect::<Result<_, _>>()
        })?;
        Ok(AlarmList { alarms })
    }

    /// Closes an alarm with what it was; one that is closed stays as it was.
    ///
    /// # Errors
    /// When there is none of this number, the note is too long, or the database refuses.
    pub fn close_alarm(&self, id: i64, by: Option<&str>, note: Option<&str>) -> Result<AlarmView, AppError> {
        super::suggest::bounded("note", note.unwrap_or_default(), LONGEST_NOTE)?;
        let by = by.map(str::trim).filter(|by| !by.is_empty()).unwrap_or("anonymous");
        super::suggest::bounded("author", by, 100)?;
        let at = self.clock.now().as_millisecond();
        let closed = self.store.write(|dao| {
            let before = dao.read().alarms(true, usize::MAX)?.into_iter().find(|alarm| alarm.id == id);
            let closed = dao.close_alarm(id, by, note, at)?;
            if let Some(alarm) = closed.as_ref().filter(|_| before.is_some_and(|before| before.closed_at.is_none())) {
                tell(dao, "alarm.closed", alarm, by, at)?;
            }
            closed.map(|alarm| view(&dao.read(), alarm)).transpose()
        })?;
        Ok(closed.ok_or(TicketRefusal::NoSuchAlarm(id))?)
    }
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

/// Raises what is new, and notes what goes on.
fn keep(dao: &WriteDao<'_>, found: &[Found], today: i64, now: Timestamp) -> Result<usize, StoreError> {
    let mut raised = 0;
    for Found { by, subject, rise } in found {
        let days = i64::try_from(rise.days).unwrap_or(7);
        let mut alarm = Alarm {
            id: 0,
            dimension: by.as_str().to_owned(),
            subject: subject.clone(),
            raised_at: now.as_millisecond(),
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
                alarm.id = dao.add_alarm(&alarm)?;
                dao.add_witnesses(alarm.id, *by, subject, today - days + 1, today)?;
                tell(dao, "alarm.raised", &alarm, "fenzhen", now.as_millisecond())?;
                raised += 1;
            }
        }
    }
    Ok(raised)
}

/// Puts an alarm among the events.
fn tell(dao: &WriteDao<'_>, kind: &str, alarm: &Alarm, author: &str, at: i64) -> Result<(), StoreError> {
    let body = serde_json::to_string(&view(&dao.read(), alarm.clone())?).unwrap_or_default();
    dao.append_event(&NewEvent { ticket: None, seq: 1, at, author, kind, body: &body })?;
    Ok(())
}

fn view(dao: &ReadDao<'_>, alarm: Alarm) -> Result<AlarmView, StoreError> {
    Ok(AlarmView {
        witnesses: dao.witnesses(alarm.id)?,
        id: alarm.id,
        dimension: alarm.dimension,
        subject: alarm.subject,
        raised_at: instant(alarm.raised_at).to_string(),
        days: alarm.days,
        observed: alarm.observed,
        expected: alarm.expected,
        chance: alarm.chance,
        closed_at: alarm.closed_at.map(|at| instant(at).to_string()),
        closed_by: alarm.closed_by,
        note: alarm.note,
    })
}

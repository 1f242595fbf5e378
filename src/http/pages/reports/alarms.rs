//! `/reports/alarms`: rises that chance does not explain, each with its days and the tickets that bear witness.

use std::sync::Arc;

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use jiff::tz::TimeZone;

use crate::app::alarms::{Alarm, AlarmError};
use crate::app::figures::grouped;
use crate::app::{App, FoundTicket};
use crate::http::blocking::spawn_blocking;
use crate::http::pages::admin::sign_in::to;
use crate::http::pages::ui::format::on_clock;
use crate::http::pages::ui::frame::Frame;
use crate::http::pages::ui::names::Lexicon;
use crate::http::pages::ui::texts::reports::ReportTexts;
use crate::http::pages::ui::trend::{Chart, Series, columns};

/// What a reader is told of a failure that no form fixes.
pub(super) fn failed(f: &Frame, error: &AlarmError) -> Response {
    match error {
        AlarmError::NoSuchAlarm(_) => f.missing(),
        AlarmError::TooLong { .. } | AlarmError::App(_) => {
            tracing::error!(%error, "a page of alarms failed");
            f.broken()
        }
    }
}

/// Chances are told apart up to one in so many.
const RAREST: f64 = 1e9;

/// An alarm in a list.
pub struct AlarmRow {
    pub id: i64,
    pub dimension: &'static str,
    pub subject: String,
    pub raised_at: String,
    pub window: &'static str,
    pub observed: String,
    pub expected: String,
    pub chance: String,
    pub closed: Option<(String, String)>,
    pub note: Option<String>,
}

impl AlarmRow {
    /// An alarm in the reader's language.
    pub fn of(alarm: &Alarm, names: Lexicon<'_>, zone: &TimeZone, r: &'static ReportTexts) -> AlarmRow {
        let (dimension, subject) = match alarm.dimension.as_str() {
            "category" => (r.dimension_category, names.category(&alarm.subject)),
            "entry" => (r.dimension_entry, names.entry(&alarm.subject)),
            "product" => (r.dimension_product, alarm.subject.clone()),
            _ => (r.dimension_region, alarm.subject.clone()),
        };
        AlarmRow {
            id: alarm.id,
            dimension,
            subject,
            raised_at: on_clock(alarm.raised_at, zone),
            window: if alarm.days == 1 { r.one_day } else { r.seven_days },
            observed: alarm.observed.to_string(),
            expected: format!("{:.1}", alarm.expected),
            chance: chance(alarm.chance, r),
            closed: alarm.closed_at.map(|at| (on_clock(at, zone), alarm.closed_by.clone().unwrap_or_default())),
            note: alarm.note.clone(),
        }
    }
}

/// A small chance, as one in so many.
fn chance(chance: f64, r: &'static ReportTexts) -> String {
    let many = (1.0 / chance.max(f64::MIN_POSITIVE)).min(RAREST);
    // Two digits are all that a chance is worth.
    let unit = 10_f64.powf((many.log10().floor() - 1.0).max(0.0));
    let rounded = grouped(((many / unit).round() * unit) as u64);
    let said = format!("{}{rounded}", r.one_in);
    if many >= RAREST { format!("{} {said}", r.less_than) } else { said }
}

#[derive(Template)]
#[template(path = "reports/alarms.html")]
struct AlarmsPage<'a> {
    f: &'a Frame,
    r: &'static ReportTexts,
    open: Vec<AlarmRow>,
    closed: Vec<AlarmRow>,
    accepted: f64,
}

/// `GET /reports/alarms`.
pub async fn list(State(app): State<Arc<App>>, f: Frame) -> Response {
    let reading = Arc::clone(&app);
    let alarms = match spawn_blocking(move || reading.alarms().list(true)).await {
        Ok(alarms) => alarms,
        Err(error) => return failed(&f, &error),
    };
    let (r, snapshot) = (ReportTexts::of(f.lang), app.snapshot());
    let names = Lexicon { library: &snapshot.library, lang: f.lang };
    let rows = alarms.iter().map(|alarm| AlarmRow::of(alarm, names, snapshot.calendar.zone(), r));
    let (closed, open) = rows.partition(|row| row.closed.is_some());
    let page = AlarmsPage { f: &f, r, open, closed, accepted: app.settings().false_alarms_a_year };
    f.page(StatusCode::OK, &page)
}

/// A ticket that bears witness.
struct Witness {
    id: String,
    text: String,
    registered_at: String,
    category: String,
    states: String,
}

#[derive(Template)]
#[template(path = "reports/alarm.html")]
struct AlarmPage<'a> {
    f: &'a Frame,
    r: &'static ReportTexts,
    alarm: AlarmRow,
    chart: Chart,
    /// Days with a ticket, and how many.
    days: Vec<(String, u32)>,
    witnesses: Vec<Witness>,
    /// The note as it was sent, where it was not taken.
    note: String,
    wrong: Option<&'static str>,
}

/// `GET /reports/alarms/{id}`.
pub async fn show(State(app): State<Arc<App>>, f: Frame, Path(id): Path<i64>) -> Response {
    page(app, &f, id, String::new(), None).await
}

async fn page(app: Arc<App>, f: &Frame, id: i64, note: String, wrong: Option<&'static str>) -> Response {
    let reading = Arc::clone(&app);
    let (file, found) =
        match spawn_blocking(move || Ok::<_, AlarmError>((reading.alarms().file(id)?, reading.tickets().alarm_witnesses(id)?)))
            .await
        {
            Ok(read) => read,
            Err(error) => return failed(f, &error),
        };
    let (r, snapshot) = (ReportTexts::of(f.lang), app.snapshot());
    let names = Lexicon { library: &snapshot.library, lang: f.lang };
    let page = AlarmPage {
        f,
        r,
        chart: chart(&file.alarm, &file.days, r),
        days: file.days.iter().rev().filter(|(_, many)| *many > 0).map(|(day, many)| (day.to_string(), *many)).collect(),
        alarm: AlarmRow::of(&file.alarm, names, snapshot.calendar.zone(), r),
        witnesses: found.tickets.into_iter().map(|ticket| witness(ticket, names, snapshot.calendar.zone())).collect(),
        note,
        wrong,
    };
    f.page(if wrong.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK }, &page)
}

/// The days of an alarm's subject, those of the rise in another colour, with a line at what was expected of a day.
fn chart(alarm: &Alarm, days: &[(jiff::civil::Date, u32)], r: &'static ReportTexts) -> Chart {
    let names: Vec<String> = days.iter().map(|(day, _)| day.strftime("%m-%d").to_string()).collect();
    let begins = days.len().saturating_sub(usize::try_from(alarm.days).unwrap_or(1));
    let of = |risen: bool| -> Vec<Option<f64>> {
        let value = |(at, (_, many)): (usize, &(jiff::civil::Date, u32))| ((at >= begins) == risen).then(|| f64::from(*many));
        days.iter().enumerate().map(value).collect()
    };
    let series = [
        Series { class: "news", name: r.days_before, values: of(false) },
        Series { class: "bad", name: r.window, values: of(true) },
    ];
    let highest = days.iter().map(|(_, many)| f64::from(*many)).fold(0.0, f64::max);
    let a_day = alarm.expected / alarm.days.max(1) as f64;
    columns(r.daily, &names, &series).expecting(a_day, highest, r.expected_line)
}

fn witness(ticket: FoundTicket, names: Lexicon<'_>, zone: &TimeZone) -> Witness {
    Witness {
        registered_at: on_clock(ticket.registered_at, zone),
        category: ticket.category.as_deref().map_or_else(|| "–".to_owned(), |id| names.category(id)),
        states: ticket.states.iter().map(|state| names.state(state)).collect::<Vec<_>>().join(" · "),
        id: ticket.id,
        text: ticket.text,
    }
}

/// What it was.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub struct Note {
    note: String,
}

/// `POST /reports/alarms/{id}/close`.
pub async fn close(State(app): State<Arc<App>>, f: Frame, Path(id): Path<i64>, Form(Note { note }): Form<Note>) -> Response {
    let by = f.author();
    let (closing, said) = (Arc::clone(&app), note.trim().to_owned());
    let said = move || closing.alarms().close(id, Some(&by), Some(said.as_str()).filter(|said| !said.is_empty()));
    match spawn_blocking(said).await {
        Ok(_) => to(&format!("/reports/alarms/{id}")),
        Err(AlarmError::TooLong { .. }) => page(app, &f, id, note, Some(ReportTexts::of(f.lang).note_too_long)).await,
        Err(error) => failed(&f, &error),
    }
}

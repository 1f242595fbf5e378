//! `/reports/month`: the monthly analysis of complaints, beside the month before, made to be printed.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use jiff::ToSpan;
use jiff::civil::Date;

use crate::app::App;
use crate::app::figures::{grouped, percent};
use crate::app::reports::{Report, ReportError, Review, Share};
use crate::app::time::day_and_minute;
use crate::http::blocking::spawn_blocking;
use crate::http::pages::ui::charts::change;
use crate::http::pages::ui::frame::Frame;
use crate::http::pages::ui::names::Lexicon;
use crate::http::pages::ui::texts::reports::ReportTexts;

use super::alarms::AlarmRow;
use super::days::Days;
use super::failed;
use super::summary::{Summary, satisfied};
use super::teller::Teller;

/// Which month; this one where nothing is said.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(default)]
pub struct MonthParams {
    month: String,
}

/// A figure beside what it was the month before.
struct Compared {
    name: &'static str,
    now: String,
    before: String,
    change: String,
}

#[derive(Template)]
#[template(path = "reports/month.html")]
struct MonthPage<'a> {
    f: &'a Frame,
    r: &'static ReportTexts,
    month: String,
    before: String,
    /// The month after, where it has begun.
    after: Option<String>,
    query: String,
    made_at: String,
    wrong: Option<&'static str>,
    figures: Vec<Compared>,
    shown: Option<Summary>,
    alarms: Vec<AlarmRow>,
    /// A month is to be read and printed; measures are settled beside the report.
    back: Option<Days>,
}

/// `GET /reports/month`.
pub async fn month(State(app): State<Arc<App>>, f: Frame, Query(asked): Query<MonthParams>) -> Response {
    let r = ReportTexts::of(f.lang);
    let today = app.reports().today();
    let asked = asked.month.trim();
    let day = if asked.is_empty() { Some(today) } else { format!("{asked}-01").parse::<Date>().ok() };
    let Some(day) = day else {
        return f.failure(StatusCode::UNPROCESSABLE_ENTITY, f.t.not_done, r.no_days);
    };
    let days = Days::month(day);
    let reviewing = Arc::clone(&app);
    let review = match spawn_blocking(move || reviewing.reports().review(days.from, days.to)).await {
        Ok(review) => review,
        Err(ReportError::TooManyTickets) => return f.failure(StatusCode::UNPROCESSABLE_ENTITY, f.t.not_done, r.too_many),
        Err(ReportError::NotDays) => return f.failure(StatusCode::UNPROCESSABLE_ENTITY, f.t.not_done, r.no_days),
        Err(error) => return failed(&f, &error),
    };
    let snapshot = app.snapshot();
    let names = Lexicon { library: &snapshot.library, lang: f.lang };
    let teller = Teller { names, t: f.t, tickets: f.tickets(), r };
    let Review { report, before, alarms } = &review;
    let following = days.to.checked_add(1.day()).ok().filter(|next| *next <= today);
    let is_empty = report.tickets == 0 && before.tickets == 0;
    let page = MonthPage {
        f: &f,
        r,
        month: name(days.from),
        before: name(days.from.yesterday().unwrap_or(Date::MIN)),
        after: following.map(name),
        query: days.query(),
        made_at: day_and_minute(&report.made_at),
        wrong: is_empty.then_some(r.empty_text),
        figures: figures(report, before, r),
        shown: (!is_empty).then(|| teller.summary(report, Some(before))),
        alarms: alarms.iter().map(|alarm| AlarmRow::of(alarm, names, snapshot.calendar.zone(), r)).collect(),
        back: None,
    };
    f.page(StatusCode::OK, &page)
}

fn name(day: Date) -> String {
    day.strftime("%Y-%m").to_string()
}

fn figures(now: &Report, before: &Report, r: &'static ReportTexts) -> Vec<Compared> {
    let count = |name, now: usize, before: usize| Compared {
        name,
        now: grouped(now as u64),
        before: grouped(before as u64),
        change: change(before as u64, now as u64),
    };
    let share = |name, now: Share, before: Share| Compared {
        name,
        now: percent(now.count as u64, now.of as u64),
        before: percent(before.count as u64, before.of as u64),
        change: points(now.share, before.share, r),
    };
    let mean = |name, now: Option<f64>, before: Option<f64>, digits: usize| {
        let shown = |mean: Option<f64>| mean.map_or_else(|| "–".to_owned(), |mean| format!("{mean:.digits$}"));
        let change = now.zip(before).map_or_else(String::new, |(now, before)| signed(now - before, digits));
        Compared { name, now: shown(now), before: shown(before), change }
    };
    let (handed, handed_before) = (&now.transfers.all, &before.transfers.all);
    vec![
        count(r.tickets, now.tickets, before.tickets),
        share(r.ended, Share::new(now.ended, now.tickets), Share::new(before.ended, before.tickets)),
        share(r.in_time, now.in_time, before.in_time),
        share(r.at_once, now.at_once, before.at_once),
        share(r.repeatedly, now.repeatedly, before.repeatedly),
        mean(r.per_ticket, handed.per_ticket, handed_before.per_ticket, 2),
        mean(r.answer_minutes, handed.answer_minutes, handed_before.answer_minutes, 1),
        share(r.satisfied, satisfied(now), satisfied(before)),
        share(r.first, now.ranks.first, before.ranks.first),
    ]
}

/// The change of a share, in points of percent.
fn points(now: Option<f64>, before: Option<f64>, r: &'static ReportTexts) -> String {
    let changed = now.zip(before).map(|(now, before)| 100.0 * (now - before));
    changed.map_or_else(String::new, |points| format!("{} {}", signed(points, 1), r.points))
}

fn signed(value: f64, digits: usize) -> String {
    let said = format!("{:.digits$}", value.abs());
    let is_nothing = said.bytes().all(|byte| matches!(byte, b'0' | b'.'));
    let sign = if is_nothing {
        "±"
    } else if value > 0.0 {
        "+"
    } else {
        "−"
    };
    format!("{sign}{said}")
}

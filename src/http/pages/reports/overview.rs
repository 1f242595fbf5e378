//! `/reports`: the report on a stretch of days.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;

use crate::app::App;
use crate::app::alarms::AlarmError;
use crate::app::reports::ReportError;
use crate::app::time::day_and_minute;
use crate::http::blocking::spawn_blocking;
use crate::http::pages::ui::frame::Frame;
use crate::http::pages::ui::names::Lexicon;
use crate::http::pages::ui::texts::reports::ReportTexts;

use super::days::{Days, Preset, presets};
use super::failed;
use super::measure_form::{MeasureForm, OverviewParams};
use super::summary::Summary;
use super::teller::Teller;

#[derive(Template)]
#[template(path = "reports/overview.html")]
struct OverviewPage<'a> {
    f: &'a Frame,
    r: &'static ReportTexts,
    asked: &'a OverviewParams,
    presets: Vec<Preset>,
    /// What is wrong with the days.
    wrong: Option<&'static str>,
    said: Option<&'static str>,
    /// Alarms that nobody has closed.
    alarms: usize,
    query: String,
    made_at: String,
    shown: Option<Summary>,
    /// A measure that was not taken, as it was sent.
    form: Option<MeasureForm>,
    /// Measures are settled here: the days to come back to.
    back: Option<Days>,
}

impl OverviewPage<'_> {
    /// The form of a problem: as it was sent, where that was not taken.
    fn form_of(&self, entry: &str) -> MeasureForm {
        let sent = self.form.as_ref().filter(|form| form.entry == entry);
        sent.cloned().unwrap_or_else(|| MeasureForm { entry: entry.to_owned(), ..MeasureForm::default() })
    }
}

/// `GET /reports`.
pub async fn overview(State(app): State<Arc<App>>, f: Frame, Query(asked): Query<OverviewParams>) -> Response {
    page(app, &f, asked, None).await
}

/// The report, with a measure that was not taken where there is one.
pub async fn page(app: Arc<App>, f: &Frame, asked: OverviewParams, form: Option<MeasureForm>) -> Response {
    let r = ReportTexts::of(f.lang);
    let today = app.reports().today();
    let days = Days::asked(&asked.from, &asked.to, today);
    let asking = Arc::clone(&app);
    let read = spawn_blocking(move || {
        let alarms = asking.alarms().list(false)?.len();
        Ok::<_, AlarmError>((alarms, days.map(|days| asking.reports().summary(days.from, days.to))))
    });
    let (alarms, report) = match read.await {
        Ok(read) => read,
        Err(error) => return super::alarms::failed(f, &error),
    };
    let (report, wrong) = match report {
        None => (None, Some(r.no_days)),
        Some(Ok(report)) => (Some(report), None),
        Some(Err(ReportError::TooManyTickets)) => (None, Some(r.too_many)),
        Some(Err(ReportError::NotDays)) => (None, Some(r.no_days)),
        Some(Err(error)) => return failed(f, &error),
    };
    let snapshot = app.snapshot();
    let names = Lexicon { library: &snapshot.library, lang: f.lang };
    let teller = Teller { names, t: f.t, tickets: f.tickets(), r };
    let asked = match days {
        Some(days) => OverviewParams { from: days.from.to_string(), to: days.to.to_string(), ..asked },
        None => asked,
    };
    let refused = form.is_some() || wrong.is_some();
    let page = OverviewPage {
        f,
        r,
        presets: presets(today, days, r),
        wrong,
        said: match asked.said.as_str() {
            "written" => Some(r.written),
            "finished" => Some(r.finished),
            _ => None,
        },
        alarms,
        query: days.map_or_else(String::new, Days::query),
        made_at: report.as_ref().map_or_else(String::new, |report| day_and_minute(&report.made_at)),
        shown: report.filter(|report| report.tickets > 0).map(|report| teller.summary(&report, None)),
        asked: &asked,
        form,
        back: days,
    };
    f.page(if refused { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK }, &page)
}

//! Writing down what is done about a frequent problem, and that it is done. What is not taken comes back as it was sent.

use std::sync::Arc;

use axum::Form;
use axum::extract::{Path, State};
use axum::response::Response;

use crate::app::App;
use crate::app::reports::{NewMeasure, ReportError};
use crate::http::blocking::spawn_blocking;
use crate::http::pages::admin::sign_in::to;
use crate::http::pages::ui::frame::Frame;
use crate::http::pages::ui::texts::reports::ReportTexts;

use super::failed;
use super::measure_form::{MeasureForm, OverviewParams};
use super::overview;

/// `POST /reports/measures`.
pub async fn add(State(app): State<Arc<App>>, f: Frame, Form(form): Form<MeasureForm>) -> Response {
    let r = ReportTexts::of(f.lang);
    let refused = |mut form: MeasureForm, field: &str, why: &'static str| {
        form.wrong = Some((field.to_owned(), why));
        form
    };
    let Ok(due) = form.due.trim().parse() else {
        let form = refused(form, "due", r.wrong_date);
        return overview::page(app, &f, form.beside(""), Some(form)).await;
    };
    let request = NewMeasure {
        entry: form.entry.clone(),
        cause: form.cause.clone(),
        what: form.what.clone(),
        owner: form.owner.clone(),
        due,
        author: Some(f.author()),
    };
    let adding = Arc::clone(&app);
    match spawn_blocking(move || adding.reports().add_measure(&request)).await {
        Ok(_) => back(&form.beside("written"), &form.entry),
        Err(error) => {
            let (field, why) = match &error {
                ReportError::NoSuchEntry => ("entry", r.wrong_entry),
                ReportError::Blank(field) | ReportError::TooLong { field, .. } => (*field, r.wrong_blank),
                _ => return failed(&f, &error),
            };
            let form = refused(form, field, why);
            overview::page(app, &f, form.beside(""), Some(form)).await
        }
    }
}

/// `POST /reports/measures/{id}/done`.
pub async fn done(State(app): State<Arc<App>>, f: Frame, Path(id): Path<i64>, Form(form): Form<MeasureForm>) -> Response {
    match spawn_blocking(move || app.reports().measure_done(id)).await {
        Ok(()) => back(&form.beside("finished"), "measures"),
        Err(error) => failed(&f, &error),
    }
}

/// Back to the report, where it was.
fn back(params: &OverviewParams, place: &str) -> Response {
    let OverviewParams { from, to: last, said } = params;
    let days: Vec<String> = [("from", from), ("to", last), ("said", said)]
        .iter()
        .map(|(name, value)| format!("{name}={}", crate::http::pages::ui::address::encoded(value)))
        .collect();
    to(&format!("/reports?{}#{}", days.join("&"), crate::http::pages::ui::address::encoded(place)))
}

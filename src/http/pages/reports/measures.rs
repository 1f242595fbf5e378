//! Writing down what is done about a frequent problem, and that it is done. What is not taken comes back as it was sent.

use std::sync::Arc;

use axum::Form;
use axum::extract::{Path, State};
use axum::response::Response;

use crate::api::v1::MeasureRequest;
use crate::app::{App, AppError};
use crate::http::blocking::spawn_blocking;
use crate::http::pages::admin::sign_in::to;
use crate::http::pages::ui::frame::Frame;
use crate::http::pages::ui::texts::reports::ReportTexts;

use super::failed;
use super::overview::{self, Asked};

/// A measure as it is written down, and the days of the report it is written beside.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(default)]
pub struct MeasureForm {
    pub entry: String,
    pub cause: String,
    pub what: String,
    pub owner: String,
    pub due: String,
    pub from: String,
    pub to: String,
    /// The field that is wrong, and what is wrong with it.
    #[serde(skip)]
    pub wrong: Option<(String, &'static str)>,
}

impl MeasureForm {
    /// What is wrong with a field.
    pub fn wrong_with(&self, field: &str) -> Option<&'static str> {
        self.wrong.as_ref().filter(|(wrong, _)| wrong == field).map(|(_, why)| *why)
    }

    /// The fields that are texts: name, label, what stands in it.
    pub fn texts(&self, r: &'static ReportTexts) -> [(&'static str, &'static str, &str); 3] {
        [("cause", r.measure_cause, &self.cause), ("what", r.measure_what, &self.what), ("owner", r.measure_owner, &self.owner)]
    }

    fn asked(&self, said: &str) -> Asked {
        Asked { from: self.from.clone(), to: self.to.clone(), said: said.to_owned() }
    }
}

/// `POST /reports/measures`.
pub async fn add(State(app): State<Arc<App>>, f: Frame, Form(form): Form<MeasureForm>) -> Response {
    let r = ReportTexts::of(f.lang);
    let refused = |mut form: MeasureForm, field: &str, why: &'static str| {
        form.wrong = Some((field.to_owned(), why));
        form
    };
    let Ok(due) = form.due.trim().parse() else {
        let form = refused(form, "due", r.wrong_date);
        return overview::page(app, &f, form.asked(""), Some(form)).await;
    };
    let request = MeasureRequest {
        entry: form.entry.clone(),
        cause: form.cause.clone(),
        what: form.what.clone(),
        owner: form.owner.clone(),
        due,
        author: Some(f.author()),
    };
    let adding = Arc::clone(&app);
    match spawn_blocking(move || adding.add_measure(&request)).await {
        Ok(_) => back(&form.asked("written"), &form.entry),
        Err(AppError::Request(problem)) => {
            let why = if problem.code == "no-such-entry" { r.wrong_entry } else { r.wrong_blank };
            let form = refused(form, problem.field, why);
            overview::page(app, &f, form.asked(""), Some(form)).await
        }
        Err(error) => failed(&f, &error),
    }
}

/// `POST /reports/measures/{id}/done`.
pub async fn done(State(app): State<Arc<App>>, f: Frame, Path(id): Path<i64>, Form(form): Form<MeasureForm>) -> Response {
    match spawn_blocking(move || app.measure_done(id)).await {
        Ok(()) => back(&form.asked("finished"), "measures"),
        Err(error) => failed(&f, &error),
    }
}

/// Back to the report, where it was.
fn back(asked: &Asked, place: &str) -> Response {
    let Asked { from, to: last, said } = asked;
    let days: Vec<String> = [("from", from), ("to", last), ("said", said)]
        .iter()
        .map(|(name, value)| format!("{name}={}", crate::http::pages::ui::address::encoded(value)))
        .collect();
    to(&format!("/reports?{}#{}", days.join("&"), crate::http::pages::ui::address::encoded(place)))
}

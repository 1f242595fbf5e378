//! `/runs/{id}/diff/{other}`: two runs that have ended, compared.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;

use crate::app::App;
use crate::app::figures::grouped;
use crate::http::blocking::compare_runs;
use crate::http::pages::admin::sign_in::to;
use crate::http::pages::ui::address::encoded;
use crate::http::pages::ui::frame::Frame;
use crate::http::pages::ui::texts::runs::RunsTexts;

use super::moved::{LabelWording, MovedFilter, MovedTicket, MovedTickets};
use super::refused;
use super::summary::RunSummary;

/// Tickets shown below the figures.
const SHOWN: usize = 50;

#[derive(Template)]
#[template(path = "runs/diff.html")]
struct DiffPage<'a> {
    f: &'a Frame,
    r: &'static RunsTexts,
    before: (String, String),
    after: (String, String),
    summary: RunSummary,
    tickets: Vec<MovedTicket>,
    moved: String,
    all: String,
}

/// Which run to compare with.
#[derive(serde::Deserialize, Default)]
#[serde(default)]
pub struct CompareForm {
    with: String,
}

/// `GET /runs/{id}/compare?with=`: the address of the comparison, for a form.
pub async fn choose(f: Frame, Path(id): Path<String>, Query(CompareForm { with }): Query<CompareForm>) -> Response {
    if with.is_empty() {
        return f.missing();
    }
    to(&format!("/runs/{}/diff/{}", encoded(&with).replace('/', "%2F"), encoded(&id).replace('/', "%2F")))
}

/// `GET /runs/{id}/diff/{other}`: the figures, or the tickets of a cell where one is wording.
pub async fn diff(
    State(app): State<Arc<App>>,
    f: Frame,
    Path((before, after)): Path<(String, String)>,
    Query(filter): Query<MovedFilter>,
) -> Response {
    let place = format!("/runs/{before}/diff/{after}");
    let asking = Arc::clone(&app);
    let snapshot = app.snapshot();
    if filter.is_set() {
        let query = filter.query();
        let found = compare_runs(move || {
            let runs = asking.runs();
            let names = (runs.status(&before)?.name, runs.status(&after)?.name);
            Ok((names, runs.moved_between(&before, &after, &query)?))
        });
        return match found.await {
            Ok(((from, into), found)) => {
                let up = (place.clone(), format!("{from} → {into}"));
                f.page(StatusCode::OK, &MovedTickets::new(&f, &snapshot.library, &filter, place, up, &found))
            }
            Err(refusal) => refused(&f, &refusal),
        };
    }
    let found = compare_runs(move || {
        let runs = asking.runs();
        let (from, into) = (runs.status(&before)?, runs.status(&after)?);
        Ok((runs.diff(&before, &after)?, (before, from.name), (after, into.name)))
    });
    let (report, before, after) = match found.await {
        Ok(found) => found,
        Err(refusal) => return refused(&f, &refusal),
    };
    let wording = LabelWording { library: &snapshot.library, lang: f.lang };
    let page = DiffPage {
        f: &f,
        r: RunsTexts::of(f.lang),
        summary: RunSummary::of(&report, &snapshot.library, f.lang, &format!("{place}?")),
        tickets: report.moved.first.iter().take(SHOWN).map(|row| MovedTicket::of_moved(row, wording)).collect(),
        moved: grouped(report.moved.count),
        all: format!("{place}?of=all"),
        before,
        after,
    };
    f.page(StatusCode::OK, &page)
}

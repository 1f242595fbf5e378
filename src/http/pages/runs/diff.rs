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

use super::moved::{Cell, MovedTickets, Named, Ticket};
use super::refused;
use super::summary::Summary;

/// Tickets shown below the figures.
const SHOWN: usize = 50;

#[derive(Template)]
#[template(path = "runs/diff.html")]
struct DiffPage<'a> {
    f: &'a Frame,
    r: &'static RunsTexts,
    before: (String, String),
    after: (String, String),
    summary: Summary,
    tickets: Vec<Ticket>,
    moved: String,
    all: String,
}

/// Which run to compare with.
#[derive(serde::Deserialize, Default)]
#[serde(default)]
pub struct With {
    with: String,
}

/// `GET /runs/{id}/compare?with=`: the address of the comparison, for a form.
pub async fn choose(f: Frame, Path(id): Path<String>, Query(With { with }): Query<With>) -> Response {
    if with.is_empty() {
        return f.missing();
    }
    to(&format!("/runs/{}/diff/{}", encoded(&with).replace('/', "%2F"), encoded(&id).replace('/', "%2F")))
}

/// `GET /runs/{id}/diff/{other}`: the figures, or the tickets of a cell where one is named.
pub async fn diff(
    State(app): State<Arc<App>>,
    f: Frame,
    Path((before, after)): Path<(String, String)>,
    Query(cell): Query<Cell>,
) -> Response {
    let place = format!("/runs/{before}/diff/{after}");
    let asked = Arc::clone(&app);
    let snapshot = app.snapshot();
    if cell.is_asked() {
        let query = cell.query();
        let found = compare_runs(move || {
            let names = (asked.run_status(&before)?.name, asked.run_status(&after)?.name);
            Ok((names, asked.moved_between(&before, &after, &query)?))
        });
        return match found.await {
            Ok(((from, into), found)) => {
                let up = (place.clone(), format!("{from} → {into}"));
                f.page(StatusCode::OK, &MovedTickets::new(&f, &snapshot.library, &cell, place, up, &found))
            }
            Err(refusal) => refused(&f, &refusal),
        };
    }
    let found = compare_runs(move || {
        let (from, into) = (asked.run_status(&before)?, asked.run_status(&after)?);
        Ok((asked.diff_runs(&before, &after)?, (before, from.name), (after, into.name)))
    });
    let (report, before, after) = match found.await {
        Ok(found) => found,
        Err(refusal) => return refused(&f, &refusal),
    };
    let named = Named { library: &snapshot.library, lang: f.lang };
    let page = DiffPage {
        f: &f,
        r: RunsTexts::of(f.lang),
        summary: Summary::of(&report, &snapshot.library, f.lang, &format!("{place}?")),
        tickets: report.moved.first.iter().take(SHOWN).map(|row| Ticket::of_moved(row, named)).collect(),
        moved: grouped(report.moved.count),
        all: format!("{place}?of=all"),
        before,
        after,
    };
    f.page(StatusCode::OK, &page)
}

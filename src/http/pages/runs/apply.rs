//! `/runs/{id}/apply`: what writing a run over the tickets on record would do stands above the button that does it.

use std::sync::Arc;

use askama::Template;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;

use crate::app::App;
use crate::app::figures::grouped;
use crate::app::runs::{Applied, ApplyOptions, RunError, SkipReason, Skips, Undone, WrittenOver};
use crate::http::blocking::spawn_blocking;
use crate::http::pages::admin::sign_in::to;
use crate::http::pages::ui::frame::Frame;
use crate::http::pages::ui::texts::runs::RunsTexts;

use super::refused;

/// Tickets named of each reason; a run's status has a thousand.
const NAMED: usize = 12;

/// How to apply a run.
#[derive(serde::Deserialize, Default)]
#[serde(default)]
pub struct ApplyForm {
    add: String,
    over_confirmed: String,
    source: String,
}

impl ApplyForm {
    fn options(&self, author: String) -> ApplyOptions {
        let source = Some(self.source.trim().to_owned()).filter(|source| !source.is_empty());
        ApplyOptions { add: self.adds(), over_confirmed: self.overwrites(), source, author }
    }

    fn adds(&self) -> bool {
        !self.add.is_empty()
    }

    fn overwrites(&self) -> bool {
        !self.over_confirmed.is_empty()
    }
}

/// Tickets that were left as they are, for one reason.
pub struct SkippedTickets {
    pub reason: &'static str,
    pub count: String,
    pub first: Vec<String>,
    pub more: bool,
}

/// What was done with tickets, or would be.
pub struct WriteSummary {
    pub counts: Vec<(&'static str, String)>,
    pub skipped: Vec<SkippedTickets>,
}

impl WriteSummary {
    /// What applying did, or would do.
    pub fn applied(applied: &Applied, r: &'static RunsTexts) -> WriteSummary {
        let mut counts = vec![(r.written, grouped(applied.written)), (r.written_moved, grouped(applied.moved))];
        if applied.over_confirmed > 0 {
            counts.push((r.written_confirmed, grouped(applied.over_confirmed)));
        }
        counts.extend([(r.added, grouped(applied.added)), (r.unchanged, grouped(applied.unchanged))]);
        counts.push((r.skipped, grouped(applied.skipped.total())));
        WriteSummary { counts, skipped: skipped(&applied.skipped, r) }
    }

    /// What taking it back did.
    pub fn undone(undone: &Undone, r: &'static RunsTexts) -> WriteSummary {
        let counts = [(r.restored, undone.restored), (r.removed, undone.removed), (r.not_restored, undone.skipped.total())];
        WriteSummary { counts: counts.map(|(name, count)| (name, grouped(count))).to_vec(), skipped: skipped(&undone.skipped, r) }
    }

    /// What was last done.
    pub fn last(last: &WrittenOver, r: &'static RunsTexts) -> WriteSummary {
        match last {
            WrittenOver::Applied(applied) => WriteSummary::applied(applied, r),
            WrittenOver::Undone(undone) => WriteSummary::undone(undone, r),
        }
    }
}

fn skipped(skips: &Skips, r: &'static RunsTexts) -> Vec<SkippedTickets> {
    let of = |(reason, count): (&SkipReason, &u64)| {
        let ids = skips.first.iter().filter(|skipped| skipped.reason == *reason);
        let line = |line: Option<u64>| line.map_or_else(String::new, |line| format!("{} {line}", r.line));
        let named = ids.map(|skipped| if skipped.id.is_empty() { line(skipped.line) } else { skipped.id.clone() });
        let first: Vec<String> = named.take(NAMED).collect();
        SkippedTickets { reason: meaning(*reason, r), count: grouped(*count), more: *count > first.len() as u64, first }
    };
    skips.counts.iter().map(of).collect()
}

/// Why a ticket was left as it is, in words.
fn meaning(reason: SkipReason, r: &'static RunsTexts) -> &'static str {
    match reason {
        SkipReason::NotOnRecord => r.why_not_on_record,
        SkipReason::ChangedSince => r.why_changed,
        SkipReason::Confirmed => r.why_confirmed,
        SkipReason::NotJudged => r.why_not_judged,
        SkipReason::NoId => r.why_no_id,
        SkipReason::HasFeedback => r.why_feedback,
        SkipReason::Gone => r.why_gone,
        SkipReason::Ended => r.why_ended,
        SkipReason::SeveralSources => r.why_several_sources,
    }
}

#[derive(Template)]
#[template(path = "runs/apply.html")]
struct ApplyPage<'a> {
    f: &'a Frame,
    r: &'static RunsTexts,
    id: &'a str,
    name: String,
    how: &'a ApplyForm,
    written: WriteSummary,
    /// How many tickets would be another one; blank where none would.
    touched: String,
    /// Whether tickets would be left out that `add` would take in.
    could_add: bool,
}

/// `GET /runs/{id}/apply`: what it would do.
pub async fn ask(State(app): State<Arc<App>>, f: Frame, Path(id): Path<String>, Query(how): Query<ApplyForm>) -> Response {
    let r = RunsTexts::of(f.lang);
    let (options, of) = (how.options(f.author()), id.clone());
    let (run, foretold) = match spawn_blocking(move || {
        let runs = app.runs();
        Ok::<_, RunError>((runs.status(&of)?, runs.foretell(&of, &options)?))
    })
    .await
    {
        Ok(foretold) => foretold,
        Err(refusal) => return refused(&f, &refusal),
    };
    let touched = foretold.written + foretold.added;
    let page = ApplyPage {
        f: &f,
        r,
        id: &id,
        name: run.name,
        how: &how,
        written: WriteSummary::applied(&foretold, r),
        touched: if touched > 0 { grouped(touched) } else { String::new() },
        could_add: !how.adds() && foretold.skipped.counts.contains_key(&SkipReason::NotOnRecord),
    };
    f.page(StatusCode::OK, &page)
}

/// `POST /runs/{id}/apply`.
pub async fn apply(State(app): State<Arc<App>>, f: Frame, Path(id): Path<String>, Form(how): Form<ApplyForm>) -> Response {
    let (options, of) = (how.options(f.author()), id.clone());
    match spawn_blocking(move || app.runs().apply(&of, &options)).await {
        Ok(_) => to(&format!("/runs/{id}#written")),
        Err(refusal) => refused(&f, &refusal),
    }
}

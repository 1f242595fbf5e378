//! `/runs/{id}/moved`: the tickets of a cell, with the evidence that changed; page by page.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use fenzhen_engine::kb::Library;

use crate::app::App;
use crate::app::runs::{ChangedEvidence, LabelKind, Move, MovedPage, MovedQuery, MovedRow, ResultRow, RunError};
use crate::http::blocking::spawn_blocking;
use crate::http::pages::ui::frame::Frame;
use crate::http::pages::ui::language::Lang;
use crate::http::pages::ui::texts::runs::RunsTexts;

use super::names::{LABEL_KINDS, label};
use super::refused;

/// Tickets of a page, and pieces of changed evidence shown of each.
const LISTED: usize = 50;
const REASONS: usize = 6;
/// Characters of a label that are looked at.
const LONGEST: usize = 400;

/// Which tickets: `of` a question, `from` one label `to` another, and where the page before ended.
#[derive(serde::Deserialize, Default)]
#[serde(default)]
pub struct MovedFilter {
    of: String,
    from: String,
    to: String,
    after: String,
}

impl MovedFilter {
    /// Which label is asked about.
    pub fn kind(&self) -> Option<LabelKind> {
        LABEL_KINDS.iter().find(|(_, key)| *key == self.of).map(|(kind, _)| *kind)
    }

    /// Whether tickets are asked for at all.
    pub fn is_set(&self) -> bool {
        !self.of.is_empty()
    }

    /// What the journey is asked.
    pub fn query(&self) -> MovedQuery {
        let label = |text: &str| text.chars().take(LONGEST).collect::<String>();
        MovedQuery {
            step: self.kind().map(|kind| (kind, label(&self.from), label(&self.to))),
            after: self.after.parse().unwrap_or(0),
            limit: LISTED,
        }
    }

    /// The cell in words; `None` for all tickets that moved.
    pub fn in_words(&self, library: &Library, lang: Lang) -> Option<String> {
        let kind = self.kind()?;
        let name = |id: &str| label(library, lang, kind, id, "");
        Some(format!("{} → {}", name(&self.from), name(&self.to)))
    }
}

/// A label before and now.
pub struct LabelStep {
    pub from: String,
    pub to: String,
    pub moved: bool,
}

/// A piece of evidence that changed.
pub struct EvidenceChange {
    pub text: String,
    pub by: String,
    pub up: bool,
    pub detail: String,
}

/// A ticket that moved.
pub struct MovedTicket {
    pub line: u64,
    pub id: Option<String>,
    pub excerpt: String,
    pub category: Option<LabelStep>,
    pub department: Option<LabelStep>,
    pub sure: String,
    pub reason: Option<String>,
    pub why: Vec<EvidenceChange>,
}

/// What names labels.
#[derive(Clone, Copy)]
pub struct LabelWording<'a> {
    pub library: &'a Library,
    pub lang: Lang,
}

impl LabelWording<'_> {
    fn step(self, kind: LabelKind, from: (&str, &str), to: (&str, &str)) -> LabelStep {
        let name = |(id, fallback): (&str, &str)| label(self.library, self.lang, kind, id, fallback);
        LabelStep { from: name(from), to: name(to), moved: from.0 != to.0 }
    }
}

impl MovedTicket {
    /// A ticket of the results.
    pub fn of_row(row: &ResultRow, wording: LabelWording<'_>) -> MovedTicket {
        let (before, now) = (row.before.clone().unwrap_or_default(), row.labels());
        let step = |kind, before: &Option<String>, now: &Option<String>, shown: Option<&str>| {
            let now = now.as_deref().unwrap_or_default();
            before.as_deref().map(|before| wording.step(kind, (before, ""), (now, shown.unwrap_or_default())))
        };
        let (category, department) = (row.category.as_ref(), row.department.as_ref());
        MovedTicket {
            line: row.line,
            id: row.id.clone(),
            excerpt: row.excerpt.clone(),
            category: step(LabelKind::Category, &before.category, &now.category, category.map(|label| label.name.as_str())),
            department: step(LabelKind::Department, &before.department, &now.department, department.map(|l| l.name.as_str())),
            sure: category.or(department).map_or_else(|| "–".to_owned(), |label| sure(label.confidence)),
            reason: row.reason.clone(),
            why: weighed(&row.why),
        }
    }

    /// A ticket of a report.
    pub fn of_moved(row: &MovedRow, wording: LabelWording<'_>) -> MovedTicket {
        let step =
            |kind, step: &Move| wording.step(kind, (&step.from, step.from_name.as_str()), (&step.to, step.to_name.as_str()));
        MovedTicket {
            line: row.line,
            id: row.id.clone(),
            excerpt: row.excerpt.clone(),
            category: row.category.as_ref().map(|category| step(LabelKind::Category, category)),
            department: row.department.as_ref().map(|department| step(LabelKind::Department, department)),
            sure: sure(row.confidence),
            reason: row.reason.clone(),
            why: weighed(&row.why),
        }
    }
}

fn sure(confidence: f64) -> String {
    format!("{:.0}%", confidence * 100.0)
}

fn weighed(why: &[ChangedEvidence]) -> Vec<EvidenceChange> {
    let signed = |weight: f64| format!("{}{:.1}", if weight < 0.0 { "−" } else { "+" }, weight.abs());
    let one = |why: &ChangedEvidence| EvidenceChange {
        text: why.text.clone(),
        by: signed(why.after - why.before),
        up: why.after > why.before,
        detail: format!("{:.1} → {:.1}", why.before, why.after),
    };
    why.iter().take(REASONS).map(one).collect()
}

#[derive(Template)]
#[template(path = "runs/moved.html")]
pub struct MovedTickets<'a> {
    pub f: &'a Frame,
    pub r: &'static RunsTexts,
    pub filter: &'a MovedFilter,
    /// Where the list is, without what it asks for.
    pub place: String,
    /// The page it belongs to, and what that is called.
    pub up: (String, String),
    pub said: Option<String>,
    pub tickets: Vec<MovedTicket>,
    pub next: Option<u64>,
}

impl<'a> MovedTickets<'a> {
    /// The page with the tickets of a cell.
    pub fn new(
        f: &'a Frame,
        library: &Library,
        filter: &'a MovedFilter,
        place: String,
        up: (String, String),
        found: &MovedPage,
    ) -> Self {
        let wording = LabelWording { library, lang: f.lang };
        let tickets = found.rows.iter().map(|row| MovedTicket::of_row(row, wording)).collect();
        let (r, said) = (RunsTexts::of(f.lang), filter.in_words(library, f.lang));
        MovedTickets { f, r, filter, place, up, said, tickets, next: found.next }
    }
}

/// `GET /runs/{id}/moved`.
pub async fn of_run(
    State(app): State<Arc<App>>,
    f: Frame,
    Path(id): Path<String>,
    Query(filter): Query<MovedFilter>,
) -> Response {
    let (asking, of, query) = (Arc::clone(&app), id.clone(), filter.query());
    let found = spawn_blocking(move || {
        let runs = asking.runs();
        Ok::<_, RunError>((runs.status(&of)?, runs.moved(&of, &query)?))
    });
    let found = found.await;
    let (run, found) = match found {
        Ok(found) => found,
        Err(refusal) => return refused(&f, &refusal),
    };
    let (place, up) = (format!("/runs/{id}/moved"), (format!("/runs/{id}"), run.name));
    let snapshot = app.snapshot();
    f.page(StatusCode::OK, &MovedTickets::new(&f, &snapshot.library, &filter, place, up, &found))
}

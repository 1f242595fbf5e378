//! `/library`: browsing and searching entries, drafts included.

use std::collections::BTreeSet;
use std::sync::Arc;

use askama::Template;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;

use crate::app::App;
use crate::app::curate::EntryQuery;
use crate::http::pages::curation::{Matter, matters};
use crate::http::pages::frame::Frame;
use crate::http::pages::texts::curation::CurationTexts;
use crate::kb::Status;

use super::{aside, category_name, department_name, refused, status_name};

/// Entries of a page.
const LISTED: usize = 50;
/// Characters of a search that are looked at.
const LONGEST: usize = 100;

/// Which entries to list; what is left blank does not matter.
#[derive(serde::Deserialize, Default)]
#[serde(default)]
pub struct Asked {
    q: String,
    domain: String,
    status: String,
    after: String,
}

struct Row {
    id: String,
    title: String,
    category: String,
    department: String,
    status: Status,
    status_name: &'static str,
}

#[derive(Template)]
#[template(path = "library.html")]
struct LibraryPage<'a> {
    f: &'a Frame,
    c: &'static CurationTexts,
    /// The lists of entries to look after, and whether a script is to count them.
    matters: [Matter; 5],
    counted: bool,
    asked: &'a Asked,
    domains: Vec<String>,
    states: Vec<(Status, &'static str)>,
    rows: Vec<Row>,
    next: Option<String>,
}

/// `GET /library`.
pub async fn list(State(app): State<Arc<App>>, f: Frame, Query(asked): Query<Asked>) -> Response {
    let said = |text: &str| Some(text.trim().chars().take(LONGEST).collect::<String>()).filter(|text| !text.is_empty());
    let query = EntryQuery {
        status: Status::parse(&asked.status),
        domain: said(&asked.domain),
        category: None,
        text: said(&asked.q),
        after: said(&asked.after),
        limit: LISTED,
    };
    let snapshot = app.snapshot();
    let page = match aside(move || Ok(app.entries(&query)?)).await {
        Ok(page) => page,
        Err(error) => return refused(&f, &error),
    };
    let library = &snapshot.library;
    let domains: BTreeSet<String> = library.entries.iter().filter_map(|e| Some(e.id.split('/').next()?.to_owned())).collect();
    let rows = page.entries.into_iter().map(|entry| Row {
        category: category_name(library, &entry.category, f.lang),
        department: department_name(library, &entry.department, f.lang),
        status_name: status_name(&f, entry.status),
        status: entry.status,
        id: entry.id,
        title: entry.title,
    });
    let states = Status::ALL.iter().map(|status| (*status, status_name(&f, *status))).collect();
    let rows = rows.collect();
    let c = CurationTexts::of(f.lang);
    let page = LibraryPage {
        f: &f,
        c,
        matters: matters(c, None, ""),
        // In a large library that takes long: there it is counted for whoever asks.
        counted: f.may("maintainer") && snapshot.learns_entries(),
        asked: &asked,
        domains: domains.into_iter().collect(),
        states,
        rows,
        next: page.next,
    };
    f.page(StatusCode::OK, &page)
}

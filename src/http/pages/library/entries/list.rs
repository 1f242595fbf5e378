//! `/library`: browsing and searching entries, drafts included.

use std::collections::BTreeSet;
use std::sync::Arc;

use askama::Template;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use fenzhen_engine::kb::Status;

use crate::app::App;
use crate::app::library::{EntryQuery, LibraryError};
use crate::http::blocking::spawn_blocking;
use crate::http::pages::library::health::{Matter, affected_entries, matters};
use crate::http::pages::library::{TICKETS, category_name, department_name, domain_name, refused, status_name};
use crate::http::pages::ui::frame::Frame;
use crate::http::pages::ui::texts::library::LibraryTexts;

/// Entries of a page.
const LISTED: usize = 50;
/// Characters of a search that are looked at.
const LONGEST: usize = 100;

/// Which entries to list; what is left blank does not matter.
#[derive(serde::Deserialize, Default)]
#[serde(default)]
pub struct Params {
    q: String,
    domain: String,
    status: String,
    /// What is the matter with it.
    health: String,
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
#[template(path = "library/list.html")]
struct LibraryPage<'a> {
    f: &'a Frame,
    c: &'static LibraryTexts,
    /// The lists of entries to look after, and whether a script is to count them.
    matters: [Matter; 5],
    counted: bool,
    params: &'a Params,
    /// Each with its name.
    domains: Vec<(String, String)>,
    states: Vec<(Status, &'static str)>,
    rows: Vec<Row>,
    next: Option<String>,
    /// How many there are with what is the matter, where not all of them are known.
    more: Option<usize>,
}

impl LibraryPage<'_> {
    fn is_filtered(&self) -> bool {
        [&self.params.q, &self.params.domain, &self.params.status, &self.params.health].iter().any(|text| !text.trim().is_empty())
    }
}

/// `GET /library`.
pub async fn list(State(app): State<Arc<App>>, f: Frame, Query(params): Query<Params>) -> Response {
    let filled = |text: &str| Some(text.trim().chars().take(LONGEST).collect::<String>()).filter(|text| !text.is_empty());
    let query = EntryQuery {
        status: Status::parse(&params.status),
        domain: filled(&params.domain),
        category: None,
        text: filled(&params.q),
        among: None,
        after: filled(&params.after),
        limit: LISTED,
    };
    let snapshot = app.snapshot();
    // Looking the library over takes a while: only who asks for it waits.
    let health = Some(params.health.clone()).filter(|of| f.may("maintainer") && !of.is_empty());
    let found = spawn_blocking(move || {
        let affected = health
            .map(|of| Ok::<_, LibraryError>(affected_entries(app.library().health().cached_report(TICKETS)?.as_ref(), &of)))
            .transpose()?
            .flatten();
        let more = affected.as_ref().and_then(|affected| affected.more);
        let among = affected.map(|affected| affected.ids);
        Ok((app.library().entries(&EntryQuery { among, ..query })?, more))
    });
    let (page, more) = match found.await {
        Ok(found) => found,
        Err(error) => return refused(&f, &error),
    };
    let library = &snapshot.library;
    let domains: BTreeSet<&str> = library.entries.iter().filter_map(|entry| entry.id.split('/').next()).collect();
    let domains = domains.into_iter().map(|id| (id.to_owned(), domain_name(library, id, f.lang))).collect();
    let rows = page.entries.into_iter().map(|entry| Row {
        category: category_name(library, &entry.category, f.lang),
        department: department_name(library, &entry.department, f.lang),
        status_name: status_name(f.t, entry.status),
        status: entry.status,
        id: entry.id,
        title: entry.title,
    });
    let states = Status::ALL.iter().map(|status| (*status, status_name(f.t, *status))).collect();
    let rows = rows.collect();
    let c = LibraryTexts::of(f.lang);
    let page = LibraryPage {
        f: &f,
        c,
        matters: matters(c, None, ""),
        // In a large library that takes long: there it is counted for whoever asks.
        counted: f.may("maintainer") && snapshot.learns_entries(),
        params: &params,
        domains,
        states,
        rows,
        next: page.next,
        more,
    };
    f.page(StatusCode::OK, &page)
}

//! `/library`: browsing and searching entries, drafts included.

use std::collections::BTreeSet;
use std::sync::Arc;

use askama::Template;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use fenzhen_engine::kb::Status;

use crate::app::App;
use crate::app::library::{CurateError, EntryQuery};
use crate::http::blocking::spawn_blocking;
use crate::http::pages::library::upkeep::{Matter, TICKETS, about, matters};
use crate::http::pages::library::{category_name, department_name, domain_name, refused, status_name};
use crate::http::pages::ui::frame::Frame;
use crate::http::pages::ui::texts::library::CurationTexts;

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
    c: &'static CurationTexts,
    /// The lists of entries to look after, and whether a script is to count them.
    matters: [Matter; 5],
    counted: bool,
    asked: &'a Asked,
    /// Each with its name.
    domains: Vec<(String, String)>,
    states: Vec<(Status, &'static str)>,
    rows: Vec<Row>,
    next: Option<String>,
    /// How many there are with what is the matter, where not all of them are known.
    more: Option<usize>,
}

impl LibraryPage<'_> {
    fn is_asked(&self) -> bool {
        [&self.asked.q, &self.asked.domain, &self.asked.status, &self.asked.health].iter().any(|text| !text.trim().is_empty())
    }
}

/// `GET /library`.
pub async fn list(State(app): State<Arc<App>>, f: Frame, Query(asked): Query<Asked>) -> Response {
    let said = |text: &str| Some(text.trim().chars().take(LONGEST).collect::<String>()).filter(|text| !text.is_empty());
    let query = EntryQuery {
        status: Status::parse(&asked.status),
        domain: said(&asked.domain),
        category: None,
        text: said(&asked.q),
        among: None,
        after: said(&asked.after),
        limit: LISTED,
    };
    let snapshot = app.snapshot();
    // Looking the library over takes a while: only who asks for it waits.
    let health = Some(asked.health.clone()).filter(|of| f.may("maintainer") && !of.is_empty());
    let found = spawn_blocking(move || {
        let ill =
            health.map(|of| Ok::<_, CurateError>(about(app.library_health_now(TICKETS)?.as_ref(), &of))).transpose()?.flatten();
        let more = ill.as_ref().and_then(|ill| ill.more);
        let among = ill.map(|ill| ill.ids);
        Ok((app.entries(&EntryQuery { among, ..query })?, more))
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
    let c = CurationTexts::of(f.lang);
    let page = LibraryPage {
        f: &f,
        c,
        matters: matters(c, None, ""),
        // In a large library that takes long: there it is counted for whoever asks.
        counted: f.may("maintainer") && snapshot.learns_entries(),
        asked: &asked,
        domains,
        states,
        rows,
        next: page.next,
        more,
    };
    f.page(StatusCode::OK, &page)
}

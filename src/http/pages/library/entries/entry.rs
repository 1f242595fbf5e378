//! `/library/entry/…`: an entry as it stands, and what may be done with it.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use fenzhen_engine::kb::{Entry, Status};

use crate::app::App;
use crate::app::library::EntryAt;
use crate::http::blocking::spawn_blocking;
use crate::http::pages::desk::card::Card;
use crate::http::pages::library::{category_name, department_name, refused, status_name};
use crate::http::pages::ui::frame::Frame;
use crate::http::pages::ui::texts::library::LibraryTexts;

use super::edit_page::read_only;

#[derive(Template)]
#[template(path = "library/entry.html")]
struct EntryPage<'a> {
    f: &'a Frame,
    c: &'static LibraryTexts,
    at: &'a EntryAt,
    params: Params,
    readable: Option<ReadableEntry<'a>>,
}

/// What an entry says, where it can be read.
struct ReadableEntry<'a> {
    entry: &'a Entry,
    card: Card,
    category: String,
    department: String,
    status: &'static str,
}

/// What has just been done with it.
#[derive(serde::Deserialize, Default)]
#[serde(default)]
pub struct Params {
    saved: Option<u8>,
    done: Option<i64>,
}

/// `GET /library/entry/{domain}/{slug}`.
pub async fn read(
    State(app): State<Arc<App>>,
    f: Frame,
    Path((domain, slug)): Path<(String, String)>,
    Query(params): Query<Params>,
) -> Response {
    let snapshot = app.snapshot();
    let at = match spawn_blocking(move || app.library().entry_at(&format!("{domain}/{slug}"), None)).await {
        Ok(at) => at,
        Err(error) => return refused(&f, &error),
    };
    let readable = at.entry.as_ref().map(|entry| ReadableEntry {
        card: read_only(entry, &snapshot.library, f.lang),
        category: category_name(&snapshot.library, &entry.category, f.lang),
        department: department_name(&snapshot.library, &entry.department, f.lang),
        status: status_name(f.t, entry.status),
        entry,
    });
    f.page(StatusCode::OK, &EntryPage { f: &f, c: LibraryTexts::of(f.lang), at: &at, params, readable })
}

impl ReadableEntry<'_> {
    fn is_published(&self) -> bool {
        self.entry.status == Status::Published
    }
}

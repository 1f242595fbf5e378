//! `/library/history/…`: who changed an entry when and how, and going back, once one has seen what that changes.

use std::sync::Arc;

use askama::Template;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use fenzhen_engine::kb::Entry;
use fenzhen_engine::triage::Snapshot;

use crate::app::App;
use crate::app::library::{Page, Revised};
use crate::http::blocking::spawn_blocking;
use crate::http::pages::admin::sign_in::to;
use crate::http::pages::library::{author, home, refused};
use crate::http::pages::ui::format::on_clock;
use crate::http::pages::ui::frame::Frame;
use crate::http::pages::ui::names::person;

use super::fields::{Change, changes};

/// Revisions listed.
const LISTED: usize = 100;

#[derive(Template)]
#[template(path = "library/history.html")]
struct HistoryPage<'a> {
    f: &'a Frame,
    id: &'a str,
    title: &'a str,
    snapshot: &'a Snapshot,
    revisions: Vec<Revised>,
    /// What the revision `of` changed.
    changes: Vec<Change>,
    of: i64,
}

impl HistoryPage<'_> {
    /// The page of what this is the history of.
    fn home(&self) -> String {
        home(self.id)
    }

    fn when(&self, revision: &Revised) -> String {
        on_clock(revision.revision.at, self.snapshot.calendar.zone())
    }

    fn who(&self, revision: &Revised) -> String {
        person(&revision.revision.author, self.f.t.nobody)
    }

    /// Whose cases were let pass: an entry by its title.
    fn waived(&self, path: &str) -> String {
        let entry = Entry::id_of(path).and_then(|id| self.snapshot.library.entry(id));
        entry.map_or_else(|| path.to_owned(), |entry| entry.title.clone())
    }
}

#[derive(Template)]
#[template(path = "library/roll_back.html")]
struct RollBackPage<'a> {
    f: &'a Frame,
    id: &'a str,
    title: &'a str,
    to: i64,
    changes: Vec<Change>,
}

impl RollBackPage<'_> {
    fn home(&self) -> String {
        home(self.id)
    }
}

/// Which revision to look at (the newest, if left out), or to go back to.
#[derive(serde::Deserialize, Default)]
#[serde(default)]
pub struct Of {
    of: Option<i64>,
    to: Option<i64>,
}

/// `GET /library/history/{domain}/{slug}`.
pub async fn history(
    State(app): State<Arc<App>>,
    f: Frame,
    Path((domain, slug)): Path<(String, String)>,
    Query(Of { of, to }): Query<Of>,
) -> Response {
    let id = format!("{domain}/{slug}");
    if let Some(to) = to {
        return before_going_back(&app, &f, &id, to).await;
    }
    let (wanted, snapshot) = (id.clone(), app.snapshot());
    let read = spawn_blocking(move || {
        let revisions = app.library().history(&wanted, Page { limit: LISTED, before: None })?.revisions;
        let of = of.or(revisions.first().map(|newest| newest.revision.id)).unwrap_or_default();
        let before = revisions.iter().map(|revised| revised.revision.id).find(|id| *id < of);
        let changes = match before {
            Some(before) => app.library().diff(&wanted, before, of)?,
            // The first revision wrote all of it: there is nothing to compare it with.
            None => Vec::new(),
        };
        Ok((revisions, of, changes, title(&app, &wanted)))
    });
    match read.await {
        Ok((revisions, of, found, title)) => {
            let changes = changes(&found, &snapshot.library, f.lang);
            let page = HistoryPage { f: &f, id: &id, title: &title, snapshot: &snapshot, revisions, changes, of };
            f.page(StatusCode::OK, &page)
        }
        Err(error) => refused(&f, &error),
    }
}

/// What an entry or a file is called.
fn title(app: &App, name: &str) -> String {
    let entry = app.library().entry_at(name, None).ok().and_then(|at| at.entry);
    entry.map_or_else(|| name.to_owned(), |entry| entry.title)
}

/// What going back would change, above the button that does it.
async fn before_going_back(app: &Arc<App>, f: &Frame, id: &str, to: i64) -> Response {
    let (wanted, reading) = (id.to_owned(), Arc::clone(app));
    let read = spawn_blocking(move || {
        let newest = reading.library().history(&wanted, Page { limit: 1, before: None })?.revisions;
        let newest = newest.first().map_or(to, |newest| newest.revision.id);
        Ok((reading.library().diff(&wanted, newest, to)?, title(&reading, &wanted)))
    });
    match read.await {
        Ok((found, title)) => {
            let changes = changes(&found, &app.snapshot().library, f.lang);
            f.page(StatusCode::OK, &RollBackPage { f, id, title: &title, to, changes })
        }
        Err(error) => refused(f, &error),
    }
}

/// Where to go back to.
#[derive(serde::Deserialize)]
pub struct RollBack {
    to: i64,
}

/// `POST /library/rollback/{domain}/{slug}`.
pub async fn roll_back(
    State(app): State<Arc<App>>,
    f: Frame,
    Path((domain, slug)): Path<(String, String)>,
    Form(RollBack { to: revision }): Form<RollBack>,
) -> Response {
    let id = format!("{domain}/{slug}");
    let (wanted, by) = (id.clone(), author(&f, ""));
    match spawn_blocking(move || app.library().roll_back(&wanted, revision, &by)).await {
        Ok(published) => to(&format!("{}?done={}", home(&id), published.revision.unwrap_or_default())),
        Err(error) => refused(&f, &error),
    }
}

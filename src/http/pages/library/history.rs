//! `/library/history/…`: who changed an entry when and how, and going back.

use std::sync::Arc;

use askama::Template;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;

use crate::app::App;
use crate::app::curate::{Page, Revised};
use crate::http::pages::clock::minute;
use crate::http::pages::frame::Frame;
use crate::http::pages::sign_in::to;
use crate::kb::FieldChange;

use super::{aside, author, home, refused};

/// Revisions listed.
const LISTED: usize = 100;

#[derive(Template)]
#[template(path = "history.html")]
struct HistoryPage<'a> {
    f: &'a Frame,
    id: &'a str,
    revisions: Vec<Revised>,
    /// What the revision `of` changed.
    changes: Vec<FieldChange>,
    of: i64,
}

impl HistoryPage<'_> {
    /// The page of what this is the history of.
    fn home(&self) -> String {
        home(self.id)
    }

    fn when(&self, revision: &Revised) -> String {
        format!("{}-{}", revision.revision.at.get(..4).unwrap_or_default(), minute(&revision.revision.at))
    }
}

/// Which revision to look at; the newest, if left out.
#[derive(serde::Deserialize, Default)]
#[serde(default)]
pub struct Of {
    of: Option<i64>,
}

/// `GET /library/history/{domain}/{slug}`.
pub async fn history(
    State(app): State<Arc<App>>,
    f: Frame,
    Path((domain, slug)): Path<(String, String)>,
    Query(Of { of }): Query<Of>,
) -> Response {
    let id = format!("{domain}/{slug}");
    let wanted = id.clone();
    let read = aside(move || {
        let revisions = app.history(&wanted, Page { limit: LISTED, before: None })?.revisions;
        let of = of.or(revisions.first().map(|newest| newest.revision.id)).unwrap_or_default();
        let before = revisions.iter().map(|revised| revised.revision.id).find(|id| *id < of);
        let changes = match before {
            Some(before) => app.diff(&wanted, before, of)?,
            // The first revision wrote all of it: there is nothing to compare it with.
            None => Vec::new(),
        };
        Ok((revisions, of, changes))
    });
    match read.await {
        Ok((revisions, of, changes)) => f.page(StatusCode::OK, &HistoryPage { f: &f, id: &id, revisions, changes, of }),
        Err(error) => refused(&f, &error),
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
    match aside(move || app.roll_back(&wanted, revision, &by)).await {
        Ok(published) => to(&format!("{}?done={}", home(&id), published.revision.unwrap_or_default())),
        Err(error) => refused(&f, &error),
    }
}

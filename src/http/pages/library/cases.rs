//! `/library/cases`: the confirmed tickets that teach, those that contradict each other first; and taking one back.

use std::sync::Arc;

use askama::Template;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use fenzhen_engine::kb::{Library, Status};
use fenzhen_engine::text::fold;
use jiff::tz::TimeZone;

use crate::app::cases::{CasePage, CaseSummary};
use crate::app::{App, AppError, CaseError, CaseQuery, Contradiction};
use crate::http::blocking::spawn_blocking;
use crate::http::pages::admin::sign_in::to;
use crate::http::pages::ui::format::on_clock;
use crate::http::pages::ui::frame::Frame;
use crate::http::pages::ui::names::person;
use crate::http::pages::ui::texts::library::LibraryTexts;

use super::posted::{PostedFields, field};
use super::{category_name, department_name, refused};

/// Cases of a page.
const LISTED: usize = 50;
/// Entries offered while somebody types.
const MOST_CHOICES: usize = 500;
/// Characters of an id or a name that are looked at.
const LONGEST: usize = 200;

/// Which cases; what is left blank does not matter.
#[derive(serde::Deserialize, Default)]
#[serde(default)]
pub struct Params {
    entry: String,
    category: String,
    author: String,
    revoked: String,
    before: Option<i64>,
    /// The case that was just revoked.
    done: Option<i64>,
}

impl Params {
    fn query(&self, library: &Library) -> CaseQuery {
        let filled = |text: &str| Some(text.trim().chars().take(LONGEST).collect::<String>()).filter(|text| !text.is_empty());
        CaseQuery {
            before: self.before,
            with_revoked: !self.revoked.is_empty(),
            // Whoever types a title means the entry of that title.
            entry: filled(&self.entry).map(|name| id_of(&name, library)),
            category: filled(&self.category),
            taught_by: filled(&self.author),
        }
    }

    /// Whether anything is asked for at all.
    fn is_filter(&self) -> bool {
        [&self.entry, &self.category, &self.author].iter().any(|text| !text.trim().is_empty())
    }
}

#[derive(Template)]
#[template(path = "library/cases.html")]
struct CasesPage<'a> {
    f: &'a Frame,
    c: &'static LibraryTexts,
    library: &'a Library,
    params: &'a Params,
    contradictions: &'a [Contradiction],
    list: &'a CasePage,
    categories: Vec<(&'a str, &'a str)>,
    /// The entries to choose from, by id and title.
    entries: Vec<(&'a str, &'a str)>,
    zone: &'a TimeZone,
}

/// What a case says it is: the id, its name, and whether the library still has it.
struct Label {
    field: &'static str,
    id: String,
    name: String,
    known: bool,
}

impl CasesPage<'_> {
    fn when(&self, case: &CaseSummary) -> String {
        on_clock(case.taught_at, self.zone)
    }

    /// Whether the contradictions are shown above the list.
    fn tells_contradictions(&self) -> bool {
        self.params.before.is_none() && !self.params.is_filter() && !self.contradictions.is_empty()
    }

    /// The cases of the list but for those that stand above it already.
    fn others(&self) -> impl Iterator<Item = &CaseSummary> {
        self.list.cases.iter().filter(|case| !self.tells_contradictions() || self.rival(case).is_none())
    }

    fn who(&self, name: &str) -> String {
        person(name, self.f.t.nobody)
    }

    fn labels(&self, case: &CaseSummary) -> Vec<Label> {
        let (library, lang) = (self.library, self.f.lang);
        let mut labels = Vec::new();
        if let Some(id) = &case.labels.category {
            let known = library.taxonomy.get(id).is_some();
            labels.push(Label { field: "category", id: id.clone(), name: category_name(library, id, lang), known });
        }
        if let Some(id) = &case.labels.department {
            let known = library.departments.get(id).is_some();
            labels.push(Label { field: "department", id: id.clone(), name: department_name(library, id, lang), known });
        }
        if let Some(id) = &case.labels.entry {
            let entry = library.entry(id).filter(|entry| entry.status == Status::Published);
            let name = entry.map_or_else(|| id.clone(), |entry| entry.title.clone());
            labels.push(Label { field: "entry", id: id.clone(), name, known: entry.is_some() });
        }
        labels
    }

    /// The case that a case contradicts, if there is one.
    fn rival(&self, case: &CaseSummary) -> Option<i64> {
        self.contradictions.iter().find_map(|pair| match case.id {
            id if id == pair.newer.id => Some(pair.older.id),
            id if id == pair.older.id => Some(pair.newer.id),
            _ => None,
        })
    }
}

/// The entry that somebody names by id or by title.
fn id_of(name: &str, library: &Library) -> String {
    let named = library.entries.iter().find(|entry| fold(&entry.title) == fold(name));
    named.map_or_else(|| name.to_owned(), |entry| entry.id.clone())
}

/// `GET /library/cases`.
pub async fn list(State(app): State<Arc<App>>, f: Frame, Query(params): Query<Params>) -> Response {
    let snapshot = app.snapshot();
    let query = params.query(&snapshot.library);
    let read = spawn_blocking(move || {
        let cases = app.cases();
        Ok::<_, AppError>((cases.contradictions()?, cases.list(&query, LISTED)?))
    })
    .await;
    let (contradictions, list) = match read {
        Ok(read) => read,
        Err(error) => return refused(&f, &error.into()),
    };
    let library = &snapshot.library;
    let categories = library.taxonomy.categories.iter().map(|c| (c.id.as_str(), f.lang.of(&c.names))).collect();
    let page = CasesPage {
        f: &f,
        c: LibraryTexts::of(f.lang),
        library,
        params: &params,
        contradictions: &contradictions,
        list: &list,
        categories,
        entries: library.entries.iter().take(MOST_CHOICES).map(|e| (e.id.as_str(), e.title.as_str())).collect(),
        zone: snapshot.calendar.zone(),
    };
    f.page(StatusCode::OK, &page)
}

/// `POST /library/cases/{id}/revoke`.
pub async fn revoke(State(app): State<Arc<App>>, f: Frame, Path(id): Path<i64>, Form(pairs): Form<PostedFields>) -> Response {
    let (by, because) = (f.who.clone(), field(&pairs, "because").to_owned());
    match spawn_blocking(move || app.cases().revoke(id, by.as_deref(), Some(&because))).await {
        Ok(_) => to(&format!("/library/cases?done={id}")),
        Err(CaseError::NoSuchCase(_)) => f.missing(),
        Err(CaseError::App(error)) => refused(&f, &error.into()),
        // Nobody is signed in under a name that cannot be shown.
        Err(error) => {
            tracing::error!(%error, "a case was not revoked");
            f.broken()
        }
    }
}

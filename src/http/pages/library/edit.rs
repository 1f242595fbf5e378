//! `/library/edit/…`: the form of an entry, with a preview and what is wrong beside each field. Drafts are saved here;
//! an entry that agents see goes on to its rehearsal instead.

use std::sync::Arc;

use askama::Template;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;

use crate::app::App;
use crate::app::curate::CurateError;
use crate::http::pages::card::{Card, of_entry};
use crate::http::pages::frame::Frame;
use crate::http::pages::language::Lang;
use crate::http::pages::sign_in::to;
use crate::http::pages::texts::curation::CurationTexts;
use crate::kb::{FieldChange, Library, Problem, Status, Urgency, diff, is_entry_id, parse_entry};

use super::form::EntryForm;
use super::{aside, author, refused, status_name};

/// A posted form.
pub type Pairs = Vec<(String, String)>;

#[derive(Template)]
#[template(path = "edit.html")]
pub struct EditPage<'a> {
    pub f: &'a Frame,
    pub id: &'a str,
    pub form: EntryForm,
    /// The revision it was read at; blank for a new one.
    pub revision: String,
    pub status: Status,
    pub status_name: &'static str,
    pub categories: Vec<(String, String)>,
    pub departments: Vec<(String, String)>,
    pub urgencies: [(Urgency, &'static str); 3],
    pub problems: Vec<(String, Problem)>,
    pub conflict: Option<Vec<FieldChange>>,
    pub note: &'a str,
    /// What to know before reading on; may be empty.
    pub hint: &'a str,
    /// A sentence that was just taken in, not saved yet; may be empty.
    pub taken: &'a str,
    pub card: Option<Card>,
}

impl EditPage<'_> {
    /// What is wrong with a field.
    fn wrong(&self, field: &str) -> Vec<&Problem> {
        self.problems.iter().filter(|(known, _)| known == field).map(|(_, problem)| problem).collect()
    }

    fn is_published(&self) -> bool {
        self.status == Status::Published
    }

    /// Whether there is a category to choose that the form says; a draft may leave it open.
    fn has_category(&self) -> bool {
        self.categories.iter().any(|(id, _)| *id == self.form.category)
    }

    fn has_department(&self) -> bool {
        self.departments.iter().any(|(id, _)| *id == self.form.department)
    }
}

/// What stands around a form: choices, and what came of sending it.
pub struct Around<'a> {
    pub id: &'a str,
    pub revision: String,
    pub status: Status,
    pub problems: Vec<(String, Problem)>,
    pub conflict: Option<Vec<FieldChange>>,
    pub note: &'a str,
    pub hint: &'a str,
    pub taken: &'a str,
}

impl<'a> Around<'a> {
    /// Around a form that nobody has sent yet.
    pub fn of(id: &'a str, revision: String, status: Status) -> Around<'a> {
        Around { id, revision, status, problems: Vec::new(), conflict: None, note: "", hint: "", taken: "" }
    }
}

/// The page with a form.
pub fn shown(f: &Frame, library: &Library, http: StatusCode, form: EntryForm, around: Around<'_>) -> Response {
    let Around { id, revision, status, problems, conflict, note, hint, taken } = around;
    let category = |c: &crate::kb::Category| (c.id.clone(), f.lang.of(&c.names).to_owned());
    let department = |d: &crate::kb::Department| (d.id.clone(), f.lang.of(&d.names).to_owned());
    let page = EditPage {
        f,
        id,
        revision,
        status,
        status_name: status_name(f, status),
        categories: library.taxonomy.categories.iter().map(category).collect(),
        departments: library.departments.departments.iter().map(department).collect(),
        urgencies: [(Urgency::High, f.t.high), (Urgency::Medium, f.t.medium), (Urgency::Low, f.t.low)],
        card: previewed(id, &form, library, f.lang).0,
        form,
        problems,
        conflict,
        note,
        hint,
        taken,
    };
    f.page(http, &page)
}

/// What agents would see of it, and what is wrong with it.
fn previewed(id: &str, form: &EntryForm, library: &Library, lang: Lang) -> (Option<Card>, Vec<(String, Problem)>) {
    let (entry, problems) = form.write("draft").read(&path(id));
    (entry.map(|entry| of_entry(&entry, library, lang, |_| None)), problems)
}

pub fn path(id: &str) -> String {
    format!("entries/{id}.toml")
}

/// Which entry to begin.
#[derive(serde::Deserialize, Default)]
#[serde(default)]
pub struct New {
    id: String,
}

/// `GET /library/new?id=`.
pub async fn begin(f: Frame, Query(New { id }): Query<New>) -> Response {
    let id = id.trim().to_lowercase();
    if is_entry_id(&id) { to(&format!("/library/edit/{id}")) } else { refused(&f, &CurateError::BadId(id)) }
}

/// What to take in, besides what stands there.
#[derive(serde::Deserialize, Default)]
#[serde(default)]
pub struct Take {
    /// A ticket whose words become a symptom.
    ticket: String,
}

/// `GET /library/edit/{domain}/{slug}`: of what is not there, a draft to begin with.
pub async fn edit(
    State(app): State<Arc<App>>,
    f: Frame,
    Path((domain, slug)): Path<(String, String)>,
    Query(Take { ticket }): Query<Take>,
) -> Response {
    if ticket.is_empty() {
        return opened(app, &f, &format!("{domain}/{slug}"), "").await;
    }
    let heard = Arc::clone(&app);
    match aside(move || heard.said_in(&ticket)).await {
        Ok(said) => opened(app, &f, &format!("{domain}/{slug}"), &said.text).await,
        Err(error) => refused(&f, &error),
    }
}

/// The form of an entry as it stands, with `taken` among its symptoms; blank for none.
pub async fn opened(app: Arc<App>, f: &Frame, id: &str, taken: &str) -> Response {
    let (wanted, snapshot) = (id.to_owned(), app.snapshot());
    let found = aside(move || match app.entry_at(&wanted, None) {
        Ok(at) => Ok((at.revision.to_string(), at.entry)),
        Err(CurateError::NotFound(_)) => Ok((String::new(), parse_entry(&path(&wanted), &app.draft(&wanted)?).0)),
        Err(error) => Err(error),
    });
    let (revision, entry) = match found.await {
        Ok(found) => found,
        Err(error) => return refused(f, &error),
    };
    // A file whose syntax is broken has no fields; it is mended where it was written.
    let Some(entry) = entry else { return f.failure(StatusCode::CONFLICT, f.t.not_done, &format!("fenzhen kb edit {id}")) };
    let mut form = EntryForm::of(&entry);
    let around = Around::of(id, revision, entry.status);
    let c = CurationTexts::of(f.lang);
    let around = match taken {
        "" => around,
        known if !form.take_symptom(known) => Around { hint: c.symptom_known, ..around },
        taken => Around { hint: c.symptom_taken, taken, ..around },
    };
    shown(f, &snapshot.library, StatusCode::OK, form, around)
}

/// The value of a field that is no part of the entry.
pub fn field<'a>(pairs: &'a Pairs, name: &str) -> &'a str {
    pairs.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value.trim())
}

/// `POST /library/edit/{domain}/{slug}`.
pub async fn save(
    State(app): State<Arc<App>>,
    f: Frame,
    Path((domain, slug)): Path<(String, String)>,
    Form(pairs): Form<Pairs>,
) -> Response {
    let id = format!("{domain}/{slug}");
    let (form, snapshot) = (EntryForm::posted(&pairs), app.snapshot());
    let status = if field(&pairs, "to") == "review" { Status::Review } else { Status::Draft };
    let written = form.write(status.as_str());
    let revision = field(&pairs, "revision").to_owned();
    let (expected, by) = (revision.parse::<i64>().ok(), author(&f, field(&pairs, "note")));
    let (wanted, content) = (id.clone(), written.text.clone());
    let saved = aside(move || app.save_entry(&wanted, &content, expected, &by)).await;
    let around = |revision| Around { note: field(&pairs, "note"), ..Around::of(&id, revision, status) };
    match saved {
        Ok(_) => to(&format!("/library/entry/{id}?saved=1")),
        Err(CurateError::Problems(problems)) => {
            let around = Around { problems: written.placed(problems), ..around(revision) };
            shown(&f, &snapshot.library, StatusCode::UNPROCESSABLE_ENTITY, form, around)
        }
        Err(CurateError::Conflict(conflict)) => {
            let read = |content: &Option<String>| content.as_deref().and_then(|content| parse_entry(&path(&id), content).0);
            let changes = diff(read(&conflict.theirs).as_ref(), read(&conflict.yours).as_ref());
            let found = conflict.found.map_or_else(String::new, |found| found.to_string());
            shown(&f, &snapshot.library, StatusCode::CONFLICT, form, Around { conflict: Some(changes), ..around(found) })
        }
        Err(error) => refused(&f, &error),
    }
}

#[derive(Template)]
#[template(path = "preview.html")]
struct PreviewFragment<'a> {
    f: &'a Frame,
    card: Option<Card>,
    problems: Vec<(String, Problem)>,
}

/// `POST /library/preview`: what agents would see, and what is wrong where.
pub async fn preview(State(app): State<Arc<App>>, f: Frame, Form(pairs): Form<Pairs>) -> Response {
    let lang = f.lang;
    let drawn = move || {
        let id = field(&pairs, "id");
        previewed(if is_entry_id(id) { id } else { "new/entry" }, &EntryForm::posted(&pairs), &app.snapshot().library, lang)
    };
    match tokio::task::spawn_blocking(drawn).await {
        Ok((card, problems)) => f.page(StatusCode::OK, &PreviewFragment { f: &f, card, problems }),
        Err(_) => f.broken(),
    }
}

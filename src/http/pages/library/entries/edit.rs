//! `/library/edit/…`: the form of an entry, with a preview and what is wrong beside each field. Drafts are saved here;
//! an entry that agents see goes on to its rehearsal instead.

use std::sync::Arc;

use askama::Template;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use fenzhen_engine::kb::{Status, diff, is_entry_id, parse_entry};

use crate::app::library::CurateError;
use crate::app::{App, AppError};
use crate::http::blocking::spawn_blocking;
use crate::http::pages::admin::sign_in::to;
use crate::http::pages::desk::card::Card;
use crate::http::pages::library::problems::Wrong;
use crate::http::pages::library::{author, refused};
use crate::http::pages::ui::frame::Frame;
use crate::http::pages::ui::texts::library::CurationTexts;

use super::edit_page::{Around, Group, read_only, shown};
use super::forecast::{Forecast, forecast};
use super::form::EntryForm;

/// A posted form.
pub type Pairs = Vec<(String, String)>;

/// The file of an entry.
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
    match spawn_blocking(move || heard.said_in(&ticket)).await {
        Ok(said) => opened(app, &f, &format!("{domain}/{slug}"), &said.text).await,
        Err(error) => refused(&f, &error),
    }
}

/// The form of an entry as it stands, with `taken` among its symptoms; blank for none.
pub async fn opened(app: Arc<App>, f: &Frame, id: &str, taken: &str) -> Response {
    let (wanted, reading) = (id.to_owned(), Arc::clone(&app));
    let found = spawn_blocking(move || match reading.entry_at(&wanted, None) {
        Ok(at) => Ok((at.revision.to_string(), at.entry)),
        Err(CurateError::NotFound(_)) => Ok((String::new(), parse_entry(&path(&wanted), &reading.draft(&wanted)?).0)),
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
    shown(f, &app, StatusCode::OK, form, around)
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
    let form = EntryForm::posted(&pairs);
    let status = if field(&pairs, "to") == "review" { Status::Review } else { Status::Draft };
    let written = form.write(status.as_str());
    let revision = field(&pairs, "revision").to_owned();
    let (expected, by) = (revision.parse::<i64>().ok(), author(&f, field(&pairs, "note")));
    let (wanted, content) = (id.clone(), written.text.clone());
    let saving = Arc::clone(&app);
    let saved = spawn_blocking(move || saving.save_entry(&wanted, &content, expected, &by)).await;
    let around = |revision| Around { note: field(&pairs, "note"), sent: true, ..Around::of(&id, revision, status) };
    match saved {
        Ok(_) => to(&format!("/library/entry/{id}?saved=1")),
        Err(CurateError::Problems(_)) => shown(&f, &app, StatusCode::UNPROCESSABLE_ENTITY, form, around(revision)),
        Err(CurateError::Conflict(conflict)) => {
            let read = |content: &Option<String>| content.as_deref().and_then(|content| parse_entry(&path(&id), content).0);
            let changes = diff(read(&conflict.theirs).as_ref(), read(&conflict.yours).as_ref());
            let found = conflict.found.map_or_else(String::new, |found| found.to_string());
            shown(&f, &app, StatusCode::CONFLICT, form, Around { conflict: Some(changes), ..around(found) })
        }
        Err(error) => refused(&f, &error),
    }
}

#[derive(Template)]
#[template(path = "library/preview.html")]
struct PreviewFragment<'a> {
    f: &'a Frame,
    card: Option<Card>,
    wrongs: Vec<Wrong>,
}

impl PreviewFragment<'_> {
    fn now(&self) -> Option<Group<'_>> {
        Group::of(&self.wrongs, false)
    }

    fn later(&self) -> Option<Group<'_>> {
        Group::of(&self.wrongs, true)
    }
}

/// `POST /library/preview`: what agents would see, and what is wrong where.
pub async fn preview(State(app): State<Arc<App>>, f: Frame, Form(pairs): Form<Pairs>) -> Response {
    let lang = f.lang;
    let drawn = move || {
        let id = Some(field(&pairs, "id")).filter(|id| is_entry_id(id)).unwrap_or("new/entry");
        let status = if field(&pairs, "published").is_empty() { Status::Draft } else { Status::Published };
        let Forecast { entry, wrongs } = forecast(&app, id, &EntryForm::posted(&pairs), status, lang);
        Ok::<_, AppError>((entry.map(|entry| read_only(&entry, &app.snapshot().library, lang)), wrongs))
    };
    match spawn_blocking(drawn).await {
        Ok((card, wrongs)) => f.page(StatusCode::OK, &PreviewFragment { f: &f, card, wrongs }),
        Err(_) => f.broken(),
    }
}

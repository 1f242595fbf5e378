//! `/library/edit/…`: the form of an entry, with a preview and what is wrong beside each field. Drafts are saved here;
//! an entry that agents see goes on to its rehearsal instead.

use std::sync::Arc;

use askama::Template;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use fenzhen_engine::kb::{Entry, Status, diff, is_entry_id, parse_entry};

use crate::app::library::LibraryError;
use crate::app::{App, AppError};
use crate::http::blocking::spawn_blocking;
use crate::http::pages::admin::sign_in::to;
use crate::http::pages::desk::card::Card;
use crate::http::pages::library::posted::{PostedFields, field};
use crate::http::pages::library::problems::FieldError;
use crate::http::pages::library::{author, refused};
use crate::http::pages::ui::frame::Frame;
use crate::http::pages::ui::texts::library::LibraryTexts;

use super::edit_page::{ErrorGroup, PageContext, form_page, read_only};
use super::forecast::{Forecast, forecast};
use super::form::EntryForm;

/// Which entry to begin.
#[derive(serde::Deserialize, Default)]
#[serde(default)]
pub struct New {
    id: String,
}

/// `GET /library/new?id=`.
pub async fn begin(f: Frame, Query(New { id }): Query<New>) -> Response {
    let id = id.trim().to_lowercase();
    if is_entry_id(&id) { to(&format!("/library/edit/{id}")) } else { refused(&f, &LibraryError::BadId(id)) }
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
    let reading = Arc::clone(&app);
    match spawn_blocking(move || reading.library().quote_of(&ticket)).await {
        Ok(quote) => opened(app, &f, &format!("{domain}/{slug}"), &quote.text).await,
        Err(error) => refused(&f, &error),
    }
}

/// The form of an entry as it stands, with `taken` among its symptoms; blank for none.
pub async fn opened(app: Arc<App>, f: &Frame, id: &str, taken: &str) -> Response {
    let (wanted, reading) = (id.to_owned(), Arc::clone(&app));
    let found = spawn_blocking(move || match reading.library().entry_at(&wanted, None) {
        Ok(at) => Ok((at.revision.to_string(), at.entry)),
        Err(LibraryError::NotFound(_)) => {
            Ok((String::new(), parse_entry(&Entry::path_of(&wanted), &reading.library().entry_template(&wanted)?).0))
        }
        Err(error) => Err(error),
    });
    let (revision, entry) = match found.await {
        Ok(found) => found,
        Err(error) => return refused(f, &error),
    };
    // A file whose syntax is broken has no fields; it is fixed where it was written.
    let Some(entry) = entry else { return f.failure(StatusCode::CONFLICT, f.t.not_done, &format!("fenzhen kb edit {id}")) };
    let mut form = EntryForm::of(&entry);
    let context = PageContext::of(id, revision, entry.status);
    let c = LibraryTexts::of(f.lang);
    let context = match taken {
        "" => context,
        known if !form.take_symptom(known) => PageContext { hint: c.symptom_known, ..context },
        taken => PageContext { hint: c.symptom_taken, taken, ..context },
    };
    form_page(f, &app, StatusCode::OK, form, context)
}

/// `POST /library/edit/{domain}/{slug}`.
pub async fn save(
    State(app): State<Arc<App>>,
    f: Frame,
    Path((domain, slug)): Path<(String, String)>,
    Form(pairs): Form<PostedFields>,
) -> Response {
    let id = format!("{domain}/{slug}");
    let form = EntryForm::posted(&pairs);
    let status = if field(&pairs, "to") == "review" { Status::Review } else { Status::Draft };
    let written = form.write(status.as_str());
    let revision = field(&pairs, "revision").to_owned();
    let (expected, by) = (revision.parse::<i64>().ok(), author(&f, field(&pairs, "note")));
    let (wanted, content) = (id.clone(), written.text.clone());
    let saving = Arc::clone(&app);
    let saved = spawn_blocking(move || saving.library().save_entry(&wanted, &content, expected, &by)).await;
    let context = |revision| PageContext { note: field(&pairs, "note"), sent: true, ..PageContext::of(&id, revision, status) };
    match saved {
        Ok(_) => to(&format!("/library/entry/{id}?saved=1")),
        Err(LibraryError::Problems(_)) => form_page(&f, &app, StatusCode::UNPROCESSABLE_ENTITY, form, context(revision)),
        Err(LibraryError::Conflict(conflict)) => {
            let read =
                |content: &Option<String>| content.as_deref().and_then(|content| parse_entry(&Entry::path_of(&id), content).0);
            let changes = diff(read(&conflict.theirs).as_ref(), read(&conflict.yours).as_ref());
            let found = conflict.found.map_or_else(String::new, |found| found.to_string());
            form_page(&f, &app, StatusCode::CONFLICT, form, PageContext { conflict: Some(changes), ..context(found) })
        }
        Err(error) => refused(&f, &error),
    }
}

#[derive(Template)]
#[template(path = "library/preview.html")]
struct PreviewFragment<'a> {
    f: &'a Frame,
    card: Option<Card>,
    errors: Vec<FieldError>,
}

impl PreviewFragment<'_> {
    fn now(&self) -> Option<ErrorGroup<'_>> {
        ErrorGroup::of(&self.errors, false)
    }

    fn later(&self) -> Option<ErrorGroup<'_>> {
        ErrorGroup::of(&self.errors, true)
    }
}

/// `POST /library/preview`: what agents would see, and what is wrong where.
pub async fn preview(State(app): State<Arc<App>>, f: Frame, Form(pairs): Form<PostedFields>) -> Response {
    let lang = f.lang;
    let drawn = move || {
        let id = Some(field(&pairs, "id")).filter(|id| is_entry_id(id)).unwrap_or("new/entry");
        let status = if field(&pairs, "published").is_empty() { Status::Draft } else { Status::Published };
        let Forecast { entry, errors } = forecast(&app, id, &EntryForm::posted(&pairs), status, lang);
        Ok::<_, AppError>((entry.map(|entry| read_only(&entry, &app.snapshot().library, lang)), errors))
    };
    match spawn_blocking(drawn).await {
        Ok((card, errors)) => f.page(StatusCode::OK, &PreviewFragment { f: &f, card, errors }),
        Err(_) => f.broken(),
    }
}

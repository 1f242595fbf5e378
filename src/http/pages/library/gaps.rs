//! `/library/gaps`: tickets the library did not answer, grouped, each group one step from an entry.

use std::collections::HashMap;
use std::sync::Arc;

use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use fenzhen_engine::kb::{Entry, Status, is_entry_id, parse_entry};
use fenzhen_engine::text::fold;

use crate::app::App;
use crate::app::library::health::{Gap, Gaps};
use crate::app::library::{EntryQuery, LibraryError};
use crate::http::blocking::spawn_blocking;
use crate::http::pages::admin::sign_in::to;
use crate::http::pages::library::refused;
use crate::http::pages::ui::frame::Frame;
use crate::http::pages::ui::texts::library::LibraryTexts;

use super::TICKETS;
use super::entries::edit_page::{PageContext, form_page};
use super::entries::form::EntryForm;
use super::posted::{PostedFields, field};

/// Drafts, and entries in review, that are looked at.
const UNDER_WAY: usize = 300;

#[derive(Template)]
#[template(path = "library/gaps.html")]
struct GapsPage<'a> {
    f: &'a Frame,
    c: &'static LibraryTexts,
    found: &'a Gaps,
    groups: Vec<Group<'a>>,
}

impl GapsPage<'_> {
    /// How many tickets were read, and how many groups came of them.
    fn counted(&self) -> String {
        let (read, groups) = (self.found.tickets.read.to_string(), self.found.gaps.total.to_string());
        self.c.gaps_counted.replace("{read}", &read).replace("{groups}", &groups)
    }
}

/// A group of tickets that are alike.
struct Group<'a> {
    gap: &'a Gap,
    /// The id of the draft, as it is proposed.
    id: &'a str,
    /// An entry that somebody drafted from it, or from much of it.
    drafted: Option<String>,
}

impl<'a> Group<'a> {
    fn texts(&self) -> impl Iterator<Item = (&'a String, &'a String)> {
        self.gap.texts.iter().zip(&self.gap.texts_of)
    }
}

/// `GET /library/gaps`.
pub async fn list(State(app): State<Arc<App>>, f: Frame) -> Response {
    let looked = spawn_blocking(move || {
        let found = app.library().health().gaps(TICKETS)?;
        let known = unpublished(&app)?;
        let drafted = |gap: &Gap| symptoms(gap).iter().find_map(|symptom| known.get(symptom).cloned());
        let drafted: Vec<Option<String>> = found.gaps.items.iter().map(drafted).collect();
        Ok((found, drafted))
    });
    let (found, drafted) = match looked.await {
        Ok(looked) => looked,
        Err(error) => return refused(&f, &error),
    };
    let group = |(gap, drafted)| Group { gap, id: Entry::id_of(&gap.draft.path).unwrap_or_default(), drafted };
    let groups = found.gaps.items.iter().zip(drafted).map(group).collect();
    f.page(StatusCode::OK, &GapsPage { f: &f, c: LibraryTexts::of(f.lang), found: &found, groups })
}

/// The entries under way by what their customers say, whatever they are called by now.
fn unpublished(app: &App) -> Result<HashMap<String, String>, LibraryError> {
    let mut known = HashMap::new();
    for status in [Status::Draft, Status::Review] {
        let page = app.library().entries(&EntryQuery { status: Some(status), limit: UNDER_WAY, ..EntryQuery::default() })?;
        for id in page.entries.into_iter().map(|entry| entry.id) {
            let entry = app.library().entry_at(&id, None)?.entry;
            known.extend(entry.into_iter().flat_map(|entry| entry.symptoms).map(|symptom| (fold(&symptom), id.clone())));
        }
    }
    Ok(known)
}

/// What the draft of a group has its customers say.
fn symptoms(gap: &Gap) -> Vec<String> {
    let draft = parse_entry(&gap.draft.path, &gap.draft.content).0;
    draft.map_or_else(Vec::new, |draft| draft.symptoms.iter().map(|symptom| fold(symptom)).collect())
}

/// `GET /library/gaps/draft`: whoever comes back to a form that was opened here begins at the gaps.
pub async fn back() -> Response {
    to("/library/gaps")
}

/// `POST /library/gaps/draft`: the form of a new entry, filled from a group. Nothing is saved.
pub async fn draft(State(app): State<Arc<App>>, f: Frame, Form(pairs): Form<PostedFields>) -> Response {
    let id = field(&pairs, "id").to_lowercase();
    if !is_entry_id(&id) {
        return refused(&f, &LibraryError::BadId(id));
    }
    let (wanted, known) = (id.clone(), Arc::clone(&app));
    match spawn_blocking(move || known.library().entry_at(&wanted, None)).await {
        // It was drafted meanwhile, by whomever.
        Ok(_) => return to(&format!("/library/entry/{id}")),
        Err(LibraryError::NotFound(_)) => {}
        Err(error) => return refused(&f, &error),
    }
    let Some(entry) = parse_entry(&Entry::path_of(&id), field(&pairs, "content")).0 else { return f.missing() };
    let context = PageContext { hint: LibraryTexts::of(f.lang).drafted, ..PageContext::of(&id, String::new(), Status::Draft) };
    form_page(&f, &app, StatusCode::OK, EntryForm::of(&entry), context)
}

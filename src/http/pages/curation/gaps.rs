//! `/library/gaps`: tickets the library did not answer, grouped, each group one step from an entry.

use std::sync::Arc;

use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use crate::app::App;
use crate::app::curate::CurateError;
use crate::app::health::LibraryGaps;
use crate::app::v1::Gap;
use crate::http::pages::frame::Frame;
use crate::http::pages::library::edit::{Around, Pairs, field, path, shown};
use crate::http::pages::library::form::EntryForm;
use crate::http::pages::library::{aside, refused};
use crate::http::pages::sign_in::to;
use crate::http::pages::texts::curation::CurationTexts;
use crate::kb::{Entry, Status, is_entry_id, parse_entry};

use super::TICKETS;

#[derive(Template)]
#[template(path = "curation_gaps.html")]
struct GapsPage<'a> {
    f: &'a Frame,
    c: &'static CurationTexts,
    found: &'a LibraryGaps,
    groups: Vec<Group<'a>>,
}

/// A group of tickets that are alike.
struct Group<'a> {
    gap: &'a Gap,
    /// The id of the draft, as it is proposed.
    id: &'a str,
    /// Whether there is an entry of that id: somebody drafted it.
    drafted: bool,
}

impl<'a> Group<'a> {
    fn texts(&self) -> impl Iterator<Item = (&'a String, &'a String)> {
        self.gap.texts.iter().zip(&self.gap.texts_of)
    }
}

/// `GET /library/gaps`.
pub async fn list(State(app): State<Arc<App>>, f: Frame) -> Response {
    let looked = aside(move || {
        let found = app.library_gaps(TICKETS)?;
        let drafted = |gap: &Gap| match Entry::id_of(&gap.draft.path).map(|id| app.entry_at(id, None)) {
            None | Some(Err(CurateError::NotFound(_))) => Ok(false),
            Some(there) => there.map(|_| true),
        };
        let drafted = found.gaps.items.iter().map(drafted).collect::<Result<Vec<bool>, _>>()?;
        Ok((found, drafted))
    });
    let (found, drafted) = match looked.await {
        Ok(looked) => looked,
        Err(error) => return refused(&f, &error),
    };
    let group = |(gap, drafted)| Group { gap, id: Entry::id_of(&gap.draft.path).unwrap_or_default(), drafted };
    let groups = found.gaps.items.iter().zip(drafted).map(group).collect();
    f.page(StatusCode::OK, &GapsPage { f: &f, c: CurationTexts::of(f.lang), found: &found, groups })
}

/// `GET /library/gaps/draft`: whoever comes back to a form that was opened here begins at the gaps.
pub async fn back() -> Response {
    to("/library/gaps")
}

/// `POST /library/gaps/draft`: the form of a new entry, filled from a group. Nothing is saved.
pub async fn draft(State(app): State<Arc<App>>, f: Frame, Form(pairs): Form<Pairs>) -> Response {
    let id = field(&pairs, "id").to_lowercase();
    if !is_entry_id(&id) {
        return refused(&f, &CurateError::BadId(id));
    }
    let (wanted, snapshot) = (id.clone(), app.snapshot());
    match aside(move || app.entry_at(&wanted, None)).await {
        // It was drafted meanwhile, by whomever.
        Ok(_) => return to(&format!("/library/entry/{id}")),
        Err(CurateError::NotFound(_)) => {}
        Err(error) => return refused(&f, &error),
    }
    let Some(entry) = parse_entry(&path(&id), field(&pairs, "content")).0 else { return f.missing() };
    let around = Around { hint: CurationTexts::of(f.lang).drafted, ..Around::of(&id, String::new(), Status::Draft) };
    shown(&f, &snapshot.library, StatusCode::OK, EntryForm::of(&entry), around)
}

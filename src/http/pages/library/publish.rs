//! `/library/publish`: the gate. What a change would do stands above the button that does it.

use std::sync::Arc;

use askama::Template;
use axum::Form;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;

use crate::app::App;
use crate::app::curate::{CurateError, FileEdit, Moved, Publication, Rehearsal, Shown, TICKETS, Verdict};
use crate::http::pages::frame::Frame;
use crate::http::pages::sign_in::to;
use crate::kb::{Library, Status, diff, parse_entry};

use super::edit::{Around, Pairs, field, path, shown};
use super::form::EntryForm;
use super::{aside, author, category_name, department_name, refused};

#[derive(Template)]
#[template(path = "publish.html")]
struct PublishPage<'a> {
    f: &'a Frame,
    change: &'a Change,
    library: &'a Library,
    rehearsal: &'a Rehearsal,
    verdict: Verdict,
    note: &'a str,
}

impl PublishPage<'_> {
    fn is_sound(&self) -> bool {
        self.verdict == Verdict::Sound
    }

    fn breaks_cases(&self) -> bool {
        self.verdict == Verdict::BreaksCases
    }

    /// What an agent sees first, in words.
    fn first(&self, shown: &Shown) -> String {
        let lang = self.f.lang;
        let entry = shown.entry.as_deref().map(|id| self.library.entry(id).map_or_else(|| id.to_owned(), |e| e.title.clone()));
        let category = shown.category.as_deref().map(|id| category_name(self.library, id, lang));
        let department = shown.department.as_deref().map(|id| department_name(self.library, id, lang));
        let said: Vec<String> = [entry, category, department].into_iter().flatten().collect();
        if said.is_empty() { self.f.t.outcome_no_match.to_owned() } else { said.join(" · ") }
    }

    fn words(&self, moved: &Moved) -> String {
        moved.because.iter().map(|because| because.text.as_str()).collect::<Vec<_>>().join("、")
    }
}

/// What is to become of an entry.
#[derive(Clone, Default, serde::Deserialize)]
#[serde(default)]
pub struct Change {
    pub id: String,
    /// `publish` or `retire`.
    pub act: String,
    /// Its file, where it was edited on the way; else it is published as it stands.
    pub content: String,
    /// The revision of the library that it was edited from.
    pub revision: String,
}

impl Change {
    fn retires(&self) -> bool {
        self.act == "retire"
    }

    fn publication(&self, dry_run: bool, waive: &str) -> Publication {
        let content = self.content.replace("\r\n", "\n");
        let file = FileEdit { path: path(&self.id), content: Some(content), edited_from: self.revision.parse().ok() };
        let (publish, retire) = if self.retires() { (vec![], vec![self.id.clone()]) } else { (vec![self.id.clone()], vec![]) };
        Publication {
            entries: publish,
            retire,
            files: if self.content.trim().is_empty() { Vec::new() } else { vec![file] },
            dry_run,
            waive: Some(waive.trim().to_owned()).filter(|reason| !reason.is_empty()),
            tickets: TICKETS,
        }
    }
}

/// `GET /library/publish?id=&act=`: of an entry as it stands.
pub async fn ask(State(app): State<Arc<App>>, f: Frame, Query(change): Query<Change>) -> Response {
    rehearsed(app, &f, Change { content: String::new(), ..change }, None, "").await
}

/// `POST /library/rehearse`: of an entry as a form has it.
pub async fn rehearse(State(app): State<Arc<App>>, f: Frame, Form(pairs): Form<Pairs>) -> Response {
    let (id, revision) = (field(&pairs, "id").to_owned(), field(&pairs, "revision").to_owned());
    let form = EntryForm::posted(&pairs);
    let written = form.write(Status::Published.as_str());
    let (_, problems) = written.read(&path(&id));
    let note = field(&pairs, "note");
    let change = Change { id: id.clone(), act: "publish".to_owned(), content: written.text, revision: revision.clone() };
    if problems.is_empty() {
        return rehearsed(app, &f, change, Some(form), note).await;
    }
    let around = Around { id: &id, revision, status: Status::Published, problems, conflict: None, note };
    shown(&f, &app.snapshot().library, StatusCode::UNPROCESSABLE_ENTITY, form, around)
}

/// `POST /library/publish`.
pub async fn publish(State(app): State<Arc<App>>, f: Frame, Form(pairs): Form<Pairs>) -> Response {
    let said = |name| field(&pairs, name).to_owned();
    let content = pairs.iter().find(|(name, _)| name == "content").map_or_else(String::new, |(_, value)| value.clone());
    let change = Change { id: said("id"), act: said("act"), content, revision: said("revision") };
    let (publication, by) = (change.publication(false, field(&pairs, "waive")), author(&f, field(&pairs, "note")));
    let publishing = Arc::clone(&app);
    match aside(move || publishing.publish(&publication, &by)).await {
        Ok(published) => to(&format!("/library/entry/{}?done={}", change.id, published.revision.unwrap_or_default())),
        Err(CurateError::Blocked(rehearsal)) => {
            at_the_gate(&app, &f, &change, &rehearsal, field(&pairs, "note"), StatusCode::UNPROCESSABLE_ENTITY)
        }
        Err(CurateError::Conflict(conflict)) => in_conflict(&app, &f, &change, *conflict, field(&pairs, "note")),
        Err(error) => refused(&f, &error),
    }
}

async fn rehearsed(app: Arc<App>, f: &Frame, change: Change, form: Option<EntryForm>, note: &str) -> Response {
    let (publication, by) = (change.publication(true, ""), author(f, ""));
    let rehearsing = Arc::clone(&app);
    match aside(move || rehearsing.publish(&publication, &by)).await {
        Ok(published) => at_the_gate(&app, f, &change, &published.rehearsal, note, StatusCode::OK),
        Err(CurateError::Conflict(conflict)) if form.is_some() => in_conflict(&app, f, &change, *conflict, note),
        Err(error) => refused(f, &error),
    }
}

fn at_the_gate(app: &App, f: &Frame, change: &Change, rehearsal: &Rehearsal, note: &str, http: StatusCode) -> Response {
    let (library, verdict) = (&app.snapshot().library, rehearsal.verdict());
    f.page(http, &PublishPage { f, change, library, rehearsal, verdict, note })
}

/// Back to the form, with what the others changed.
fn in_conflict(app: &App, f: &Frame, change: &Change, conflict: crate::app::curate::Conflict, note: &str) -> Response {
    let read = |content: &Option<String>| content.as_deref().and_then(|content| parse_entry(&path(&change.id), content).0);
    let (yours, theirs) = (read(&conflict.yours), read(&conflict.theirs));
    let changes = diff(theirs.as_ref(), yours.as_ref());
    let form = yours.as_ref().map_or_else(EntryForm::default, EntryForm::of);
    let revision = conflict.found.map_or_else(String::new, |found| found.to_string());
    let around =
        Around { id: &change.id, revision, status: Status::Published, problems: Vec::new(), conflict: Some(changes), note };
    shown(f, &app.snapshot().library, StatusCode::CONFLICT, form, around)
}

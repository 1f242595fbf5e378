//! `/library/publish`: the gate. What a change would do stands above the button that does it.

use std::sync::Arc;

use askama::Template;
use axum::Form;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;

use crate::app::App;
use crate::app::curate::{Conflict, CurateError, FileEdit, Moved, Publication, Rehearsal, Shown, TICKETS, Verdict};
use crate::http::pages::curation::lexicon;
use crate::http::pages::frame::Frame;
use crate::http::pages::sign_in::to;
use crate::http::pages::texts::curation::CurationTexts;
use crate::kb::{Library, Status, diff, parse_entry};

use super::edit::{Around, Pairs, field, path, shown};
use super::form::EntryForm;
use super::{aside, author, category_name, department_name, refused};

/// What takes an entry out of use; anything else publishes it.
const RETIRE: &str = "retire";
/// The most files of a form.
const MOST_FILES: usize = 10;

#[derive(Template)]
#[template(path = "publish.html")]
struct PublishPage<'a> {
    f: &'a Frame,
    c: &'static CurationTexts,
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

/// What is to become of an entry, or of files that are no entries.
#[derive(Clone, Default)]
pub struct Change {
    /// The entry whose status moves; blank where only files change.
    pub id: String,
    pub retires: bool,
    /// The files, where they were edited on the way; else the entry is published as it stands.
    pub files: Vec<FileEdit>,
}

impl Change {
    /// What it is called on the page.
    fn name(&self) -> String {
        if self.id.is_empty() {
            self.files.iter().map(|file| file.path.as_str()).collect::<Vec<_>>().join(", ")
        } else {
            self.id.clone()
        }
    }

    fn is_of_entry(&self) -> bool {
        !self.id.is_empty()
    }

    /// The page that shows what came of it.
    fn home(&self) -> String {
        if self.is_of_entry() { format!("/library/entry/{}", self.id) } else { "/library/lexicon".to_owned() }
    }

    fn publication(&self, dry_run: bool, waive: &str) -> Publication {
        let moved = Some(self.id.clone()).filter(|id| !id.is_empty());
        let (publish, retire) = if self.retires { (None, moved) } else { (moved, None) };
        Publication {
            entries: publish.into_iter().collect(),
            retire: retire.into_iter().collect(),
            files: self.files.clone(),
            dry_run,
            waive: Some(waive.trim().to_owned()).filter(|reason| !reason.is_empty()),
            tickets: TICKETS,
        }
    }
}

/// The files of a form: fields `path`, `revision` and `content`, the nth of each belong together.
fn files(pairs: &Pairs) -> Vec<FileEdit> {
    let all = |name: &'static str| pairs.iter().filter(move |(known, _)| known == name).map(|(_, value)| value);
    let file = |((path, content), revision): ((&String, &String), &String)| FileEdit {
        path: path.clone(),
        content: Some(content.replace("\r\n", "\n")),
        edited_from: revision.parse().ok(),
    };
    all("path").zip(all("content")).zip(all("revision")).map(file).take(MOST_FILES).collect()
}

/// Which entry to publish or to retire.
#[derive(serde::Deserialize, Default)]
#[serde(default)]
pub struct Asked {
    id: String,
    act: String,
}

/// `GET /library/publish?id=&act=`: of an entry as it stands.
pub async fn ask(State(app): State<Arc<App>>, f: Frame, Query(Asked { id, act }): Query<Asked>) -> Response {
    rehearsed(app, &f, Change { id, retires: act == RETIRE, files: Vec::new() }, "").await
}

/// `POST /library/rehearse`: of an entry as a form has it.
pub async fn rehearse(State(app): State<Arc<App>>, f: Frame, Form(pairs): Form<Pairs>) -> Response {
    let (id, revision) = (field(&pairs, "id").to_owned(), field(&pairs, "revision").to_owned());
    let form = EntryForm::posted(&pairs);
    let written = form.write(Status::Published.as_str());
    let (_, problems) = written.read(&path(&id));
    let note = field(&pairs, "note");
    if problems.is_empty() {
        let file = FileEdit { path: path(&id), content: Some(written.text), edited_from: revision.parse().ok() };
        return rehearsed(app, &f, Change { id, retires: false, files: vec![file] }, note).await;
    }
    let around = Around { problems, note, ..Around::of(&id, revision, Status::Published) };
    shown(&f, &app.snapshot().library, StatusCode::UNPROCESSABLE_ENTITY, form, around)
}

/// `POST /library/publish`.
pub async fn publish(State(app): State<Arc<App>>, f: Frame, Form(pairs): Form<Pairs>) -> Response {
    let change = Change { id: field(&pairs, "id").to_owned(), retires: field(&pairs, "act") == RETIRE, files: files(&pairs) };
    let (publication, by) = (change.publication(false, field(&pairs, "waive")), author(&f, field(&pairs, "note")));
    let publishing = Arc::clone(&app);
    match aside(move || publishing.publish(&publication, &by)).await {
        Ok(published) => to(&format!("{}?done={}", change.home(), published.revision.unwrap_or_default())),
        Err(CurateError::Blocked(rehearsal)) => {
            at_the_gate(&app, &f, &change, &rehearsal, field(&pairs, "note"), StatusCode::UNPROCESSABLE_ENTITY)
        }
        Err(CurateError::Conflict(conflict)) => in_conflict(&app, &f, &change, *conflict, field(&pairs, "note")),
        Err(error) => refused(&f, &error),
    }
}

/// The page with what a change would do.
pub async fn rehearsed(app: Arc<App>, f: &Frame, change: Change, note: &str) -> Response {
    let (publication, by) = (change.publication(true, ""), author(f, ""));
    let rehearsing = Arc::clone(&app);
    match aside(move || rehearsing.publish(&publication, &by)).await {
        Ok(published) => at_the_gate(&app, f, &change, &published.rehearsal, note, StatusCode::OK),
        Err(CurateError::Conflict(conflict)) if !change.files.is_empty() => in_conflict(&app, f, &change, *conflict, note),
        Err(error) => refused(f, &error),
    }
}

fn at_the_gate(app: &App, f: &Frame, change: &Change, rehearsal: &Rehearsal, note: &str, http: StatusCode) -> Response {
    let (library, verdict) = (&app.snapshot().library, rehearsal.verdict());
    f.page(http, &PublishPage { f, c: CurationTexts::of(f.lang), change, library, rehearsal, verdict, note })
}

/// Back to the form, with what the others changed.
fn in_conflict(app: &App, f: &Frame, change: &Change, conflict: Conflict, note: &str) -> Response {
    if !change.is_of_entry() {
        return lexicon::in_conflict(app, f, &change.files, &conflict, note);
    }
    let read = |content: &Option<String>| content.as_deref().and_then(|content| parse_entry(&path(&change.id), content).0);
    let (yours, theirs) = (read(&conflict.yours), read(&conflict.theirs));
    let changes = diff(theirs.as_ref(), yours.as_ref());
    let form = yours.as_ref().map_or_else(EntryForm::default, EntryForm::of);
    let revision = conflict.found.map_or_else(String::new, |found| found.to_string());
    let around = Around { conflict: Some(changes), note, ..Around::of(&change.id, revision, Status::Published) };
    shown(f, &app.snapshot().library, StatusCode::CONFLICT, form, around)
}

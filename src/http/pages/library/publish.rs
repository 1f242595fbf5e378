//! `/library/publish`: the rehearsal. What a change would do stands above the button that does it.

use std::collections::HashSet;
use std::sync::Arc;

use askama::Template;
use axum::Form;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use fenzhen_engine::kb::{Entry, FieldChange, Library, Problem, Status, diff, diff_lines, parse_entry};

use crate::app::App;
use crate::app::library::{
    Conflict, FileEdit, LibraryError, MovedTicket, Publication, Rehearsal, RehearsalVerdict, TICKETS, TopSuggestion,
};
use crate::http::blocking::spawn_blocking;
use crate::http::pages::admin::sign_in::to;
use crate::http::pages::ui::frame::Frame;
use crate::http::pages::ui::texts::library::LibraryTexts;

use super::entries::edit_page::{PageContext, form_page};
use super::entries::fields;
use super::entries::form::EntryForm;
use super::lexicon::page::lexicon_in_conflict;
use super::posted::{PostedFields, field};
use super::problems::{FieldError, in_form};
use super::{author, category_name, department_name, refused};

/// What takes an entry out of use; anything else publishes it.
const RETIRE: &str = "retire";
/// The most files of a form.
const MOST_FILES: usize = 10;

#[derive(Template)]
#[template(path = "library/publish.html")]
struct PublishPage<'a> {
    f: &'a Frame,
    c: &'static LibraryTexts,
    change: &'a PlannedChange,
    library: &'a Library,
    rehearsal: &'a Rehearsal,
    verdict: RehearsalVerdict,
    /// What keeps it from being published, and which cases would break, in words.
    problems: Vec<FieldError>,
    broken: Vec<FieldError>,
    news: &'a ChangeSummary,
    note: &'a str,
}

/// What a publication changes for agents, and what can be looked up about it.
#[derive(Default)]
struct ChangeSummary {
    /// What it is called.
    title: String,
    /// The files, each with what differs.
    files: Vec<(String, Vec<FieldChange>)>,
    /// Whether agents do not see the entry yet.
    is_new: bool,
    /// The tickets of the impact that have a page.
    registered: HashSet<String>,
}

impl PublishPage<'_> {
    fn is_sound(&self) -> bool {
        self.verdict == RehearsalVerdict::Sound
    }

    fn breaks_cases(&self) -> bool {
        self.verdict == RehearsalVerdict::BreaksCases
    }

    /// What an agent sees first, in words.
    fn first(&self, shown: &TopSuggestion) -> String {
        let lang = self.f.lang;
        let entry =
            shown.labels.entry.as_deref().map(|id| self.library.entry(id).map_or_else(|| id.to_owned(), |e| e.title.clone()));
        let category = shown.labels.category.as_deref().map(|id| category_name(self.library, id, lang));
        let department = shown.labels.department.as_deref().map(|id| department_name(self.library, id, lang));
        let known: Vec<String> = [entry, category, department].into_iter().flatten().collect();
        if known.is_empty() { self.f.t.outcome_no_match.to_owned() } else { known.join(" · ") }
    }

    /// The words that weigh most, each once: a word that stands twice in a ticket weighs twice there.
    fn words(&self, moved: &MovedTicket) -> String {
        let mut known = HashSet::new();
        let words = moved.because.iter().map(|because| because.text.as_str());
        words.filter(|word| known.insert(*word)).collect::<Vec<_>>().join("、")
    }

    fn has_page(&self, moved: &MovedTicket) -> bool {
        self.news.registered.contains(&moved.ticket)
    }

    fn changes(&self, found: &[FieldChange]) -> Vec<fields::Change> {
        fields::changes(found, self.library, self.f.lang)
    }
}

/// What is to become of an entry, or of files that are not entries.
#[derive(Clone, Default)]
pub struct PlannedChange {
    /// The entry whose status moves; blank where only files change.
    pub id: String,
    pub retires: bool,
    /// The files, where they were edited on the way; else the entry is published as it stands.
    pub files: Vec<FileEdit>,
}

impl PlannedChange {
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
fn files(pairs: &PostedFields) -> Vec<FileEdit> {
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
pub struct Params {
    id: String,
    act: String,
}

/// `GET /library/publish?id=&act=`: of an entry as it stands.
pub async fn ask(State(app): State<Arc<App>>, f: Frame, Query(Params { id, act }): Query<Params>) -> Response {
    rehearsed(app, &f, PlannedChange { id, retires: act == RETIRE, files: Vec::new() }, "").await
}

/// `POST /library/rehearse`: of an entry as a form has it.
pub async fn rehearse(State(app): State<Arc<App>>, f: Frame, Form(pairs): Form<PostedFields>) -> Response {
    let (id, revision) = (field(&pairs, "id").to_owned(), field(&pairs, "revision").to_owned());
    let form = EntryForm::posted(&pairs);
    let written = form.write(Status::Published.as_str());
    let note = field(&pairs, "note");
    if parse_entry(&Entry::path_of(&id), &written.text).1.is_empty() {
        let file = FileEdit { path: Entry::path_of(&id), content: Some(written.text), edited_from: revision.parse().ok() };
        return rehearsed(app, &f, PlannedChange { id, retires: false, files: vec![file] }, note).await;
    }
    let context = PageContext { note, sent: true, ..PageContext::of(&id, revision, Status::Published) };
    form_page(&f, &app, StatusCode::UNPROCESSABLE_ENTITY, form, context)
}

/// `POST /library/publish`.
pub async fn publish(State(app): State<Arc<App>>, f: Frame, Form(pairs): Form<PostedFields>) -> Response {
    let change =
        PlannedChange { id: field(&pairs, "id").to_owned(), retires: field(&pairs, "act") == RETIRE, files: files(&pairs) };
    let (publication, by) = (change.publication(false, field(&pairs, "waive")), author(&f, field(&pairs, "note")));
    let publishing = Arc::clone(&app);
    match spawn_blocking(move || publishing.library().publish(&publication, &by)).await {
        Ok(published) => to(&format!("{}?done={}", change.home(), published.revision.unwrap_or_default())),
        Err(LibraryError::Blocked(rehearsal)) => {
            rehearsal_page(&app, &f, &change, &rehearsal, field(&pairs, "note"), StatusCode::UNPROCESSABLE_ENTITY)
        }
        Err(LibraryError::Conflict(conflict)) => in_conflict(&app, &f, &change, *conflict, field(&pairs, "note")),
        Err(error) => refused(&f, &error),
    }
}

/// The page with what a change would do.
pub async fn rehearsed(app: Arc<App>, f: &Frame, change: PlannedChange, note: &str) -> Response {
    let (publication, by) = (change.publication(true, ""), author(f, ""));
    let rehearsing = Arc::clone(&app);
    match spawn_blocking(move || rehearsing.library().publish(&publication, &by)).await {
        Ok(published) => rehearsal_page(&app, f, &change, &published.rehearsal, note, StatusCode::OK),
        Err(LibraryError::Conflict(conflict)) if !change.files.is_empty() => in_conflict(&app, f, &change, *conflict, note),
        Err(error) => refused(f, &error),
    }
}

fn rehearsal_page(app: &App, f: &Frame, change: &PlannedChange, rehearsal: &Rehearsal, note: &str, http: StatusCode) -> Response {
    let news = match tokio::task::block_in_place(|| ChangeSummary::of(app, change, rehearsal)) {
        Ok(news) => news,
        Err(error) => return refused(f, &error),
    };
    let (snapshot, verdict) = (app.snapshot(), rehearsal.verdict());
    let library = &snapshot.library;
    let error = |problem: &Problem| FieldError::of(problem, in_form(&problem.named.field), library, f.lang);
    let page = PublishPage {
        f,
        c: LibraryTexts::of(f.lang),
        change,
        library,
        rehearsal,
        verdict,
        problems: rehearsal.problems.iter().map(error).collect(),
        broken: rehearsal.broken_cases.iter().map(error).collect(),
        news: &news,
        note,
    };
    f.page(http, &page)
}

impl ChangeSummary {
    fn of(app: &App, change: &PlannedChange, rehearsal: &Rehearsal) -> Result<ChangeSummary, LibraryError> {
        let moved = rehearsal.impact.moved.iter().map(|moved| moved.ticket.as_str());
        let mut news = ChangeSummary { registered: app.library().registered_among(moved)?, ..ChangeSummary::default() };
        let standing = |name: &str| match app.library().file_at(name, None) {
            Ok(found) => Ok(Some(found.content)),
            Err(LibraryError::NotFound(_)) => Ok(None),
            Err(error) => Err(error),
        };
        if !change.is_of_entry() {
            for file in &change.files {
                let (before, after) = (standing(&file.path)?, file.content.as_deref());
                news.files.push((file.path.clone(), diff_lines(before.as_deref(), after)));
            }
            news.title = news.files.iter().map(|(path, _)| path.as_str()).collect::<Vec<_>>().join(", ");
            return Ok(news);
        }
        let path = Entry::path_of(&change.id);
        let read = |content: &str| parse_entry(&path, content).0;
        let stands = standing(&change.id)?.as_deref().and_then(read);
        let edited = change.files.iter().find(|file| file.path == path).and_then(|file| file.content.as_deref()).and_then(read);
        let becomes = edited.or_else(|| stands.clone()).map(|entry| Entry { status: Status::Published, ..entry });
        news.title = becomes.as_ref().map_or_else(|| change.id.clone(), |entry| entry.title.clone());
        let seen = stands.filter(|entry| entry.status == Status::Published);
        news.is_new = seen.is_none();
        if !change.retires {
            news.files.push((path.clone(), diff(seen.as_ref(), becomes.as_ref())));
        }
        Ok(news)
    }
}

/// Back to the form, with what the others changed.
fn in_conflict(app: &App, f: &Frame, change: &PlannedChange, conflict: Conflict, note: &str) -> Response {
    if !change.is_of_entry() {
        return lexicon_in_conflict(app, f, &change.files, &conflict, note);
    }
    let read =
        |content: &Option<String>| content.as_deref().and_then(|content| parse_entry(&Entry::path_of(&change.id), content).0);
    let (yours, theirs) = (read(&conflict.yours), read(&conflict.theirs));
    let changes = diff(theirs.as_ref(), yours.as_ref());
    let form = yours.as_ref().map_or_else(EntryForm::default, EntryForm::of);
    let revision = conflict.found.map_or_else(String::new, |found| found.to_string());
    let context =
        PageContext { conflict: Some(changes), note, sent: true, ..PageContext::of(&change.id, revision, Status::Published) };
    form_page(f, app, StatusCode::CONFLICT, form, context)
}

//! What would keep an entry from being saved, and what from being published: found while it is written, by the checks of
//! publishing.

use fenzhen_engine::kb::{Entry, Library, Problem, Status, check_entry, parse_entry};

use crate::app::App;
use crate::app::library::is_placeholder;
use crate::http::pages::library::problems::FieldError;
use crate::http::pages::ui::language::Lang;

use super::form::{EntryForm, Written};

/// A form, read as an entry.
pub struct Forecast {
    /// What it says, where it can be read.
    pub entry: Option<Entry>,
    pub errors: Vec<FieldError>,
}

/// What would come of a form: an entry that agents see must be whole; any other must only be readable to be saved.
pub fn forecast(app: &App, id: &str, form: &EntryForm, status: Status, lang: Lang) -> Forecast {
    let snapshot = app.snapshot();
    let library = &snapshot.library;
    let written = form.write(Status::Published.as_str());
    let path = Entry::path_of(id);
    let (_, unreadable) = parse_entry(&path, &written.text);
    // To compare it with a hundred thousand others takes longer than a key: there it is done in the rehearsal.
    let compared = if snapshot.learns_entries() { library.clone() } else { Library { entries: Vec::new(), ..library.clone() } };
    let (entry, problems) = check_entry(&path, &written.text, &compared);
    let is_now = |problem: &Problem| status == Status::Published || unreadable.contains(problem);
    let mut errors: Vec<FieldError> = problems
        .iter()
        .map(|problem| FieldError { later: !is_now(problem), ..FieldError::of(problem, written.field(problem), library, lang) })
        .collect();
    errors.extend(untouched(&written, entry.as_ref()).iter().map(|(field, problem)| FieldError {
        later: status != Status::Published,
        ..FieldError::of(problem, field.clone(), library, lang)
    }));
    errors.sort_by_key(|error| (error.later, written.order(&error.field)));
    Forecast { entry, errors }
}

/// Fields that still say what the form began with.
fn untouched(written: &Written, entry: Option<&Entry>) -> Vec<(String, Problem)> {
    let Some(entry) = entry else { return Vec::new() };
    let mut texts = vec![("title", "title".to_owned(), &entry.title), ("owner", "owner".to_owned(), &entry.owner)];
    texts.extend(entry.symptoms.iter().map(|text| ("symptoms", "symptoms".to_owned(), text)));
    texts.push(("cause", "cause".to_owned(), &entry.cause));
    for (nth, step) in entry.steps.iter().enumerate() {
        let field = format!("steps.{nth}");
        texts.extend([
            ("do", field.clone(), &step.task),
            ("done_when", field.clone(), &step.done_when),
            ("if_not", field, &step.if_not),
        ]);
    }
    let mut found: Vec<(String, Problem)> = Vec::new();
    for (key, field, _) in texts.into_iter().filter(|(_, _, text)| is_placeholder(text)) {
        let mut problem = Problem::in_file("placeholder", entry.path(), "a placeholder", "write it");
        problem.about([key]);
        // A list that has two of them is told once.
        if !found.contains(&(field.clone(), problem.clone())) && written.has(&field) {
            found.push((field, problem));
        }
    }
    found
}

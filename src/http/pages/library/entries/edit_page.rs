//! The page of an entry's form: its fields with what may be chosen, what is wrong beside each, and what agents would see.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use fenzhen_engine::kb::{Entry, FieldChange, Library, OCCASIONS, Status, Urgency};

use crate::app::App;
use crate::http::pages::desk::card::{Card, of_entry};
use crate::http::pages::library::problems::{FieldError, anchor};
use crate::http::pages::library::status_name;
use crate::http::pages::ui::frame::Frame;
use crate::http::pages::ui::language::Lang;

use super::fields::{Change, changes};
use super::forecast::{Forecast, forecast};
use super::form::EntryForm;

#[derive(Template)]
#[template(path = "library/edit.html")]
struct EditPage<'a> {
    f: &'a Frame,
    id: &'a str,
    form: EntryForm,
    /// The revision it was read at; blank for a new one.
    revision: String,
    status: Status,
    status_name: &'static str,
    categories: Vec<Choice>,
    departments: Vec<Choice>,
    /// Who can do a step besides departments, as the file says it.
    people: [(&'static str, &'static str); 3],
    /// What may be asked, that which is asked first.
    slots: Vec<Choice>,
    occasions: &'static [&'static str],
    urgencies: [(Urgency, &'static str); 3],
    errors: Vec<FieldError>,
    conflict: Option<Vec<Change>>,
    note: &'a str,
    hint: &'a str,
    taken: &'a str,
    sent: bool,
    card: Option<Card>,
}

/// Something to choose.
struct Choice {
    id: String,
    name: String,
    chosen: bool,
}

impl EditPage<'_> {
    /// What is wrong with a field.
    fn errors_of(&self, field: &str) -> Vec<&FieldError> {
        self.errors.iter().filter(|error| error.field == field).collect()
    }

    fn is_published(&self) -> bool {
        self.status == Status::Published
    }

    /// Whether what a field says is among the choices; a draft may leave it open.
    fn has(&self, choices: &[Choice], id: &str) -> bool {
        choices.iter().any(|choice| choice.id == id)
    }

    fn is_person(&self, who: &str) -> bool {
        self.people.iter().any(|(known, _)| *known == who)
    }

    fn is_occasion(&self, when: &str) -> bool {
        self.occasions.contains(&when)
    }

    fn is_same(&self, one: &str, other: &str) -> bool {
        one == other
    }

    fn anchor(&self, field: &str) -> String {
        anchor(field)
    }

    fn now(&self) -> Option<ErrorGroup<'_>> {
        ErrorGroup::of(&self.errors, false)
    }

    fn later(&self) -> Option<ErrorGroup<'_>> {
        ErrorGroup::of(&self.errors, true)
    }
}

/// Things to fix, of one kind.
pub struct ErrorGroup<'a> {
    pub count: usize,
    pub first: &'a FieldError,
}

impl<'a> ErrorGroup<'a> {
    /// Those that come before saving, or before publishing.
    pub fn of(errors: &'a [FieldError], later: bool) -> Option<ErrorGroup<'a>> {
        let mut kind = errors.iter().filter(|error| error.later == later);
        kind.next().map(|first| ErrorGroup { first, count: kind.count() + 1 })
    }
}

/// What stands around a form: where it comes from, and what came of sending it.
pub struct PageContext<'a> {
    pub id: &'a str,
    /// The revision it was read at; blank for a new one.
    pub revision: String,
    pub status: Status,
    /// What others changed meanwhile.
    pub conflict: Option<Vec<FieldChange>>,
    pub note: &'a str,
    /// What to know before reading on; may be empty.
    pub hint: &'a str,
    /// A sentence that was just taken in, not saved yet; may be empty.
    pub taken: &'a str,
    /// Whether it was sent and comes back.
    pub sent: bool,
}

impl<'a> PageContext<'a> {
    /// PageContext a form that nobody has sent yet.
    pub fn of(id: &'a str, revision: String, status: Status) -> PageContext<'a> {
        PageContext { id, revision, status, conflict: None, note: "", hint: "", taken: "", sent: false }
    }
}

/// The page with a form.
pub fn form_page(f: &Frame, app: &App, http: StatusCode, form: EntryForm, context: PageContext<'_>) -> Response {
    let PageContext { id, revision, status, conflict, note, hint, taken, sent } = context;
    let snapshot = app.snapshot();
    let library = &snapshot.library;
    let Forecast { entry, errors } = tokio::task::block_in_place(|| forecast(app, id, &form, status, f.lang));
    let page = EditPage {
        f,
        id,
        revision,
        status,
        status_name: status_name(f.t, status),
        categories: library.taxonomy.categories.iter().map(|c| choice(&c.id, f.lang.of(&c.names))).collect(),
        departments: library.departments.departments.iter().map(|d| choice(&d.id, f.lang.of(&d.names))).collect(),
        people: [("坐席", f.t.who_agent), ("班长", f.t.who_leader), ("客户", f.t.who_customer)],
        slots: slots(&form, library, f.lang),
        occasions: OCCASIONS,
        urgencies: [(Urgency::High, f.t.high), (Urgency::Medium, f.t.medium), (Urgency::Low, f.t.low)],
        card: entry.map(|entry| read_only(&entry, library, f.lang)),
        form,
        errors,
        conflict: conflict.map(|found| changes(&found, library, f.lang)),
        note,
        hint,
        taken,
        sent,
    };
    f.page(http, &page)
}

fn choice(id: &str, name: &str) -> Choice {
    Choice { id: id.to_owned(), name: name.to_owned(), chosen: false }
}

/// What may be asked. What the entry asks comes first and in its order, so that saving it changes nothing.
fn slots(form: &EntryForm, library: &Library, lang: Lang) -> Vec<Choice> {
    let name = |id: &str| library.slots.get(id).map_or_else(|| id.to_owned(), |slot| lang.of(&slot.names).to_owned());
    let asked: Vec<&str> = form.ask.lines().collect();
    let chosen = asked.iter().map(|id| Choice { chosen: true, ..choice(id, &name(id)) });
    let others = library.slots.slots.iter().filter(|slot| !asked.contains(&slot.id.as_str()));
    chosen.chain(others.map(|slot| choice(&slot.id, lang.of(&slot.names)))).collect()
}

/// An entry as agents would see it, with nothing to tick off.
pub fn read_only(entry: &Entry, library: &Library, lang: Lang) -> Card {
    Card { reading: true, ..of_entry(entry, library, lang, |_| None) }
}

//! `/tickets`: the queue, earliest deadline first, and the form that registers a ticket.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use fenzhen_engine::kb::{Library, Urgency};
use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::app::figures::grouped;
use crate::app::{App, FoundTicket, TicketError, TicketSearch};
use crate::http::blocking::spawn_blocking;
use crate::http::pages::desk::EXAMPLES;
use crate::http::pages::ui::format::{Due, minute_on_clock};
use crate::http::pages::ui::frame::Frame;
use crate::http::pages::ui::names::{self, Lexicon};
use crate::http::pages::ui::texts::tickets::TicketTexts;

use super::register_form::{NotRegistered, RegisterForm};
use super::{failed, person};

/// Which tickets; what is left blank does not matter.
#[derive(Clone, serde::Deserialize, Default)]
#[serde(default)]
pub struct Params {
    q: String,
    state: String,
    department: String,
    urgency: String,
    /// Anything: those with a deadline that has passed.
    overdue: String,
    /// Anything: those that have ended.
    ended: String,
    after: String,
}

struct Row {
    id: String,
    external_id: Option<String>,
    text: String,
    states: Vec<String>,
    urgency: Urgency,
    urgency_word: &'static str,
    level: u32,
    category: Option<String>,
    department: Option<String>,
    next_department: Option<String>,
    class: Option<String>,
    front: Option<String>,
    due: Option<Due>,
    paused: bool,
    ended_at: Option<String>,
}

#[derive(Template)]
#[template(path = "tickets/queue.html")]
struct QueuePage<'a> {
    f: &'a Frame,
    t: &'static TicketTexts,
    asked: &'a Params,
    states: Vec<(String, String)>,
    departments: Vec<(String, String)>,
    urgencies: [(Urgency, &'static str); 3],
    classes: Vec<(String, String)>,
    /// How many are open, and how many of them overdue, in words.
    open: String,
    overdue: Option<String>,
    rows: Vec<Row>,
    next: Option<String>,
    /// Whether there is no ticket at all.
    empty: bool,
    examples: [(&'static str, RegisterForm); 3],
    form: RegisterForm,
    refused: Option<NotRegistered>,
}

impl QueuePage<'_> {
    /// What is wrong with a field of the form that registers.
    fn wrong(&self, field: &str) -> Option<&NotRegistered> {
        self.refused.as_ref().filter(|refused| refused.field == field)
    }

    fn is_searched(&self) -> bool {
        !self.asked.q.trim().is_empty()
    }
}

/// `GET /tickets`.
pub async fn queue(State(app): State<Arc<App>>, f: Frame, Query(asked): Query<Params>) -> Response {
    page(app, f, asked, RegisterForm::blank(), None).await
}

/// The queue with a form that registers, as it was sent where it was not taken.
pub async fn page(
    app: Arc<App>,
    f: Frame,
    asked: Params,
    form: RegisterForm,
    refused: Option<(StatusCode, NotRegistered)>,
) -> Response {
    let (snapshot, t) = (app.snapshot(), TicketTexts::of(f.lang));
    let library = &snapshot.library;
    let search = search(&asked, library);
    let plain = search == TicketSearch::default();
    let looked = spawn_blocking(move || {
        let tickets = app.tickets();
        let found = tickets.search(&search)?;
        let others = !plain || !found.tickets.is_empty();
        // Nothing is open: whether there is anything at all decides what is said.
        let ended = TicketSearch { ended: true, ..TicketSearch::default() };
        let empty = !others && tickets.search(&ended)?.tickets.is_empty();
        Ok::<_, TicketError>((found, tickets.counts()?, empty))
    });
    let (found, counts, empty) = match looked.await {
        Ok(looked) => looked,
        Err(error) => return failed(&f, &error),
    };
    let names = Lexicon { library, lang: f.lang };
    let now = found.now;
    let (status, refused) = refused.map_or((StatusCode::OK, None), |(status, refused)| (status, Some(refused)));
    let state = |state: &fenzhen_engine::kb::State| (state.id.clone(), names.state(&state.id));
    let department = |department: &fenzhen_engine::kb::Department| (department.id.clone(), names.department(&department.id));
    let class = |class: &fenzhen_engine::kb::ClassTerms| (class.id.clone(), names.class(&class.id));
    let page = QueuePage {
        t,
        asked: &asked,
        states: library.workflow.states.iter().map(state).collect(),
        departments: library.departments.departments.iter().map(department).collect(),
        urgencies: [(Urgency::High, f.t.high), (Urgency::Medium, f.t.medium), (Urgency::Low, f.t.low)],
        classes: library.sla.classes.iter().map(class).collect(),
        open: t.counts.replace("{open}", &grouped(counts.open)),
        overdue: (counts.overdue > 0).then(|| t.counts_overdue.replace("{overdue}", &grouped(counts.overdue))),
        rows: found.tickets.into_iter().map(|ticket| row(ticket, names, &f, snapshot.calendar.zone(), now)).collect(),
        next: found.next,
        empty,
        examples: EXAMPLES.map(|text| (text, RegisterForm::blank())),
        form,
        refused,
        f: &f,
    };
    f.page(status, &page)
}

/// What is asked for. A state that ends is looked for among what has ended.
fn search(asked: &Params, library: &Library) -> TicketSearch {
    let said = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    let ends = library.workflow.state(&asked.state).is_some_and(|state| state.end);
    TicketSearch {
        words: asked.q.trim().to_owned(),
        department: said(&asked.department),
        state: said(&asked.state),
        urgency: Urgency::parse(&asked.urgency),
        overdue: !asked.overdue.is_empty(),
        ended: !asked.ended.is_empty() || ends,
        after: said(&asked.after),
    }
}

fn row(ticket: FoundTicket, names: Lexicon<'_>, f: &Frame, zone: &TimeZone, now: Timestamp) -> Row {
    let t = TicketTexts::of(f.lang);
    Row {
        states: ticket.states.iter().map(|state| names.state(state)).collect(),
        urgency: ticket.urgency,
        urgency_word: names::urgency(ticket.urgency, f.t),
        level: ticket.level,
        category: ticket.category.as_deref().map(|id| names.category(id)),
        department: ticket.department.as_deref().map(|id| names.department(id)),
        next_department: ticket.next_department.as_deref().map(|id| names.department(id)),
        class: ticket.class.as_deref().map(|id| names.class(id)),
        front: ticket.front.as_deref().map(|front| person(front, t)),
        due: ticket.next.as_ref().map(|(clock, due)| Due::at(names::clock(*clock, t), *due, zone, now, f.t)),
        paused: ticket.paused,
        ended_at: ticket.ended_at.map(|at| minute_on_clock(at, zone)),
        id: ticket.id,
        external_id: ticket.external_id,
        text: ticket.text,
    }
}

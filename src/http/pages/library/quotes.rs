//! `/library/symptom/…`: taking a customer's words into an entry. From a ticket one chooses the entry, from an entry the
//! ticket; either way the form of the entry opens with the sentence added, and nothing is saved.

use std::sync::Arc;

use askama::Template;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use fenzhen_engine::kb::is_entry_id;
use jiff::tz::TimeZone;

use crate::app::library::{EntryQuery, LibraryError, Quote, as_symptom};
use crate::app::{App, Complaint, SuggestError, SuggestOptions};
use crate::http::blocking::spawn_blocking;
use crate::http::pages::library::{category_name, refused};
use crate::http::pages::ui::format::on_clock;
use crate::http::pages::ui::frame::Frame;
use crate::http::pages::ui::texts::library::LibraryTexts;

use super::entries::edit::opened;
use super::posted::{PostedFields, field};

/// Entries or tickets of a page.
const LISTED: usize = 20;
/// Characters of a search that are looked at.
const LONGEST: usize = 100;

/// What to look for.
#[derive(serde::Deserialize, Default)]
#[serde(default)]
pub struct Params {
    ticket: String,
    q: String,
}

impl Params {
    fn words(&self) -> String {
        self.q.trim().chars().take(LONGEST).collect()
    }
}

/// An entry to choose.
struct Choice {
    id: String,
    title: String,
    category: String,
}

#[derive(Template)]
#[template(path = "library/quote_entry.html")]
struct WhichEntryPage<'a> {
    f: &'a Frame,
    c: &'static LibraryTexts,
    quote: &'a Quote,
    q: &'a str,
    choices: Vec<Choice>,
}

/// `GET /library/symptom?ticket=&q=`: which entry takes the words of a ticket.
pub async fn which_entry(State(app): State<Arc<App>>, f: Frame, Query(params): Query<Params>) -> Response {
    let (q, snapshot) = (params.words(), app.snapshot());
    let (words, lang) = (q.clone(), f.lang);
    let found = spawn_blocking(move || {
        let quote = app.library().quote_of(&params.ticket)?;
        let mut ids: Vec<String> = Vec::new();
        if words.is_empty() {
            let complaint = Complaint { text: quote.text.clone(), ..Complaint::default() };
            match app.desk().suggest(complaint, SuggestOptions::PREVIEW) {
                Ok(judged) => ids.extend(judged.suggestion.entries.into_iter().map(|entry| entry.id)),
                // What cannot be judged is near to nothing.
                Err(SuggestError::Complaint(_)) => {}
                Err(SuggestError::App(error)) => return Err(error.into()),
            }
        } else {
            let query = EntryQuery { text: Some(words), limit: LISTED, ..EntryQuery::default() };
            ids.extend(app.library().entries(&query)?.entries.into_iter().map(|entry| entry.id));
        }
        let choice = |id: String| {
            // Drafts are saved without a new snapshot.
            let entry = app.library().entry_at(&id, None).ok()?.entry?;
            let category = category_name(&snapshot.library, &entry.category, lang);
            Some(Choice { title: entry.title, category, id })
        };
        Ok((quote, ids.into_iter().filter_map(choice).collect()))
    });
    match found.await {
        Ok((quote, choices)) => {
            let c = LibraryTexts::of(f.lang);
            f.page(StatusCode::OK, &WhichEntryPage { f: &f, c, quote: &quote, q: &q, choices })
        }
        Err(error) => refused(&f, &error),
    }
}

#[derive(Template)]
#[template(path = "library/quote_ticket.html")]
struct WhichTicketPage<'a> {
    f: &'a Frame,
    c: &'static LibraryTexts,
    id: &'a str,
    title: &'a str,
    q: &'a str,
    tickets: Vec<Quote>,
    zone: TimeZone,
    /// Whether words were sent that say nothing.
    empty: bool,
}

impl WhichTicketPage<'_> {
    fn when(&self, quote: &Quote) -> String {
        on_clock(quote.at, &self.zone)
    }
}

/// `GET /library/symptom/{domain}/{slug}?q=`: which ticket an entry takes the words of.
pub async fn which_ticket(
    State(app): State<Arc<App>>,
    f: Frame,
    Path((domain, slug)): Path<(String, String)>,
    Query(params): Query<Params>,
) -> Response {
    tickets(app, &f, format!("{domain}/{slug}"), params.words(), false).await
}

async fn tickets(app: Arc<App>, f: &Frame, id: String, q: String, empty: bool) -> Response {
    let (wanted, words, zone) = (id.clone(), q.clone(), app.snapshot().calendar.zone().clone());
    let found = spawn_blocking(move || {
        Ok((app.library().entry_at(&wanted, None)?.entry.map(|entry| entry.title), app.library().quotes(&words, LISTED)?))
    });
    match found.await {
        Ok((title, tickets)) => {
            let title = title.as_deref().unwrap_or(&id);
            let page = WhichTicketPage { f, c: LibraryTexts::of(f.lang), id: &id, title, q: &q, tickets, zone, empty };
            f.page(if empty { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK }, &page)
        }
        Err(error) => refused(f, &error),
    }
}

/// `POST /library/symptom/{domain}/{slug}`: words that were pasted.
pub async fn take(
    State(app): State<Arc<App>>,
    f: Frame,
    Path((domain, slug)): Path<(String, String)>,
    Form(pairs): Form<PostedFields>,
) -> Response {
    let id = format!("{domain}/{slug}");
    if !is_entry_id(&id) {
        return refused(&f, &LibraryError::BadId(id));
    }
    match as_symptom(field(&pairs, "text")).as_str() {
        "" => tickets(app, &f, id, String::new(), true).await,
        text => opened(app, &f, &id, text).await,
    }
}

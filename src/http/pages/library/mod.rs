//! `/library`: how maintainers find, write, rehearse, publish and take back what agents see.
//!
//! Everything goes through [`crate::app::library`], as it does for programs; nothing is saved that its checks do not
//! let pass. What maintainers do beside writing entries (gaps, quotes, health, lexicon, cases) ends at the form of an entry
//! or at the rehearsal of a publication.

mod cases;
mod entries;
mod gaps;
mod health;
mod lexicon;
mod posted;
mod problems;
mod publish;
mod quotes;

use std::sync::Arc;

use axum::Router;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use fenzhen_engine::flow::event::NOBODY;
use fenzhen_engine::kb::{Library, Status};

use crate::app::library::{Author, LEXICON, LibraryError};
use crate::app::{App, AppError};

use super::ui::frame::Frame;
use super::ui::language::Lang;
use super::ui::texts::Texts;

/// Tickets looked back on by a page: what is judged again while somebody waits for it. The command reads more.
const TICKETS: usize = 1_000;

/// The routes.
pub fn router() -> Router<Arc<App>> {
    Router::new()
        .route("/library", get(entries::list::list))
        .route("/library/new", get(entries::edit::begin))
        .route("/library/entry/{domain}/{slug}", get(entries::entry::read))
        .route("/library/edit/{domain}/{slug}", get(entries::edit::edit).post(entries::edit::save))
        .route("/library/preview", post(entries::edit::preview))
        .route("/library/rehearse", post(publish::rehearse))
        .route("/library/publish", get(publish::ask).post(publish::publish))
        .route("/library/history/{domain}/{slug}", get(entries::history::history))
        .route("/library/rollback/{domain}/{slug}", post(entries::history::roll_back))
        .route("/library/gaps", get(gaps::list))
        .route("/library/gaps/draft", get(gaps::back).post(gaps::draft))
        .route("/library/symptom", get(quotes::which_entry))
        .route("/library/symptom/{domain}/{slug}", get(quotes::which_ticket).post(quotes::take))
        .route("/library/health", get(health::list))
        .route("/library/health/counts", get(health::counts))
        .route("/library/cases", get(cases::list))
        .route("/library/cases/{id}/revoke", post(cases::revoke))
        .route("/library/lexicon", get(lexicon::edit).post(lexicon::look))
        .route("/library/lexicon/segment", post(lexicon::segment))
        .route("/library/lexicon/merge", post(lexicon::merge))
        .route("/library/lexicon/rehearse", get(lexicon::back).post(lexicon::rehearse))
}

/// Somebody by the name a reader knows.
fn person(name: &str, t: &'static Texts) -> String {
    if name == NOBODY { t.nobody.to_owned() } else { name.to_owned() }
}

/// A domain by the name a reader knows.
fn domain_name(library: &Library, id: &str, lang: Lang) -> String {
    library.taxonomy.domain(id).map_or_else(|| id.to_owned(), |domain| lang.of(&domain.names).to_owned())
}

/// The page of what somebody names: an entry, or a file that is none.
fn home(name: &str) -> String {
    if LEXICON.contains(&name) { "/library/lexicon".to_owned() } else { format!("/library/entry/{name}") }
}

/// What a reader is told of a refusal that no form can fix.
fn refused(f: &Frame, error: &LibraryError) -> Response {
    match error {
        LibraryError::NotFound(_) => f.missing(),
        LibraryError::BadId(_) => f.failure(StatusCode::UNPROCESSABLE_ENTITY, f.t.not_done, f.t.new_id),
        LibraryError::NothingToPublish => f.failure(StatusCode::UNPROCESSABLE_ENTITY, f.t.not_done, f.t.nothing),
        LibraryError::App(AppError::NoSuchRevision(_)) => f.missing(),
        LibraryError::App(AppError::Busy) => f.failure(StatusCode::SERVICE_UNAVAILABLE, f.t.broken, f.t.broken_mend),
        LibraryError::App(other) => {
            tracing::error!(error = %other, "a page of the library failed");
            f.broken()
        }
        LibraryError::Conflict(_)
        | LibraryError::Problems(_)
        | LibraryError::Blocked(_)
        | LibraryError::IsPublished(_)
        | LibraryError::WouldPublish(_)
        | LibraryError::BadPath(_)
        | LibraryError::NamedTwice(_)
        | LibraryError::NoStatus(_)
        | LibraryError::Overtaken => f.failure(StatusCode::CONFLICT, f.t.not_done, &error.to_string()),
    }
}

fn author(f: &Frame, note: &str) -> Author {
    Author { name: f.author(), note: note.to_owned() }
}

fn status_name(t: &'static Texts, status: Status) -> &'static str {
    match status {
        Status::Draft => t.draft,
        Status::Review => t.review,
        Status::Published => t.published,
        Status::Retired => t.retired,
    }
}

fn category_name(library: &Library, id: &str, lang: Lang) -> String {
    library.taxonomy.get(id).map_or_else(|| id.to_owned(), |category| lang.of(&category.names).to_owned())
}

fn department_name(library: &Library, id: &str, lang: Lang) -> String {
    library.departments.get(id).map_or_else(|| id.to_owned(), |department| lang.of(&department.names).to_owned())
}

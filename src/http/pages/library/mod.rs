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

use axum::http::StatusCode;
use axum::response::Response;
use fenzhen_engine::kb::{Library, Status};

use crate::app::AppError;
use crate::app::access::Role;
use crate::app::library::{Author, LEXICON, LibraryError};
use crate::http::guarded::GuardedRouter;

use super::ui::frame::Frame;
use super::ui::language::Lang;
use super::ui::names::Lexicon;
use super::ui::texts::Texts;

/// Tickets looked back on by a page: what is judged again while somebody waits for it. The command reads more.
const TICKETS: usize = 1_000;

/// The routes.
pub fn router() -> GuardedRouter {
    GuardedRouter::new()
        .get("/library", Role::Agent, entries::list::list)
        .get("/library/new", Role::Agent, entries::edit::begin)
        .get("/library/entry/{domain}/{slug}", Role::Agent, entries::entry::read)
        .get("/library/edit/{domain}/{slug}", Role::Maintainer, entries::edit::edit)
        .post("/library/edit/{domain}/{slug}", Role::Maintainer, entries::edit::save)
        .post("/library/preview", Role::Maintainer, entries::edit::preview)
        .post("/library/rehearse", Role::Maintainer, publish::rehearse)
        .get("/library/publish", Role::Maintainer, publish::ask)
        .post("/library/publish", Role::Publisher, publish::publish)
        .get("/library/history/{domain}/{slug}", Role::Agent, entries::history::history)
        .post("/library/rollback/{domain}/{slug}", Role::Publisher, entries::history::roll_back)
        .get("/library/gaps", Role::Maintainer, gaps::list)
        .get("/library/gaps/draft", Role::Maintainer, gaps::back)
        .post("/library/gaps/draft", Role::Maintainer, gaps::draft)
        .get("/library/symptom", Role::Maintainer, quotes::which_entry)
        .get("/library/symptom/{domain}/{slug}", Role::Maintainer, quotes::which_ticket)
        .post("/library/symptom/{domain}/{slug}", Role::Maintainer, quotes::take)
        .get("/library/health", Role::Maintainer, health::list)
        .get("/library/health/counts", Role::Maintainer, health::counts)
        .get("/library/cases", Role::Agent, cases::list)
        .post("/library/cases/{id}/revoke", Role::Maintainer, cases::revoke)
        .get("/library/lexicon", Role::Maintainer, lexicon::edit)
        .post("/library/lexicon", Role::Maintainer, lexicon::look)
        .post("/library/lexicon/segment", Role::Maintainer, lexicon::segment)
        .post("/library/lexicon/merge", Role::Maintainer, lexicon::merge)
        .get("/library/lexicon/rehearse", Role::Maintainer, lexicon::back)
        .post("/library/lexicon/rehearse", Role::Maintainer, lexicon::rehearse)
}

/// A domain by the name a reader knows.
fn domain_name(library: &Library, id: &str, lang: Lang) -> String {
    library.taxonomy.domain(id).map_or_else(|| id.to_owned(), |domain| lang.of(&domain.names).to_owned())
}

/// The page of what somebody names: an entry, or another file.
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
        LibraryError::App(AppError::Busy) => f.failure(StatusCode::SERVICE_UNAVAILABLE, f.t.broken, f.t.broken_fix),
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
    Lexicon { library, lang }.category(id)
}

fn department_name(library: &Library, id: &str, lang: Lang) -> String {
    Lexicon { library, lang }.department(id)
}

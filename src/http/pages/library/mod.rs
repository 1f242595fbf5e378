//! `/library`: how maintainers find, write, rehearse, publish and take back what agents see.
//!
//! Everything goes through [`crate::app::library`], as it does for programs; nothing is saved that its gate does not pass.

pub(crate) mod cases;
pub(crate) mod entries;
pub(crate) mod gaps;
pub(crate) mod health;
pub mod lexicon;
pub(super) mod problems;
pub(super) mod publish;
pub(crate) mod quotes;
pub(crate) mod upkeep;

use axum::http::StatusCode;
use axum::response::Response;
use fenzhen_engine::kb::{Library, Status};

use crate::app::AppError;
use crate::app::access::Role;
use crate::app::library::{Author, CurateError, LEXICON};
use crate::http::guarded::GuardedRouter;

use super::ui::frame::Frame;
use super::ui::language::Lang;
use super::ui::texts::Texts;

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
}

/// A domain by the name a reader knows.
pub(super) fn domain_name(library: &Library, id: &str, lang: Lang) -> String {
    library.taxonomy.domain(id).map_or_else(|| id.to_owned(), |domain| lang.of(&domain.names).to_owned())
}

/// The page of what somebody names: an entry, or a file that is none.
fn home(name: &str) -> String {
    if LEXICON.contains(&name) { "/library/lexicon".to_owned() } else { format!("/library/entry/{name}") }
}

/// What a reader is told of a refusal that no form mends.
pub(super) fn refused(f: &Frame, error: &CurateError) -> Response {
    match error {
        CurateError::NotFound(_) => f.missing(),
        CurateError::BadId(_) => f.failure(StatusCode::UNPROCESSABLE_ENTITY, f.t.not_done, f.t.new_id),
        CurateError::Nothing => f.failure(StatusCode::UNPROCESSABLE_ENTITY, f.t.not_done, f.t.nothing),
        CurateError::App(AppError::NoSuchRevision(_)) => f.missing(),
        CurateError::App(AppError::Busy) => f.failure(StatusCode::SERVICE_UNAVAILABLE, f.t.broken, f.t.broken_mend),
        CurateError::App(other) => {
            tracing::error!(error = %other, "a page of the library failed");
            f.broken()
        }
        other => f.failure(StatusCode::CONFLICT, f.t.not_done, &other.to_string()),
    }
}

pub(super) fn author(f: &Frame, note: &str) -> Author {
    Author { name: f.author(), note: note.to_owned() }
}

pub(super) fn status_name(t: &'static Texts, status: Status) -> &'static str {
    match status {
        Status::Draft => t.draft,
        Status::Review => t.review,
        Status::Published => t.published,
        Status::Retired => t.retired,
    }
}

pub(super) fn category_name(library: &Library, id: &str, lang: Lang) -> String {
    library.taxonomy.get(id).map_or_else(|| id.to_owned(), |category| lang.of(&category.names).to_owned())
}

pub(super) fn department_name(library: &Library, id: &str, lang: Lang) -> String {
    library.departments.get(id).map_or_else(|| id.to_owned(), |department| lang.of(&department.names).to_owned())
}

//! The maintainer's routes: the library's entries, their history, and publishing.

mod entries;
mod files;
pub(crate) mod health;
mod history;
mod problem;
mod publish;
mod rollback;

use std::time::Duration;

use fenzhen_engine::flow::event::NOBODY;
use utoipa_axum::routes;

use crate::app::access::{Caller, Role};
use crate::app::library::Author;
use crate::http::guarded::GuardedRouter;

/// A rehearsal trains a model and judges thousands of tickets: it may take this many times as long as a suggestion.
const PATIENCE: u32 = 12;

/// The routes, with a time limit of their own; `timeout` is that of a suggestion.
pub fn routes(timeout: Duration) -> GuardedRouter {
    GuardedRouter::new()
        .routes(Role::Agent, routes!(entries::list))
        .routes(Role::Agent, routes!(entries::read))
        .routes(Role::Maintainer, routes!(entries::save))
        .routes(Role::Agent, routes!(history::history))
        .routes(Role::Agent, routes!(history::diff))
        .routes(Role::Agent, routes!(history::revisions))
        .routes(Role::Publisher, routes!(publish::publish))
        .routes(Role::Maintainer, routes!(publish::rehearse))
        .routes(Role::Publisher, routes!(rollback::roll_back))
        .routes(Role::Agent, routes!(files::list))
        .routes(Role::Agent, routes!(files::read))
        .routes(Role::Agent, routes!(files::history))
        .routes(Role::Agent, routes!(files::diff))
        .routes(Role::Publisher, routes!(rollback::roll_back_file))
        .time_limit(timeout * PATIENCE)
}

/// Who changes something: the name of their token, else what they call themselves.
fn author(caller: Caller, given: Option<String>, note: Option<String>) -> Author {
    let name = caller.author(given).filter(|name| !name.trim().is_empty()).unwrap_or_else(|| NOBODY.to_owned());
    Author { name, note: note.unwrap_or_default() }
}

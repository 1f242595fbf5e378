//! What maintainers do beside writing entries: see what nothing answers, take customers' words in, look after the health
//! of the library, its lexicon and its cases.
//!
//! Nothing is saved or published here: every way ends at the form of an entry or at the gate of [`crate::http::pages::library`].

use crate::app::access::Role;
use crate::http::guarded::GuardedRouter;

pub use super::health::{Matter, about, matters};

/// Tickets looked back on by a page: what is judged again while somebody waits for it. The command reads more.
pub const TICKETS: usize = 1_000;

/// The routes.
pub fn router() -> GuardedRouter {
    GuardedRouter::new()
        .get("/library/gaps", Role::Maintainer, super::gaps::list)
        .get("/library/gaps/draft", Role::Maintainer, super::gaps::back)
        .post("/library/gaps/draft", Role::Maintainer, super::gaps::draft)
        .get("/library/symptom", Role::Maintainer, super::quotes::which_entry)
        .get("/library/symptom/{domain}/{slug}", Role::Maintainer, super::quotes::which_ticket)
        .post("/library/symptom/{domain}/{slug}", Role::Maintainer, super::quotes::take)
        .get("/library/health", Role::Maintainer, super::health::list)
        .get("/library/health/counts", Role::Maintainer, super::health::counts)
        .get("/library/cases", Role::Agent, super::cases::list)
        .post("/library/cases/{id}/revoke", Role::Maintainer, super::cases::revoke)
        .get("/library/lexicon", Role::Maintainer, super::lexicon::edit)
        .post("/library/lexicon", Role::Maintainer, super::lexicon::look)
        .post("/library/lexicon/segment", Role::Maintainer, super::lexicon::segment)
        .post("/library/lexicon/merge", Role::Maintainer, super::lexicon::merge)
        .get("/library/lexicon/rehearse", Role::Maintainer, super::lexicon::back)
        .post("/library/lexicon/rehearse", Role::Maintainer, super::lexicon::rehearse)
}

//! What maintainers do beside writing entries: see what nothing answers, take customers' words in, look after the health
//! of the library, its lexicon and its cases.
//!
//! Nothing is saved or published here: every way ends at the form of an entry or at the gate of [`crate::http::pages::library`].

use std::sync::Arc;

use axum::Router;
use axum::routing::{get, post};

use crate::app::App;

pub use super::health::{Matter, about, matters};

/// Tickets looked back on by a page: what is judged again while somebody waits for it. The command reads more.
pub const TICKETS: usize = 1_000;

/// The routes.
pub fn router() -> Router<Arc<App>> {
    Router::new()
        .route("/library/gaps", get(super::gaps::list))
        .route("/library/gaps/draft", get(super::gaps::back).post(super::gaps::draft))
        .route("/library/symptom", get(super::quotes::which_entry))
        .route("/library/symptom/{domain}/{slug}", get(super::quotes::which_ticket).post(super::quotes::take))
        .route("/library/health", get(super::health::list))
        .route("/library/health/counts", get(super::health::counts))
        .route("/library/cases", get(super::cases::list))
        .route("/library/cases/{id}/revoke", post(super::cases::revoke))
        .route("/library/lexicon", get(super::lexicon::edit).post(super::lexicon::look))
        .route("/library/lexicon/segment", post(super::lexicon::segment))
        .route("/library/lexicon/merge", post(super::lexicon::merge))
        .route("/library/lexicon/rehearse", get(super::lexicon::back).post(super::lexicon::rehearse))
}

//! What maintainers do beside writing entries: see what nothing answers, take customers' words in, look after the health
//! of the library, its lexicon and its cases.
//!
//! Nothing is saved or published here: every way ends at the form of an entry or at the gate of [`super::library`].

mod cases;
mod gaps;
mod health;
pub mod lexicon;
mod lexicon_files;
mod symptom;

use std::sync::Arc;

use axum::Router;
use axum::routing::{get, post};

use crate::app::App;

pub use health::{Matter, about, matters};

/// Tickets looked back on by a page: what is judged again while somebody waits for it. The command reads more.
pub const TICKETS: usize = 1_000;

/// The routes.
pub fn router() -> Router<Arc<App>> {
    Router::new()
        .route("/library/gaps", get(gaps::list))
        .route("/library/gaps/draft", get(gaps::back).post(gaps::draft))
        .route("/library/symptom", get(symptom::which_entry))
        .route("/library/symptom/{domain}/{slug}", get(symptom::which_ticket).post(symptom::take))
        .route("/library/health", get(health::list))
        .route("/library/health/counts", get(health::counts))
        .route("/library/cases", get(cases::list))
        .route("/library/cases/{id}/revoke", post(cases::revoke))
        .route("/library/lexicon", get(lexicon::edit).post(lexicon::look))
        .route("/library/lexicon/segment", post(lexicon::segment))
        .route("/library/lexicon/merge", post(lexicon::merge))
        .route("/library/lexicon/rehearse", get(lexicon::back).post(lexicon::rehearse))
}

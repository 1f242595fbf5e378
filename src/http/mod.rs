//! HTTP: the service's routes, wire errors and pages. It knows the journeys of [`crate::app`] and nothing beneath them.

mod access;
mod body;
mod cases;
mod curate;
mod events;
mod feedback;
mod health;
mod library_health;
mod openapi;
mod pages;
mod problem;
mod reader;
mod reports;
mod router;
mod runs;
mod serve;
mod session;
mod suggest;
mod tickets;

/// The policy of a report that stands for itself: its styles are in it, it has no script, and nothing else may be loaded.
const STANDALONE_POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'; sandbox";

pub use problem::ProblemDocument;
pub use router::router;
pub use serve::{ServeError, serve};

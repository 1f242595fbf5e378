//! HTTP: the service's routes, wire errors and pages. It knows the journeys of [`crate::app`] and nothing beneath them.

mod access;
pub(crate) mod api;
mod blocking;
mod body;
mod client;
mod guarded;
mod pages;
mod problem;
mod router;
mod serve;
mod session;

/// The policy of a report that stands for itself: its styles are in it, it has no script, and nothing else may be loaded.
const STANDALONE_POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'; sandbox";

pub use guarded::{Access, AccessTable};
pub use problem::ProblemDocument;
pub use router::{access_table, router};
pub use serve::{ServeError, serve};

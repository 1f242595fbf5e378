//! HTTP: the service's routes, wire errors and pages. It knows the journeys of [`crate::app`] and nothing beneath them.

mod access;
mod body;
mod cases;
mod curate;
mod feedback;
mod health;
mod library_health;
mod openapi;
mod pages;
mod problem;
mod router;
mod runs;
mod serve;
mod suggest;

pub use problem::ProblemDocument;
pub use router::router;
pub use serve::{ServeError, serve};

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

pub use problem::ProblemDocument;
pub use router::router;
pub use serve::{ServeError, serve};

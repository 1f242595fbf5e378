//! HTTP: the service's routes, wire errors and pages. It knows the journeys of [`crate::app`] and nothing beneath them.

mod access;
mod body;
mod cases;
mod curate;
mod feedback;
mod health;
mod openapi;
mod pages;
mod problem;
mod reader;
mod router;
mod serve;
mod session;
mod suggest;

pub use problem::ProblemDocument;
pub use router::router;
pub use serve::{ServeError, serve};

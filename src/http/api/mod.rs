//! The routes for programs, version 1, one file a feature.

pub(crate) mod alarms;
pub(crate) mod cases;
pub(crate) mod events;
pub(crate) mod health;
pub(crate) mod library;
pub(crate) mod openapi;
mod options;
pub(crate) mod reports;
pub(crate) mod runs;
pub(crate) mod suggest;
pub(crate) mod tickets;
pub(crate) mod webhooks;

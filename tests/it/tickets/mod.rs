//! The life of a ticket: registered, acted on, found, and on disk before anybody is told.

mod forms;
mod kill;
mod life;
mod record;
mod search;

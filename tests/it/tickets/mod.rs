//! The life of a ticket: registered, acted on, found, and on disk before anybody is told.

mod forms;
mod kill;
mod life;
mod people;
mod record;
mod routes;
mod search;
mod standings;

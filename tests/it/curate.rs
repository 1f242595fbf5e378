//! Promises of curation: revisions, the gate, readers that are never interrupted, and writes that are never lost.

mod command;
mod editors;
mod files;
mod gate;
mod impact;
mod kill;
mod lexicon;
pub mod library;
mod readers;
mod revisions;
mod roles;
mod watch;

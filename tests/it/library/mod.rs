//! Promises of the library: revisions, rehearsals, readers that are never interrupted, and writes that are never lost.

mod editors;
mod files;
pub mod fixture;
mod health;
mod impact;
mod import_pack;
mod import_spreadsheet;
mod kb_command;
mod kill;
mod lexicon;
mod readers;
mod rehearsal;
mod revisions;
mod roles;
mod watch;

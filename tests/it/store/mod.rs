//! The database and its copies.

mod backup;
mod database;

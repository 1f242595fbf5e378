//! One binary for all integration tests: linking is the slow part.

mod access;
mod backup;
mod browser;
mod cold_start;
mod command;
mod contract;
mod curate;
mod documents;
mod evaluate;
mod feedback;
mod http;
mod import;
mod index_cache;
mod kb_check;
mod layers;
mod learn;
mod learned_file;
mod program;
mod promises;
mod service;
mod signals;
mod store;
mod text;

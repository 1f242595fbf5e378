//! One binary for all integration tests: linking is the slow part.

mod cold_start;
mod command;
mod contract;
mod curate;
mod documents;
mod http;
mod index_cache;
mod kb_check;
mod layers;
mod learn;
mod program;
mod promises;
mod service;
mod signals;
mod store;
mod text;

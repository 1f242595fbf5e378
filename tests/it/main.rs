//! One binary for all integration tests: linking is the slow part.

mod browser;
mod cases;
mod cli;
mod engine;
mod house;
mod http;
mod library;
mod reports;
mod runs;
mod store;
mod support;
mod tables;
mod tickets;
mod webhooks;

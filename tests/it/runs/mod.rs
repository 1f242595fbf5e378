//! Batch re-triage: a backlog in, a report out, nothing half-done.

mod afterwards;
mod begin;
mod compare;
pub mod fixture;
mod form;
mod journey;
mod reading;
mod registered;
mod results;
mod resume;
mod service;
mod tables;

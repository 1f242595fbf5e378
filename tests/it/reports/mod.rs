//! Reports and alarms.

mod pages;
mod review;

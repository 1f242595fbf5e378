//! fenzhen 分诊: triage for complaint tickets.
//!
//! A complaint's text goes in; category, responsible department, urgency, key facts and handling steps come out, with
//! the words that made it say so. `ARCHITECTURE.md` has the map; each layer imports lower ones only:
//! `text <- kb <- { index, learn, flow } <- triage <- store <- app <- { http, cli }`.

pub mod api;
pub mod app;
pub mod cli;
pub mod http;
pub mod store;
pub mod tables;

//! fenzhen 分诊: triage for complaint tickets.
//!
//! A complaint's text goes in; category, responsible department, urgency, key facts and handling steps come out, with
//! the words that made it say so. This is the program: the database, the journeys, the service and the command, around
//! the engine that judges (`fenzhen_engine`, a crate of its own). `ARCHITECTURE.md` has the map; each layer imports
//! lower ones only: `tables <- store <- app <- api <- { http, cli }`.
//!
//! [`app::App`] opens a database and holds everything together; [`http::router`] is its service, ready to be nested in
//! another (`examples/serve.rs`); [`run`] is the whole command.
//!
//! ```no_run
//! use std::sync::Arc;
//!
//! use fenzhen::app::access::Door;
//! use fenzhen::app::{App, Clock, Settings};
//!
//! let settings = Settings { db: "tickets.db".into(), ..Settings::default() };
//! let app = Arc::new(App::open(settings, Clock::System)?);
//! println!("{} entries can answer", app.snapshot().index.forward().len());
//! let service = fenzhen::http::router(app, Door::Loopback);
//! # drop(service);
//! # Ok::<(), fenzhen::app::AppError>(())
//! ```

pub mod api;
pub mod app;
mod cli;
mod command;
pub mod http;
pub mod store;
pub mod tables;

pub use command::run;

//! The triage engine of fenzhen 分诊.
//!
//! A complaint's text goes in; category, responsible department, urgency, key facts and handling steps come out, with
//! the words that made it say so. Nothing here reads a clock, the network or randomness: equal inputs give equal bytes.
//!
//! A pack of files ([`PackFiles`]) is read ([`parse`]) and checked ([`check`]), built into a [`Snapshot`] that any number of
//! threads may ask at once, and asked ([`suggest`]):
//!
//! ```
//! use fenzhen_engine::{Home, Knowledge, Outcome, PackFiles, Policy, Snapshot, Ticket, parse, suggest};
//!
//! let library = parse(&PackFiles::embedded()).library;
//! let knowledge = Knowledge { library, ..Knowledge::default() };
//! let policy = Policy::default();
//! let snapshot = Snapshot::build(knowledge, policy.error_target, |_| Home::Memory)?;
//!
//! let text = "宽带从昨晚八点开始上不了网，光猫一直闪红灯".to_owned();
//! let received_at = "2026-11-23T09:00:00+08:00".parse()?;
//! let ticket = Ticket { id: None, title: String::new(), text, received_at };
//! let suggestion = suggest(&snapshot, &ticket, &policy)?;
//! assert_eq!(suggestion.outcome, Outcome::Answer);
//! assert_eq!(suggestion.categories[0].id, "telecom/fault/broadband");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Each layer imports lower ones only: `text <- kb <- { index, learn, flow } <- triage`.

pub mod flow;
pub mod index;
pub mod kb;
pub mod learn;
pub mod text;
pub mod triage;

// What embedding takes; the modules have the rest.
pub use index::Home;
pub use kb::{Case, Entry, Library, PackFiles, Problem, check, parse};
pub use triage::{Evidence, Knowledge, Outcome, Policy, Snapshot, SnapshotError, Suggestion, Ticket, self_check, suggest};

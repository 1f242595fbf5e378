//! The knowledge: entries, taxonomy, departments, slots, service levels and lexicon, read from the files of a pack and
//! checked by named checks.
//!
//! [`PackFiles`] holds the files; [`parse`] turns them into a [`Library`]; [`check`] says everything that is wrong with
//! them as [`Problem`]s, each with its file, line and how to fix it. Reading never fails and never stops: what cannot
//! be read is named by a problem and stands as an empty or a cautious value, so that one pass finds all there is to fix.
//!
//! This layer reads no clock, no network and no randomness, and files only where a pack is read from or written to a
//! folder. It knows nothing of tickets, scores or the database, and never changes what a pack says.

mod baseline;
mod case;
mod checks;
mod department;
mod diff;
mod diff_lines;
mod entry;
mod entry_toml;
mod ids;
mod labels;
mod lexicon;
mod library;
mod limits;
mod names;
mod pack;
mod parsed;
mod problem;
mod read;
mod sla;
mod slot;
mod taxonomy;
mod within;
mod words;
mod workflow;

pub use baseline::{Baseline, BaselineText};
pub use case::Case;
pub use checks::{Check, OCCASIONS, check, check_entry, checks};
pub use department::{Department, Departments};
pub use diff::{FieldChange, diff};
pub use diff_lines::diff_lines;
pub use entry::{Entry, EntryCase, Expect, Script, Status, Step};
pub use entry_toml::{entry_to_toml, quoted};
pub use ids::is_entry_id;
pub use labels::Labels;
pub use lexicon::{Lexicon, Risk};
pub use library::{EntryEdit, Library};
pub use limits::{FILE_BYTES, PACK_FILES, PATTERN_BYTES};
pub use names::Names;
pub use pack::PackFiles;
pub use parsed::{Parsed, parse, parse_entry};
pub use problem::{Named, Problem, Severity, sort};
pub use sla::{
    BusinessHours, ClassTerms, ClockKind, DayOff, EscalationLevel, HIGHEST_LEVEL, Limits, Progress, Shorter, Sla, Terms,
};
pub use slot::{Slot, Slots};
pub use taxonomy::{Category, Domain, Taxonomy};
pub use within::{Within, WithinUnit};
pub use words::Urgency;
pub use workflow::{
    Advice, ClockName, Fact, OWN, Route, Satisfaction, Scenario, State, Survey, Transition, Workflow, WorkflowRole,
};

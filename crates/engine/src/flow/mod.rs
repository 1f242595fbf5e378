//! Flow: the ticket's life as pure functions. The workflow as a net and its soundness; the business calendar; a ticket's
//! events and the life folded from them; its clocks, and what they fire; what may be done next; reply drafts; alarms.
//!
//! It reads no clock: every function is told the instants it works with. It keeps nothing and knows no database.

pub mod act;
pub mod alarm;
mod calendar;
mod clocks;
mod draft;
pub mod event;
mod hours;
mod life;
mod net;
pub mod people;
mod refusal;
mod runs;

pub use act::ActionRules;
pub use calendar::{Calendar, CalendarError, Pause};
pub use clocks::{Deadline, Levels, Standing};
pub use draft::{Draft, RESULT_OCCASION, draft};
pub use event::{Event, LoggedEvent};
pub use life::{Life, Promised, Transfer};
pub use net::{CHECKS as WORKFLOW_CHECKS, Marking, Token, check as check_workflow, fire, token};
pub use refusal::{Agreed, Refusal};
pub use runs::{Run, RunEnd};

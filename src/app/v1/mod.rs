//! Version 1 of what goes over the wire: requests and answers of the HTTP service, and the command's `--json`.
//!
//! Only shapes and names; what they hold is judged elsewhere. A field is added here, never renamed or removed.

mod feedback;
mod library_health;
mod request;
mod suggestion;
mod view;

pub(super) use view::model;

pub use feedback::{CaseList, CaseView, FeedbackAnswer, FeedbackRequest, RevokeRequest, Verdict};
pub use library_health::{
    Conflict, DraftEntry, DueEntry, EntryRef, Found, Gap, LibraryHealth, NearDuplicate, TicketsRead, UnknownWord, Witness,
};
pub use request::SuggestRequest;
pub use suggestion::{
    AgainstView, Alternative, CalibrationView, Choice, EntryView, EvidenceView, MissingSlot, ReasonView, ScriptView, SignalView,
    StepView, Suggestion, UrgencyView,
};

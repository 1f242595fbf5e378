//! The library over the wire: entries, files and their history, publishing, health, and what imports and comparisons say.

mod entries;
mod exchange;
mod health;
mod history;
mod knowledge;
mod publish;
mod request;

pub use entries::{EntryAt, EntryPage, EntrySummary, FileAt, FileList, FileSummary, Saved};
pub use exchange::{FileChange, Import, ImportConflict, Side};
pub use health::{
    Conflict, DraftEntry, DueEntry, EntryRef, Found, Gap, LibraryHealth, NearDuplicate, TicketsRead, UnknownWord, Witness,
};
pub use history::{EntryDiff, Revised, RevisionPage, Waiver};
pub use knowledge::{
    CaseExpectation, EntryCaseView, EntryFileView, EntryStatus, EntryStepView, FieldChangeView, ProblemSeverity, ProblemView,
    UrgencyLevel,
};
pub use publish::{CasesAsked, Impact, MovedTicket, Published, Rehearsal, TopSuggestion, WeighedWord};
pub use request::{FileRequest, FileRollBackRequest, PublishRequest, RollBackRequest, SaveRequest};

//! Curation: how the library changes while agents keep asking.
//!
//! Every change is a new revision of pack files, written in one transaction and then swapped in as one snapshot. Drafts
//! are saved freely; what agents see changes only through [`App::publish`](super::App::publish), which shows first what
//! it would do. Nothing is ever overwritten: who saves on top of what they have not read gets both versions back.

mod gate;
mod history;
mod publish;
mod save;
mod status;

pub(super) use gate::new_ones;
pub use gate::{Impact, Moved, Rehearsal};
pub use history::{EntryAt, EntrySummary};
pub use publish::{Publication, Published};
pub use save::{Conflict, CurateError, Saved};

/// Who changes the library, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Author {
    /// Who.
    pub name: String,
    /// Why, in their words; at most 500 characters are kept.
    pub note: String,
}

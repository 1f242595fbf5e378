//! Curation: how the library changes while agents keep asking.
//!
//! Every change is a new revision of pack files, written in one transaction. Drafts are saved freely and touch nothing
//! that answers; what agents see changes only through [`App::publish`](super::App::publish), which shows first what it
//! would do and then swaps one snapshot in. Nothing is ever overwritten unseen: who saves on top of what they have not
//! read gets both versions back.

mod compare;
mod error;
mod few;
mod gate;
mod history;
mod impact;
mod keep;
mod list;
mod merged;
mod place;
mod publish;
mod said;
mod save;
mod segmented;
mod status;
mod template;
pub(in crate::app) mod turns;

use std::sync::Mutex;
use std::sync::atomic::AtomicI64;

pub use compare::FileChange;
pub use error::{Conflict, CurateError};
pub(super) use gate::new_ones;
pub use gate::{Asked, Rehearsal, Verdict};
pub use history::{EntryAt, FileAt, FileSummary, Page, Revised, RevisionPage};
pub use impact::{Because, Impact, Moved, Shown};
pub use keep::Saved;
pub use list::{EntryPage, EntryQuery, EntrySummary};
pub use merged::merged_lines;
pub use publish::{FileEdit, MOST_TICKETS, Publication, Published, TICKETS};
pub use said::{Said, as_symptom};
pub use segmented::{Applied, Cut, LEXICON, Piece, Segmented};
pub use template::is_placeholder;

/// Who changes the library, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Author {
    /// Who; at most 100 characters are kept.
    pub name: String,
    /// Why, in their words; at most 500 characters are kept.
    pub note: String,
}

/// What curation remembers while the program runs.
#[derive(Default)]
pub(super) struct Curation {
    /// Held while a publication is rehearsed and kept: one after the other, so that rehearsals take one model's time and
    /// memory however many ask.
    publishing: Mutex<()>,
    /// Who waits for that.
    turns: turns::Turns,
    /// Held while the snapshot is brought up to date: no older one replaces a newer.
    building: Mutex<()>,
    /// The newest revision that was seen to answer as the snapshot does.
    seen: AtomicI64,
    /// Snapshots of earlier revisions.
    pub(in crate::app) past: super::desk::as_of::Past,
    /// The lexicon that was tried last.
    tried: segmented::Tried,
}

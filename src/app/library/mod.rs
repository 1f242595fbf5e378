//! Curation: how the library changes while agents keep asking.
//!
//! Every change is a new revision of pack files, written in one transaction. Drafts are saved freely and touch nothing
//! that answers; what agents see changes only through [`App::publish`](super::App::publish), which shows first what it
//! would do and then swaps one snapshot in. Nothing is ever overwritten unseen: who saves on top of what they have not
//! read gets both versions back.

pub(in crate::app) mod admission_limit;
pub(crate) mod check;
mod commit;
pub(crate) mod entries;
mod error;
pub(crate) mod exchange;
pub mod health;
pub(crate) mod lexicon;
mod paths;
pub(crate) mod publish;

use std::sync::Mutex;
use std::sync::atomic::AtomicI64;

pub use commit::Saved;
pub use entries::history::{EntryAt, FileAt, FileSummary, Page, Revised, RevisionPage};
pub use entries::list::{EntryPage, EntryQuery, EntrySummary};
pub use entries::quotes::{Said, as_symptom};
pub use entries::template::is_placeholder;
pub use error::{Conflict, CurateError};
pub use exchange::compare::FileChange;
pub use lexicon::merge::merged_lines;
pub use lexicon::preview::{Applied, Cut, LEXICON, Piece, Segmented};
pub use publish::impact::{Because, Impact, Moved, Shown};
pub use publish::publication::{FileEdit, MOST_TICKETS, Publication, Published, TICKETS};
pub use publish::rehearsal::{Asked, Rehearsal, Verdict};

pub(super) use publish::rehearsal::new_ones;

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
    turns: admission_limit::Turns,
    /// Held while the snapshot is brought up to date: no older one replaces a newer.
    building: Mutex<()>,
    /// The newest revision that was seen to answer as the snapshot does.
    seen: AtomicI64,
    /// The lexicon that was tried last.
    tried: lexicon::preview::Tried,
}

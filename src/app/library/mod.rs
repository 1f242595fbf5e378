//! The library of experience entries: how it changes while agents keep asking.
//!
//! Every change is a new revision of pack files, written in one transaction. Drafts are saved freely and touch nothing
//! that answers; what agents see changes only through [`Library::publish`], which shows first what it would do and then
//! swaps one snapshot in. Nothing is ever overwritten unseen: who saves on top of what they have not read gets both
//! versions back.

mod catch_up;
mod check;
mod commit;
mod edit;
mod entries;
mod error;
pub mod exchange;
pub mod health;
pub mod lexicon;
mod paths;
mod publish;

use std::sync::atomic::AtomicI64;
use std::sync::{Arc, Mutex};

use fenzhen_engine::triage::Snapshot;

use crate::store::Store;

use super::admission_limit::AdmissionLimit;
use super::engine::recorder::Recorder;
use super::engine::snapshot::Current;
use super::engine::trainer::Trainer;
use super::{App, Clock, Settings};

pub use check::{Checked, check_pack, checks};
pub use commit::Saved;
pub use edit::Conflict;
pub use entries::history::{EntryAt, FileAt, FileSummary, Page, Revised, Revision, RevisionPage, Waiver};
pub use entries::list::{EntryPage, EntryQuery, EntrySummary};
pub use entries::quotes::{Quote, as_symptom};
pub use entries::template::is_placeholder;
pub use error::LibraryError;
pub use exchange::compare::FileChange;
pub use lexicon::merge::merged_lines;
pub use lexicon::preview::LEXICON;
pub use publish::impact::{Impact, MovedTicket, TopSuggestion, WeighedWord};
pub use publish::publication::{FileEdit, MOST_TICKETS, Publication, Published, TICKETS};
pub use publish::rehearsal::{CasesAsked, Rehearsal, RehearsalVerdict};

/// The library's journeys.
#[derive(Clone, Copy)]
pub struct Library<'a> {
    store: &'a Store,
    current: &'a Current,
    settings: &'a Settings,
    clock: Clock,
    recorder: Option<&'a Recorder>,
    trainer: &'a Trainer,
    state: &'a LibraryState,
}

/// Who changes the library, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Author {
    /// Who; at most 100 characters are kept.
    pub name: String,
    /// Why, in their words; at most 500 characters are kept.
    pub note: String,
}

/// What the library's journeys share while the program runs.
#[derive(Default)]
pub(super) struct LibraryState {
    /// Held while a publication is rehearsed and kept: one after the other, so that rehearsals take one model's time and
    /// memory however many ask.
    publishing: Mutex<()>,
    /// Who waits for that.
    publishers: AdmissionLimit,
    /// Held while the snapshot is brought up to date: no older one replaces a newer.
    catching_up: Mutex<()>,
    /// The newest revision that was seen to answer as the snapshot does.
    seen: AtomicI64,
    /// The lexicon that was tried last.
    trial_analyzer: lexicon::preview::TrialAnalyzer,
    /// The last report on its health.
    health: health::cache::HealthCache,
}

impl App {
    /// The library: entries, publishing, lexicon, health, export.
    #[must_use]
    pub fn library(&self) -> Library<'_> {
        Library {
            store: &self.store,
            current: &self.snapshot,
            settings: &self.settings,
            clock: self.clock,
            recorder: self.recorder.as_deref(),
            trainer: &self.trainer,
            state: &self.library,
        }
    }
}

impl<'a> Library<'a> {
    /// What its maintainers should look at.
    #[must_use]
    pub fn health(&self) -> health::Health<'a> {
        let Library { store, current, clock, recorder, state, .. } = *self;
        health::Health { store, current, clock, recorder, cache: &state.health }
    }

    /// The lexicon while somebody writes it.
    #[must_use]
    pub fn lexicon(&self) -> lexicon::Lexicon<'a> {
        lexicon::Lexicon { current: self.current, trial_analyzer: &self.state.trial_analyzer }
    }

    fn snapshot(&self) -> Arc<Snapshot> {
        self.current.load_full()
    }

    /// Waits until every judged ticket is written.
    fn flush_tickets(&self) {
        if let Some(recorder) = self.recorder {
            recorder.flush();
        }
    }
}

//! App: the journeys. Opens the store, keeps the current [`Snapshot`] behind an atomic swap, and answers.
//!
//! The command and the service are two doors to what is here; neither knows the store or the index.

mod clock;
pub mod curate;
mod error;
pub mod evaluate;
mod export;
mod open;
mod pack_check;
mod settings;
mod suggest;
pub mod v1;

use std::sync::Arc;

use arc_swap::ArcSwap;

use crate::store::Store;
use crate::triage::Snapshot;

pub use clock::Clock;
pub use error::{AppError, RequestError};
pub use pack_check::{Checked, check_pack, checks};
pub use settings::{Settings, SettingsError};

/// A running fenzhen: one database, one current snapshot.
pub struct App {
    store: Store,
    snapshot: ArcSwap<Snapshot>,
    settings: Settings,
    clock: Clock,
    curation: curate::Curation,
}

impl App {
    /// The snapshot that answers now. A reader keeps the one it got, whatever is published meanwhile.
    #[must_use]
    pub fn snapshot(&self) -> Arc<Snapshot> {
        self.snapshot.load_full()
    }

    /// How it was set up.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Whether the database answers.
    #[must_use]
    pub fn is_ready(&self) -> bool {
        self.store.read(|dao| dao.newest_revision()).is_ok_and(|revision| revision.is_some())
    }
}

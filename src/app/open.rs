//! Opening: database, knowledge, snapshot. An empty database is filled from the pack inside the program.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use arc_swap::ArcSwap;

use crate::index::Home;
use crate::kb::{self, PackFiles};
use crate::store::{Change, Store};
use crate::text::Analyzer;
use crate::triage::{Knowledge, Snapshot};

use super::{App, AppError, Clock, Settings};

impl App {
    /// Opens the database, creating and filling it where there is none, and builds the snapshot of its newest revision.
    ///
    /// # Errors
    /// When the database or the index cache cannot be used.
    pub fn open(settings: Settings, clock: Clock) -> Result<App, AppError> {
        let store = Store::open(&settings.db)?;
        let revision = match store.read(|dao| dao.newest_revision())? {
            Some(revision) => revision.id,
            None => import_embedded(&store, clock)?,
        };
        let snapshot = build_at(&store, &settings, revision)?;
        tracing::info!(revision, entries = snapshot.index.forward().len(), index = ?snapshot.index.origin(), "library ready");
        Ok(App { store, snapshot: ArcSwap::from_pointee(snapshot), settings, clock, curation: Default::default() })
    }

    /// Builds the snapshot of the newest revision and swaps it in; readers keep the one they have.
    pub(super) fn refresh(&self) -> Result<(), AppError> {
        let newest = self.store.read(|dao| dao.newest_revision())?.map_or(0, |revision| revision.id);
        self.snapshot.store(Arc::new(build_at(&self.store, &self.settings, newest)?));
        Ok(())
    }
}

/// Builds the snapshot of one revision.
pub(super) fn build_at(store: &Store, settings: &Settings, revision: i64) -> Result<Snapshot, AppError> {
    let files = PackFiles::new(store.read(|dao| dao.knowledge_at(revision))?);
    let library = kb::parse(&files).library;
    let directory = index_directory(&settings.db);
    let home = |analyzer: &Analyzer| Home::Directory { path: directory, key: format!("{revision}-{}", analyzer.fingerprint()) };
    Ok(Snapshot::build(Knowledge { library, cases: Vec::new(), revision }, settings.error_target, home)?)
}

fn import_embedded(store: &Store, clock: Clock) -> Result<i64, AppError> {
    let files = PackFiles::embedded();
    let changes = files.into_inner().into_iter().map(|(path, content)| Change { path, content: Some(content) });
    let changes: Vec<Change> = changes.collect();
    let at = clock.now().to_string();
    Ok(store.write(|dao| {
        // Another process may have filled the database since we looked.
        if let Some(revision) = dao.read().newest_revision()? {
            return Ok(revision.id);
        }
        dao.append_revision(&at, "fenzhen", "the pack that ships with the program", &changes)
    })?)
}

/// The cache beside the database: `fenzhen.db` has `fenzhen.db.index`.
fn index_directory(db: &Path) -> PathBuf {
    let mut name: OsString = db.as_os_str().to_owned();
    name.push(".index");
    PathBuf::from(name)
}

//! The current snapshot: built from the store, swapped in atomically.
//!
//! Readers load it without a lock. Builders (training after feedback, publishing) go one after the other through
//! [`Current::replace`], so that none puts an older state over a newer one.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use arc_swap::ArcSwap;
use fenzhen_engine::index::Home;
use fenzhen_engine::kb::{self, Case, Labels, Library, PackFiles, Status};
use fenzhen_engine::text::Analyzer;
use fenzhen_engine::triage::{Knowledge, Snapshot};
use jiff::Timestamp;

use crate::app::{AppError, Settings};
use crate::store::{Store, StoreError, beside};

use super::model_cache::LearnedFile;

/// The most cases learned from; of more, the newest count.
const MOST_CASES: usize = 100_000;

/// The snapshot that answers now.
pub(in crate::app) struct Current {
    snapshot: ArcSwap<Snapshot>,
    building: Mutex<()>,
}

impl Current {
    pub(in crate::app) fn new(snapshot: Snapshot) -> Current {
        Current { snapshot: ArcSwap::from_pointee(snapshot), building: Mutex::default() }
    }

    /// The snapshot of this moment; never waits.
    pub(in crate::app) fn load_full(&self) -> Arc<Snapshot> {
        self.snapshot.load_full()
    }

    /// Swaps in what `build` makes of the current snapshot, after other builders are done. Where it makes nothing or
    /// fails, nothing changes.
    pub(in crate::app) fn replace(
        &self,
        build: impl FnOnce(&Snapshot) -> Result<Option<Snapshot>, AppError>,
    ) -> Result<(), AppError> {
        let _alone = self.building.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(built) = build(&self.snapshot.load())? {
            self.snapshot.store(Arc::new(built));
        }
        Ok(())
    }
}

/// What a snapshot is built from, as it was read from the store.
pub(in crate::app) struct Source {
    files: BTreeMap<String, String>,
    cases: Vec<Case>,
    revision: i64,
}

impl Source {
    /// The files of one revision and the active cases.
    pub(in crate::app) fn read(store: &Store, revision: i64) -> Result<Source, AppError> {
        let (files, cases) = store.read(|dao| Ok((dao.knowledge_at(revision)?, dao.active_cases(MOST_CASES)?)))?;
        Ok(Source { files, cases, revision })
    }

    /// The files of one revision and the cases that were active at an instant, to the millisecond.
    pub(in crate::app) fn read_until(store: &Store, revision: i64, until: Timestamp) -> Result<Source, AppError> {
        let read = store.read(|dao| Ok((dao.knowledge_at(revision)?, dao.cases_active_at(until, MOST_CASES)?)));
        let (files, cases) = read?;
        Ok(Source { files, cases, revision })
    }

    /// Parses: what a snapshot is built from.
    pub(in crate::app) fn knowledge(self) -> Knowledge {
        let Source { files, cases, revision } = self;
        let library = kb::parse(&PackFiles::new(files)).library;
        let cases = known_cases(cases, &library);
        Knowledge { library, cases, revision }
    }

    /// Parses, indexes and trains; needs the store no more.
    pub(in crate::app) fn build(self, settings: &Settings) -> Result<Snapshot, AppError> {
        let revision = self.revision;
        let knowledge = self.knowledge();
        let path = index_directory(&settings.db);
        let home = |analyzer: &Analyzer| Home::Directory { path, key: format!("{revision}-{}", analyzer.fingerprint()) };
        let cache = LearnedFile::beside(&settings.db);
        Ok(Snapshot::build_with_cache(knowledge, settings.error_target, home, &cache)?)
    }
}

/// The cases to learn from, as far as a library still knows their labels.
pub(in crate::app) fn active_cases(store: &Store, library: &Library) -> Result<Vec<Case>, AppError> {
    Ok(known_cases(store.read(|dao| dao.active_cases(MOST_CASES))?, library))
}

/// Builds the snapshot of the newest revision and the active cases.
pub(in crate::app) fn build(store: &Store, settings: &Settings) -> Result<Snapshot, AppError> {
    let newest = store.read(|dao| dao.newest_revision())?.ok_or(StoreError::NoSuchRevision(0))?;
    Source::read(store, newest.id)?.build(settings)
}

/// The cases as far as a library still knows their labels.
pub(in crate::app) fn known_cases(cases: impl IntoIterator<Item = Case>, library: &Library) -> Vec<Case> {
    cases.into_iter().filter_map(|case| known(case, library)).collect()
}

/// The case with the labels this library still has: one that names a retired entry or a category that is gone must not
/// bring it back.
fn known(case: Case, library: &Library) -> Option<Case> {
    let published = |id: &String| library.entry(id).is_some_and(|entry| entry.status == Status::Published);
    let labels = Labels {
        category: case.labels.category.filter(|id| library.taxonomy.get(id).is_some()),
        department: case.labels.department.filter(|id| library.departments.get(id).is_some()),
        entry: case.labels.entry.filter(published),
    };
    (!labels.is_empty()).then_some(Case { labels, ..case })
}

/// The cache beside the database: `fenzhen.db` has `fenzhen.db.index`.
pub(in crate::app) fn index_directory(db: &Path) -> PathBuf {
    beside(db, ".index")
}

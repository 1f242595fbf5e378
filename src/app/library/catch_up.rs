//! Bringing the snapshot that answers up to date with what was published, here or by another program.

use std::sync::atomic::Ordering;
use std::sync::{Arc, PoisonError};

use fenzhen_engine::triage::Snapshot;

use crate::app::AppError;
use crate::app::engine::snapshot;
use crate::store::{ReadDao, StoreError};

use super::Library;
use super::paths::moves_answers;
use super::publish::incremental::followed;
use super::publish::rehearse::SnapshotPair;

impl Library<'_> {
    /// Brings the snapshot up to date with what was published, here or by another program on the same database. Says
    /// whether there was anything.
    ///
    /// # Errors
    /// When the database or the index cannot be read.
    pub fn catch_up(&self) -> Result<bool, AppError> {
        let _alone = self.state.catching_up.lock().unwrap_or_else(PoisonError::into_inner);
        let newest = self.store.read(|dao| dao.newest_revision())?.map_or(0, |revision| revision.id);
        let answering = self.answering().1;
        if newest <= answering {
            return Ok(false);
        }
        if self.store.read(|dao| moved_since(dao, answering))? {
            self.refresh()?;
            tracing::info!(revision = self.snapshot().revision, "this revision answers now");
            return Ok(true);
        }
        self.state.seen.store(newest, Ordering::Release);
        Ok(false)
    }

    /// Lets what was rehearsed answer, if it is just what the revision says: made of the revision before it and of the
    /// cases that answer now. Else [`Library::catch_up`] has to build it.
    pub(super) fn swap_in(&self, snapshots: SnapshotPair, base: i64, revision: i64) -> Result<(), AppError> {
        let _alone = self.state.catching_up.lock().unwrap_or_else(PoisonError::into_inner);
        self.current.replace(|now| {
            let fits = revision == base + 1 && std::ptr::eq(now, Arc::as_ptr(&snapshots.current));
            Ok(fits.then_some(Snapshot { revision, ..snapshots.changed }))
        })?;
        self.learn_later();
        Ok(())
    }

    /// The snapshot of this moment, and the newest revision known to answer as it does: its own, or one after it that
    /// only saved drafts.
    pub(super) fn answering(&self) -> (Arc<Snapshot>, i64) {
        // In this order: what was seen of a newer snapshot must not be taken for true of an older one.
        let seen = self.state.seen.load(Ordering::Acquire);
        let snapshot = self.snapshot();
        let revision = snapshot.revision.max(seen);
        (snapshot, revision)
    }

    /// Makes the snapshot of the newest revision and swaps it in; readers keep the one they have.
    fn refresh(&self) -> Result<(), AppError> {
        self.current.replace(|now| match followed(self.store, now)? {
            Some(followed) => Ok(Some(followed)),
            None => snapshot::build(self.store, self.settings).map(Some),
        })?;
        self.learn_later();
        Ok(())
    }

    /// Has the judge of a large library learn in the background what was edited; of a small one it has already.
    fn learn_later(&self) {
        if !self.snapshot().learns_entries() {
            self.trainer.request();
        }
    }
}

/// Whether anything that agents see was written since a revision.
pub(super) fn moved_since(dao: &ReadDao<'_>, revision: i64) -> Result<bool, StoreError> {
    let drifts = dao.changed_since(revision)?;
    Ok(drifts.iter().any(|drift| moves_answers(&drift.path, drift.before.as_deref(), drift.after.as_deref())))
}

//! Keeping: a new revision, unless somebody else was there first; and bringing the snapshot up to date after it.

use std::sync::atomic::Ordering;
use std::sync::{Arc, PoisonError};

use fenzhen_engine::kb::Problem;
use fenzhen_engine::triage::Snapshot;

use crate::app::{App, AppError};
use crate::store::{Change, ReadDao, StoreError};

use super::Author;
use super::error::{Conflict, CurateError};
use super::paths::moves_answers;
use super::publish::rehearsal::Trial;

/// Characters of a note or a reason that are kept.
const NOTE: usize = 500;
/// Characters of a name that are kept.
const NAME: usize = 100;

/// A change that was kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct Saved {
    /// The revision it made; what `If-Match` wants next time.
    pub revision: i64,
}

/// What an author thinks stands in a file they change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Expected {
    /// They did not look.
    Anything,
    /// No such file.
    Absent,
    /// What this revision, and none after it, wrote.
    At(i64),
    /// What stood there when the library was at this revision.
    AsOf(i64),
}

/// A change of one file.
#[derive(Debug, Clone)]
pub(super) struct Edit {
    pub change: Change,
    pub expected: Expected,
}

/// What a publication was rehearsed on, and what its author lets pass.
pub(super) struct Passed<'a> {
    /// The revision it was compared with.
    pub base: i64,
    /// Cases it breaks.
    pub broken: &'a [Problem],
    /// Why they may break.
    pub reason: &'a str,
    /// What answered in the rehearsal.
    pub snapshots: Option<Trial>,
}

/// How an attempt to write ended.
enum Attempt {
    Kept(i64),
    Conflict(Conflict),
    /// What agents see is not what the rehearsal saw.
    Overtaken,
}

impl App {
    /// Keeps changes as one revision, if each file still stands as its author read it and nothing was published since
    /// the rehearsal they `passed`; then brings the snapshot up to date.
    pub(super) fn keep(&self, edits: &[Edit], author: &Author, passed: Option<Passed<'_>>) -> Result<Saved, CurateError> {
        let at = self.clock.now().to_string();
        let (name, note) = (shortened(&author.name, NAME), shortened(&author.note, NOTE));
        let changes: Vec<Change> = edits.iter().map(|edit| edit.change.clone()).collect();
        let attempt = self.store.write(|dao| {
            for edit in edits {
                if let Some(conflict) = conflict(&dao.read(), edit)? {
                    return Ok(Attempt::Conflict(conflict));
                }
            }
            if let Some(passed) = &passed
                && moved_since(&dao.read(), passed.base)?
            {
                return Ok(Attempt::Overtaken);
            }
            let revision = dao.append_revision(&at, &name, &note, &changes)?;
            if let Some(passed) = &passed {
                dao.waive(revision, passed.broken, &shortened(passed.reason, NOTE), &name)?;
            }
            Ok(Attempt::Kept(revision))
        })?;
        match attempt {
            Attempt::Kept(revision) => {
                // It is on disk and must be acknowledged, whatever becomes of the snapshot; the next look tries again.
                let rehearsed = passed.and_then(|passed| Some((passed.snapshots?, passed.base)));
                let shown = rehearsed.map_or(Ok(()), |(trial, base)| self.show(trial, base, revision));
                if let Err(error) = shown.and_then(|()| self.catch_up()) {
                    tracing::error!(%error, revision, "kept, but not shown yet");
                }
                Ok(Saved { revision })
            }
            Attempt::Conflict(conflict) => Err(CurateError::Conflict(Box::new(conflict))),
            Attempt::Overtaken => Err(CurateError::Unsettled),
        }
    }

    /// Lets what was rehearsed answer, if it is just what the revision says: made of the revision before it and of the
    /// cases that answer now. Else [`App::catch_up`] has to build it.
    fn show(&self, trial: Trial, base: i64, revision: i64) -> Result<(), AppError> {
        let _alone = self.curation.building.lock().unwrap_or_else(PoisonError::into_inner);
        self.snapshot.replace(|now| {
            let fits = revision == base + 1 && std::ptr::eq(now, Arc::as_ptr(&trial.current));
            Ok(fits.then_some(Snapshot { revision, ..trial.changed }))
        })?;
        self.learn_later();
        Ok(())
    }

    /// Brings the snapshot up to date with what was published, here or by another program on the same database. Says
    /// whether there was anything.
    ///
    /// # Errors
    /// When the database or the index cannot be read.
    pub fn catch_up(&self) -> Result<bool, AppError> {
        let _alone = self.curation.building.lock().unwrap_or_else(PoisonError::into_inner);
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
        self.curation.seen.store(newest, Ordering::Release);
        Ok(false)
    }

    /// The snapshot of this moment, and the newest revision known to answer as it does: its own, or one after it that
    /// only saved drafts.
    pub(super) fn answering(&self) -> (Arc<Snapshot>, i64) {
        // In this order: what was seen of a newer snapshot must not be taken for true of an older one.
        let seen = self.curation.seen.load(Ordering::Acquire);
        let snapshot = self.snapshot();
        let revision = snapshot.revision.max(seen);
        (snapshot, revision)
    }
}

/// Whether anything that agents see was written since a revision.
fn moved_since(dao: &ReadDao<'_>, revision: i64) -> Result<bool, StoreError> {
    let drifts = dao.changed_since(revision)?;
    Ok(drifts.iter().any(|drift| moves_answers(&drift.path, drift.before.as_deref(), drift.after.as_deref())))
}

/// Whether a file stands otherwise than its author thinks.
pub(super) fn conflict(dao: &ReadDao<'_>, Edit { change, expected }: &Edit) -> Result<Option<Conflict>, StoreError> {
    let now = dao.file(&change.path, None)?;
    let stands = |state: &Option<crate::store::FileState>| state.as_ref().filter(|s| s.content.is_some()).map(|s| s.revision);
    let found = stands(&now);
    let wanted = match *expected {
        Expected::Anything => return Ok(None),
        Expected::Absent => None,
        Expected::At(revision) => Some(revision),
        Expected::AsOf(revision) => stands(&dao.file(&change.path, Some(revision))?),
    };
    if found == wanted {
        return Ok(None);
    }
    let expected = match *expected {
        Expected::At(revision) | Expected::AsOf(revision) => Some(revision),
        Expected::Anything | Expected::Absent => None,
    };
    let theirs = now.and_then(|state| state.content);
    Ok(Some(Conflict { path: change.path.clone(), expected, found, yours: change.content.clone(), theirs }))
}

fn shortened(text: &str, most: usize) -> String {
    text.chars().take(most).collect()
}

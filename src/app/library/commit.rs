//! Committing: a new revision, unless somebody else was there first.

use fenzhen_engine::kb::Problem;

use crate::store::Change;

use super::catch_up::moved_since;
use super::edit::{Conflict, Edit, conflict};
use super::error::LibraryError;
use super::publish::rehearse::SnapshotPair;
use super::{Author, Library};

/// Characters of a note or a reason that are kept.
const NOTE: usize = 500;
/// Characters of a name that are kept.
const NAME: usize = 100;

/// A change that was kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Saved {
    /// The revision it made; what `If-Match` wants next time.
    pub revision: i64,
}

/// What a publication was rehearsed on, and what its author lets pass.
pub(super) struct Approved<'a> {
    /// The revision it was compared with.
    pub base: i64,
    /// Cases it breaks.
    pub broken: &'a [Problem],
    /// Why they may break.
    pub reason: &'a str,
    /// What answered in the rehearsal.
    pub snapshots: Option<SnapshotPair>,
}

/// How an attempt to write ended.
enum Attempt {
    Committed(i64),
    Conflict(Conflict),
    /// What agents see is not what the rehearsal saw.
    Overtaken,
}

impl Library<'_> {
    /// Keeps changes as one revision, if each file still stands as its author read it and nothing was published since
    /// the rehearsal that `approved` them; then brings the snapshot up to date.
    pub(super) fn commit(&self, edits: &[Edit], author: &Author, approved: Option<Approved<'_>>) -> Result<Saved, LibraryError> {
        let at = self.clock.now();
        let (name, note) = (shortened(&author.name, NAME), shortened(&author.note, NOTE));
        let changes: Vec<Change> = edits.iter().map(|edit| edit.change.clone()).collect();
        let attempt = self.store.write(|dao| {
            for edit in edits {
                if let Some(conflict) = conflict(&dao.read(), edit)? {
                    return Ok(Attempt::Conflict(conflict));
                }
            }
            if let Some(approved) = &approved
                && moved_since(&dao.read(), approved.base)?
            {
                return Ok(Attempt::Overtaken);
            }
            let revision = dao.append_revision(at, &name, &note, &changes)?;
            if let Some(approved) = &approved {
                dao.waive(revision, approved.broken, &shortened(approved.reason, NOTE), &name)?;
            }
            Ok(Attempt::Committed(revision))
        })?;
        match attempt {
            Attempt::Committed(revision) => {
                // It is on disk and must be acknowledged, whatever becomes of the snapshot; the next look tries again.
                let rehearsed = approved.and_then(|approved| Some((approved.snapshots?, approved.base)));
                let swapped = rehearsed.map_or(Ok(()), |(snapshots, base)| self.swap_in(snapshots, base, revision));
                if let Err(error) = swapped.and_then(|()| self.catch_up()) {
                    tracing::error!(%error, revision, "kept, but not shown yet");
                }
                Ok(Saved { revision })
            }
            Attempt::Conflict(conflict) => Err(LibraryError::Conflict(Box::new(conflict))),
            Attempt::Overtaken => Err(LibraryError::Overtaken),
        }
    }
}

fn shortened(text: &str, most: usize) -> String {
    text.chars().take(most).collect()
}

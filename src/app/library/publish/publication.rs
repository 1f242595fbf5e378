//! Publishing: what agents see changes, after a rehearsal that shows what the change would do.

use std::collections::btree_map::Entry as Slot;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::PoisonError;

use fenzhen_engine::kb::{Status, parse_entry};

use crate::app::library::commit::{Approved, Saved};
use crate::app::library::edit::{Edit, Expected};
use crate::app::library::entries::status::with_status;
use crate::app::library::error::LibraryError;
use crate::app::library::{Author, Library, paths};
use crate::store::Change;

use super::rehearsal::{Rehearsal, RehearsalVerdict};
use super::rehearse::Rehearsed;

/// Recent tickets a publication is rehearsed on unless it says otherwise.
pub const TICKETS: usize = 200;
/// The most recent tickets it may be rehearsed on.
pub const MOST_TICKETS: usize = 2_000;
/// How often a publication that others overtake is rehearsed again before it gives up.
const ATTEMPTS: usize = 3;

/// What to publish, as one change.
#[derive(Debug, Clone, Default)]
pub struct Publication {
    /// Entries to publish, by id: as `files` has them, else as they stand.
    pub entries: Vec<String>,
    /// Entries to take out of use, by id.
    pub retire: Vec<String>,
    /// Files to write or remove: edited entries, the lexicon, taxonomy, departments, service levels.
    pub files: Vec<FileEdit>,
    /// Stop after the rehearsal.
    pub dry_run: bool,
    /// Why broken cases may pass.
    pub waive: Option<String>,
    /// Recent tickets to rehearse on.
    pub tickets: usize,
}

/// A file to write or remove.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileEdit {
    /// Its path below the pack's folder.
    pub path: String,
    /// Its text; `None` removes it.
    pub content: Option<String>,
    /// A library revision its author had read; a conflict, if the file changed after it. `None` overwrites what is there.
    pub edited_from: Option<i64>,
}

/// What came of it.
#[derive(Debug, Clone)]
pub struct Published {
    /// The revision it made; absent after a dry run.
    pub revision: Option<i64>,
    /// What the rehearsal showed.
    pub rehearsal: Rehearsal,
}

impl Library<'_> {
    /// Rehearses a publication and, unless it is a dry run, makes it a revision that agents see at once.
    ///
    /// # Errors
    /// When it brings problems, breaks cases nobody waived, conflicts with another change, or the database refuses.
    pub fn publish(&self, publication: &Publication, author: &Author) -> Result<Published, LibraryError> {
        let _admission = self.state.publishers.admit()?;
        let _alone = self.state.publishing.lock().unwrap_or_else(PoisonError::into_inner);
        if publication.dry_run {
            self.catch_up()?;
            let edits = self.edits(publication)?;
            return Ok(Published { revision: None, rehearsal: self.rehearse(&edits, publication.tickets)?.rehearsal });
        }
        for _ in 0..ATTEMPTS {
            // Another program may have published on the same database, now or while this was rehearsed.
            self.catch_up()?;
            match self.publish_once(publication, author) {
                Err(LibraryError::Overtaken) => {}
                done => return done,
            }
        }
        Err(LibraryError::Overtaken)
    }

    fn publish_once(&self, publication: &Publication, author: &Author) -> Result<Published, LibraryError> {
        let edits = self.edits(publication)?;
        let Rehearsed { rehearsal, base, snapshots } = self.rehearse(&edits, publication.tickets)?;
        let reason = publication.waive.as_deref().map(str::trim).unwrap_or_default();
        match rehearsal.verdict() {
            RehearsalVerdict::Problems => return Err(LibraryError::Blocked(Box::new(rehearsal))),
            RehearsalVerdict::BreaksCases if reason.is_empty() => return Err(LibraryError::Blocked(Box::new(rehearsal))),
            RehearsalVerdict::BreaksCases | RehearsalVerdict::Sound => {}
        }
        let approved = Approved { base, broken: &rehearsal.broken_cases, reason, snapshots };
        let Saved { revision } = self.commit(&edits, author, Some(approved))?;
        Ok(Published { revision: Some(revision), rehearsal })
    }

    /// Brings an entry or a file back to what it said at a revision, as a new revision. Cases that break are waived:
    /// going back must always be possible.
    ///
    /// # Errors
    /// Those of [`Library::publish`], and when it was not there then.
    pub fn roll_back(&self, name: &str, to: i64, author: &Author) -> Result<Published, LibraryError> {
        let then = self.file_at(name, Some(to))?;
        let seen = self.store.read(|dao| dao.newest_revision())?.map(|revision| revision.id);
        let file = FileEdit { path: then.path, content: Some(then.content), edited_from: seen };
        let waive = Some(format!("rolled back to revision {to}"));
        let publication = Publication { files: vec![file], waive, tickets: TICKETS, ..Publication::default() };
        self.publish(&publication, author)
    }

    /// The file changes of a publication: those that change anything.
    fn edits(&self, publication: &Publication) -> Result<Vec<Edit>, LibraryError> {
        let mut edits: BTreeMap<String, Edit> = BTreeMap::new();
        for FileEdit { path, content, edited_from } in &publication.files {
            let path = paths::of_file(path)?.to_owned();
            edited_from.map_or(Ok(()), |revision| self.store.read(|dao| dao.must_exist(revision)))?;
            let expected = edited_from.map_or(Expected::Anything, Expected::AsOf);
            let edit = Edit { change: Change { path: path.clone(), content: content.clone() }, expected };
            if edits.insert(path.clone(), edit).is_some() {
                return Err(LibraryError::NamedTwice(path));
            }
        }
        let mut named = BTreeSet::new();
        let moves = publication.entries.iter().map(|id| (id, Status::Published));
        for (id, status) in moves.chain(publication.retire.iter().map(|id| (id, Status::Retired))) {
            if !named.insert(id) {
                return Err(LibraryError::NamedTwice(id.clone()));
            }
            self.move_entry(id, status, &mut edits)?;
        }
        self.without_idle(edits.into_values())
    }

    /// Adds a change of an entry's status to the edits, on top of what they say of it already.
    fn move_entry(&self, id: &str, status: Status, edits: &mut BTreeMap<String, Edit>) -> Result<(), LibraryError> {
        let path = paths::of_entry(id)?;
        let moved = |content: &str| with_status(&path, content, status).ok_or_else(|| LibraryError::NoStatus(path.clone()));
        match edits.entry(path.clone()) {
            Slot::Occupied(edit) => {
                let content = &mut edit.into_mut().change.content;
                let written = content.as_deref().ok_or_else(|| LibraryError::NamedTwice(path.clone()))?;
                // What cannot be read is named by the rehearsal, with its line.
                if parse_entry(&path, written).0.is_some() {
                    *content = Some(moved(written)?);
                }
            }
            Slot::Vacant(free) => {
                let at = self.entry_at(id, None)?;
                let change = Change { content: Some(moved(&at.content)?), path: path.clone() };
                free.insert(Edit { change, expected: Expected::At(at.revision) });
            }
        }
        Ok(())
    }

    /// The edits without those that leave a file as it is.
    fn without_idle(&self, edits: impl Iterator<Item = Edit>) -> Result<Vec<Edit>, LibraryError> {
        let mut telling = Vec::new();
        for edit in edits {
            let stands = self.store.read(|dao| dao.file(&edit.change.path, None))?.and_then(|state| state.content);
            if stands != edit.change.content {
                telling.push(edit);
            }
        }
        if telling.is_empty() { Err(LibraryError::NothingToPublish) } else { Ok(telling) }
    }
}

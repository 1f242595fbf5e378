//! Reading the library as it is and as it was.

use fenzhen_engine::kb::{Entry, FieldChange, diff, diff_lines, parse_entry};

use crate::app::library::error::LibraryError;
use crate::app::library::{Library, paths};
use crate::store::{FileState, ReadDao, StoreError};

pub use crate::store::{Revision, Waiver};

/// An entry as it stood at some revision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntryAt {
    /// Its id.
    pub id: String,
    /// The revision that last changed it; what `If-Match` wants back.
    pub revision: i64,
    /// The file as it was written.
    pub content: String,
    /// What it says; `null` where its syntax is broken.
    pub entry: Option<Entry>,
}

/// Any file of the library as it stood at some revision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileAt {
    /// Its path below the pack's folder.
    pub path: String,
    /// The revision that last changed it.
    pub revision: i64,
    /// The file as it was written.
    pub content: String,
}

/// Which part of a long list, newest first.
#[derive(Debug, Clone, Copy)]
pub struct Page {
    /// How many.
    pub limit: usize,
    /// Only what comes after this one, that is: older.
    pub before: Option<i64>,
}

/// A revision, and what was let pass when it was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revised {
    /// The revision.
    pub revision: Revision,
    /// Broken cases that a publisher let pass, with the reason.
    pub waived: Vec<Waiver>,
}

/// Revisions, newest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RevisionPage {
    /// The revisions.
    pub revisions: Vec<Revised>,
    /// What to ask for as `before` to go on; absent at the end.
    pub next: Option<i64>,
}

impl RevisionPage {
    fn read(dao: &ReadDao<'_>, revisions: Vec<Revision>, limit: usize) -> Result<RevisionPage, StoreError> {
        let next = revisions.last().filter(|_| revisions.len() == limit).map(|oldest| oldest.id);
        let ends = revisions.last().zip(revisions.first());
        let mut waivers = ends.map_or(Ok(Vec::new()), |(oldest, newest)| dao.waivers(oldest.id, newest.id))?;
        let revised = revisions.into_iter().map(|revision| {
            let waived = waivers.extract_if(.., |waiver| waiver.revision == revision.id).collect();
            Revised { revision, waived }
        });
        Ok(RevisionPage { revisions: revised.collect(), next })
    }
}

/// A file of the library, without its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileSummary {
    /// Its path below the pack's folder.
    pub path: String,
    /// Its length in bytes.
    pub bytes: usize,
}

impl Library<'_> {
    /// The files of the library that are not entries: taxonomy, departments, service levels, lexicon and the like.
    ///
    /// # Errors
    /// When the revision was never made, or the database cannot be read.
    pub fn files(&self, as_of: Option<i64>) -> Result<Vec<FileSummary>, LibraryError> {
        let files = self.store.read(|dao| {
            let newest = dao.newest_revision()?.map_or(0, |revision| revision.id);
            dao.knowledge_at(as_of.unwrap_or(newest))
        })?;
        let others = files.into_iter().filter(|(path, _)| Entry::id_of(path).is_none());
        Ok(others.map(|(path, content)| FileSummary { path, bytes: content.len() }).collect())
    }

    /// A file of the library, or the file of an entry, as of a revision (the newest, if none is named).
    ///
    /// # Errors
    /// When there is none or was none then, the revision was never made, or the database cannot be read.
    pub fn file_at(&self, name: &str, as_of: Option<i64>) -> Result<FileAt, LibraryError> {
        let path = paths::of_name(name)?;
        let state = self.state(&path, as_of)?;
        let found = state.and_then(|state| Some((state.revision, state.content?)));
        let when = as_of.map_or_else(String::new, |revision| format!(" at revision {revision}"));
        let (revision, content) = found.ok_or_else(|| LibraryError::NotFound(format!("{name}{when}")))?;
        Ok(FileAt { path, revision, content })
    }

    /// An entry as of a revision (the newest, if none is named).
    ///
    /// # Errors
    /// Those of [`Library::file_at`].
    pub fn entry_at(&self, id: &str, as_of: Option<i64>) -> Result<EntryAt, LibraryError> {
        paths::of_entry(id)?;
        let FileAt { path, revision, content } = self.file_at(id, as_of)?;
        Ok(EntryAt { id: id.to_owned(), revision, entry: parse_entry(&path, &content).0, content })
    }

    /// The revisions that changed an entry or a file.
    ///
    /// # Errors
    /// When there never was one, or the database cannot be read.
    pub fn history(&self, name: &str, page: Page) -> Result<RevisionPage, LibraryError> {
        let path = paths::of_name(name)?;
        let found = self.store.read(|dao| {
            let revisions = dao.history(&path, page.before, page.limit)?;
            RevisionPage::read(dao, revisions, page.limit)
        })?;
        if found.revisions.is_empty() && page.before.is_none() {
            return Err(LibraryError::NotFound(name.to_owned()));
        }
        Ok(found)
    }

    /// What changed in an entry from one revision to another, field by field; in another file, line by line. What was
    /// not there counts as empty.
    ///
    /// # Errors
    /// When it is at neither, a revision was never made, or the database cannot be read.
    pub fn diff(&self, name: &str, from: i64, to: i64) -> Result<Vec<FieldChange>, LibraryError> {
        let path = paths::of_name(name)?;
        let content = |revision| Ok::<_, LibraryError>(self.state(&path, Some(revision))?.and_then(|state| state.content));
        let (before, after) = (content(from)?, content(to)?);
        if before.is_none() && after.is_none() {
            return Err(LibraryError::NotFound(format!("{name} at revision {from} or {to}")));
        }
        Ok(file_diff(&path, before.as_deref(), after.as_deref()))
    }

    /// The revisions of the library.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn revisions(&self, page: Page) -> Result<RevisionPage, LibraryError> {
        Ok(self.store.read(|dao| {
            let revisions = dao.revisions(page.before, page.limit)?;
            RevisionPage::read(dao, revisions, page.limit)
        })?)
    }

    fn state(&self, path: &str, as_of: Option<i64>) -> Result<Option<FileState>, LibraryError> {
        Ok(self.store.read(|dao| {
            as_of.map_or(Ok(()), |revision| dao.must_exist(revision))?;
            dao.file(path, as_of)
        })?)
    }
}

/// The difference of two states of a file: by field for entries that can be read, by line for everything else.
pub(in crate::app::library) fn file_diff(path: &str, before: Option<&str>, after: Option<&str>) -> Vec<FieldChange> {
    let read = |content: Option<&str>| match content {
        None => Some(None),
        Some(content) => parse_entry(path, content).0.map(Some),
    };
    match (read(before), read(after)) {
        (Some(before), Some(after)) => diff(before.as_ref(), after.as_ref()),
        _ => diff_lines(before, after),
    }
}

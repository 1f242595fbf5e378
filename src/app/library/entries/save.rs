//! Saving: entries that agents do not see.

use fenzhen_engine::kb::{Status, parse_entry};

use crate::app::library::commit::Saved;
use crate::app::library::edit::{Edit, Expected, conflict};
use crate::app::library::error::LibraryError;
use crate::app::library::{Author, Library, paths};
use crate::store::Change;

impl Library<'_> {
    /// Saves an entry that agents do not see: new, in draft, in review, or retired. `expected` is the revision that last
    /// changed it when the author read it; `None` for a new one.
    ///
    /// # Errors
    /// When somebody changed it meanwhile, it is or would be published, it has problems, or the database refuses.
    pub fn save_entry(&self, id: &str, content: &str, expected: Option<i64>, author: &Author) -> Result<Saved, LibraryError> {
        let path = paths::of_entry(id)?;
        let change = Change { path: path.clone(), content: Some(content.to_owned()) };
        let edit = Edit { change, expected: expected.map_or(Expected::Absent, Expected::At) };
        // A conflict comes first: whoever lost needs both versions, whatever else is wrong with theirs. It is looked for
        // again when writing, so that what is checked here is what is written over.
        let (lost, standing) = self.store.read(|dao| Ok((conflict(dao, &edit)?, dao.file(&path, None)?)))?;
        if let Some(lost) = lost {
            return Err(LibraryError::Conflict(Box::new(lost)));
        }
        if standing.and_then(|state| state.content).is_some_and(|content| paths::is_published(&path, &content)) {
            return Err(LibraryError::IsPublished(id.to_owned()));
        }
        let (entry, problems) = parse_entry(&path, content);
        if !problems.is_empty() {
            return Err(LibraryError::Problems(problems));
        }
        if entry.is_some_and(|entry| entry.status == Status::Published) {
            return Err(LibraryError::WouldPublish(id.to_owned()));
        }
        self.commit(&[edit], author, None)
    }
}

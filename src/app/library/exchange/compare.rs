//! Comparing the library with a pack in a folder.

use std::path::Path;

use fenzhen_engine::kb::{FieldChange, PackFiles};

use crate::app::AppError;
use crate::app::library::Library;
use crate::app::library::entries::history::file_diff;
use crate::app::library::error::LibraryError;

/// A file that is not the same in the library and in a folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileChange {
    /// Its path below the pack's folder.
    pub path: String,
    /// Whether the library has it.
    pub in_library: bool,
    /// Whether the folder has it.
    pub in_folder: bool,
    /// What the folder says otherwise; empty where only the layout differs.
    pub changes: Vec<FieldChange>,
}

impl Library<'_> {
    /// What a folder says otherwise than the library as it stands now, drafts included, by path.
    ///
    /// # Errors
    /// When the folder or the database cannot be read, or a file in the folder cannot be compared.
    pub fn compare(&self, folder: &Path) -> Result<Vec<FileChange>, LibraryError> {
        let unreadable = |source| AppError::Io { path: folder.display().to_string(), source };
        let (theirs, problems) = PackFiles::from_dir(folder).map_err(unreadable)?;
        if !problems.is_empty() {
            return Err(LibraryError::Problems(problems));
        }
        let ours = self.store.read(|dao| {
            let newest = dao.newest_revision()?.map_or(0, |revision| revision.id);
            dao.knowledge_at(newest)
        })?;
        let ours = PackFiles::new(ours);
        let mut paths: Vec<&str> = ours.iter().chain(theirs.iter()).map(|(path, _)| path).collect();
        paths.sort_unstable();
        paths.dedup();
        let differing = paths.into_iter().filter(|path| ours.get(path) != theirs.get(path));
        let changes = differing.map(|path| FileChange {
            path: path.to_owned(),
            in_library: ours.get(path).is_some(),
            in_folder: theirs.get(path).is_some(),
            changes: file_diff(path, ours.get(path), theirs.get(path)),
        });
        Ok(changes.collect())
    }
}

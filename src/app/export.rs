//! Exporting: the current revision as a pack of files, byte for byte as it was imported or edited.

use std::path::Path;

use crate::kb::PackFiles;

use super::{App, AppError};

impl App {
    /// Writes the current revision into `directory`, which must be empty or absent, and says how many files it has.
    ///
    /// # Errors
    /// When the folder holds something, or cannot be written.
    pub fn export_pack(&self, directory: &Path) -> Result<usize, AppError> {
        let io = |source| AppError::Io { path: directory.display().to_string(), source };
        let occupied = directory.read_dir().is_ok_and(|mut entries| entries.next().is_some());
        if occupied {
            return Err(io(std::io::Error::new(std::io::ErrorKind::AlreadyExists, "the folder is not empty")));
        }
        let revision = self.snapshot().revision;
        let files = PackFiles::new(self.store.read(|dao| dao.knowledge_at(revision))?);
        files.write_to_dir(directory).map_err(io)?;
        Ok(files.len())
    }
}

//! Exporting: the current revision as a pack of files, byte for byte as it was imported or edited.

use std::path::Path;

use fenzhen_engine::kb::PackFiles;

use crate::app::AppError;
use crate::app::library::Library;
use crate::tables::{write_csv, write_xlsx};

use super::spreadsheet;

/// The kinds of spreadsheet that entries can be written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TableKind {
    /// Text with commas, in UTF-8 with a byte order mark.
    Csv,
    /// A workbook.
    Xlsx,
}

impl Library<'_> {
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

    /// Writes the entries of the current revision, whatever their status, into a spreadsheet at `path`, in place of what
    /// was there, and says how many there are.
    ///
    /// # Errors
    /// When an entry has more text than a cell takes, or the file cannot be written.
    pub fn export_table(&self, kind: TableKind, path: &Path) -> Result<usize, AppError> {
        let revision = self.snapshot().revision;
        let files = PackFiles::new(self.store.read(|dao| dao.knowledge_at(revision))?);
        let entries = fenzhen_engine::kb::parse(&files).library.entries;
        let rows: Vec<Vec<String>> = entries.iter().map(|entry| spreadsheet::row(entry, revision)).collect();
        let (name, header) = (path.display().to_string(), spreadsheet::header());
        let written = match kind {
            TableKind::Csv => write_csv(&name, &header, &rows),
            TableKind::Xlsx => write_xlsx(&name, &header, &rows),
        };
        let bytes = written.map_err(AppError::Table)?;
        std::fs::write(path, bytes).map_err(|source| AppError::Io { path: name, source })?;
        Ok(rows.len())
    }
}

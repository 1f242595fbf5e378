//! Imports: the pack as it was last imported, the common ancestor when the next one is merged.

use std::collections::BTreeMap;

use rusqlite::params;

use super::{ReadDao, StoreError, WriteDao};

impl ReadDao<'_> {
    /// The files of the last import, by path.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn imported_files(&self) -> Result<BTreeMap<String, String>, StoreError> {
        let mut statement = self.0.prepare_cached("SELECT path, content FROM imported_file")?;
        let files = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(files.collect::<Result<_, _>>()?)
    }
}

impl WriteDao<'_> {
    /// Records these files as the last import, in place of the ones before.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn record_import<'f>(&self, files: impl Iterator<Item = (&'f str, &'f str)>) -> Result<(), StoreError> {
        self.0.execute("DELETE FROM imported_file", [])?;
        let mut insert = self.0.prepare_cached("INSERT INTO imported_file (path, content) VALUES (?1, ?2)")?;
        for (path, content) in files {
            insert.execute(params![path, content])?;
        }
        Ok(())
    }
}

//! A tantivy index that was opened for reading.

use tantivy::columnar::Column;
use tantivy::{ReloadPolicy, Searcher};

use super::error::IndexError;

/// What is read of an index: every file it will ever need is open, so that its directory may move or go.
pub(super) struct Opened {
    pub searcher: Searcher,
    pub slots: Vec<Column<u64>>,
}

impl Opened {
    pub(super) fn of(engine: &tantivy::Index) -> Result<Opened, IndexError> {
        let searcher = engine.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?.searcher();
        let slots = searcher.segment_readers().iter().map(|segment| segment.fast_fields().u64("slot"));
        let slots = slots.collect::<Result<_, _>>()?;
        Ok(Opened { searcher, slots })
    }

    pub(super) fn documents(&self) -> u64 {
        self.searcher.num_docs()
    }
}

//! The index as a whole: built from documents, opened from a cache directory that proves to fit, or made of an earlier
//! one and what changed since.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use tantivy::columnar::Column;
use tantivy::{IndexWriter, Searcher};

use super::cache;
use super::document::Document;
use super::error::IndexError;
use super::forward::Forward;
use super::opened::Opened;
use super::schema::{Columns, document, schema};

/// Memory the writer may fill before it starts a segment, in bytes.
const WRITER_BUDGET: usize = 64 << 20;

/// Where an index lives.
#[derive(Debug, Clone)]
pub enum Home {
    /// In memory, for evaluation and tests.
    Memory,
    /// In a directory of its own, kept for the next start under a key that names everything it was built from.
    Directory {
        /// The directory; it is replaced when it does not fit.
        path: PathBuf,
        /// Library revision and analyzer.
        key: String,
    },
}

/// How an index came to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// Read from its cache.
    Cached,
    /// Built, because there was no fitting cache.
    Built,
}

/// More changes than this since it was built, and an index is worth building again: each costs every search a little.
const WORN: usize = 1_000;

/// An immutable index of one library revision: what tantivy holds, shared with the indexes of later revisions, and
/// forward lists that are right for this one.
#[derive(Clone)]
pub struct Index {
    base: Arc<Base>,
    forward: Forward,
    origin: Origin,
}

/// What tantivy holds of the entries as they were when it was built.
struct Base {
    searcher: Searcher,
    /// For each segment, the slot of each of its documents.
    columns_of_slots: Vec<Column<u64>>,
    columns: Columns,
    /// How many slots of the forward lists it knows; entries in later ones came after it was built.
    slots: usize,
}

impl Index {
    /// Opens the cached index if it fits `documents` and is whole; builds it otherwise. A cache that cannot be written is
    /// done without.
    ///
    /// # Errors
    /// When the index cannot be built even in memory.
    pub fn open_or_build(documents: &[Document], home: &Home) -> Result<Index, IndexError> {
        let mut forward = Forward::default();
        let numbered: Vec<(u32, &Document)> = documents.iter().map(|d| (forward.insert(d), d)).collect();
        forward.share();
        let (schema, columns) = schema();
        let slots = forward.slots();
        let index = |Opened { searcher, slots: columns_of_slots }, origin| {
            let base = Arc::new(Base { searcher, columns_of_slots, columns, slots });
            Index { base, forward, origin }
        };
        if let Home::Directory { path, key } = home {
            let key = cache::key(key, documents);
            if let Some(opened) = cache::open(path, &key, &schema, documents.len()) {
                return Ok(index(opened, Origin::Cached));
            }
            let build = |at: &Path| fill(&tantivy::Index::create_in_dir(at, schema.clone())?, &numbered, columns, &key);
            match cache::keep(path, build) {
                Ok(opened) => return Ok(index(opened, Origin::Built)),
                Err(error) => tracing::warn!(%error, "searching from memory"),
            }
        }
        Ok(index(fill(&tantivy::Index::create_in_ram(schema), &numbered, columns, "")?, Origin::Built))
    }

    /// The index after some entries were written, or taken out (`None`). It answers as one that is built again from all
    /// entries: tantivy's candidates that are no more are dropped, and all entries written since are candidates.
    #[must_use]
    pub fn changed(&self, edits: &[(String, Option<Document>)]) -> Index {
        let mut forward = self.forward.clone();
        for (id, document) in edits {
            match document {
                Some(document) => drop(forward.insert(document)),
                None => forward.remove(id),
            }
        }
        Index { base: Arc::clone(&self.base), forward, origin: self.origin }
    }

    /// Whether so much changed since it was built that it is worth building again.
    #[must_use]
    pub fn is_worn(&self) -> bool {
        self.forward.slots() - self.base.slots + self.stale() > WORN
    }

    /// Whether it was read from its cache or built.
    #[must_use]
    pub fn origin(&self) -> Origin {
        self.origin
    }

    /// The word counts behind the scores.
    #[must_use]
    pub fn forward(&self) -> &Forward {
        &self.forward
    }

    pub(super) fn searcher(&self) -> &Searcher {
        &self.base.searcher
    }

    pub(super) fn slot_columns(&self) -> &[Column<u64>] {
        &self.base.columns_of_slots
    }

    pub(super) fn columns(&self) -> Columns {
        self.base.columns
    }

    /// The entries written since it was built, by slot.
    pub(super) fn fresh(&self) -> impl Iterator<Item = u32> {
        self.forward.taken_from(self.base.slots)
    }

    /// How many entries of tantivy's are no more.
    pub(super) fn stale(&self) -> usize {
        self.base.slots - (self.forward.len() - self.fresh().count())
    }
}

/// One writer thread, so that equal documents give equal segments.
fn fill(engine: &tantivy::Index, documents: &[(u32, &Document)], columns: Columns, key: &str) -> Result<Opened, IndexError> {
    let mut writer: IndexWriter = engine.writer_with_num_threads(1, WRITER_BUDGET)?;
    for (slot, source) in documents {
        writer.add_document(document(source, *slot, columns))?;
    }
    let mut commit = writer.prepare_commit()?;
    commit.set_payload(key);
    commit.commit()?;
    writer.wait_merging_threads()?;
    Opened::of(engine)
}

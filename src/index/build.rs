//! The index as a whole: built from documents, or opened from a cache directory that proves to fit.

use std::fs;
use std::path::PathBuf;

use tantivy::columnar::Column;
use tantivy::{IndexWriter, ReloadPolicy, Searcher};

use super::document::Document;
use super::forward::Forward;
use super::schema::{Columns, document, schema};

/// Memory the writer may fill before it starts a segment, in bytes.
const WRITER_BUDGET: usize = 64 << 20;

/// What can go wrong with an index.
#[derive(Debug, thiserror::Error)]
pub enum IndexError {
    /// tantivy could not build or read it.
    #[error("the index cannot be used: {0}")]
    Engine(#[from] tantivy::TantivyError),
    /// The cache directory could not be prepared.
    #[error("the index cache {path} cannot be written: {source}", path = path.display())]
    Cache {
        /// The directory.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
}

/// Where an index lives.
#[derive(Debug, Clone)]
pub enum Home {
    /// In memory, for evaluation and tests.
    Memory,
    /// In a directory of its own, kept for the next start under a key that names everything it was built from.
    Directory {
        /// The directory; it is emptied when it does not fit.
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

/// An immutable index of one library revision.
pub struct Index {
    searcher: Searcher,
    /// For each segment, the slot of each of its documents.
    slots: Vec<Column<u64>>,
    columns: Columns,
    forward: Forward,
    origin: Origin,
}

impl Index {
    /// Opens the cached index if it fits `documents` and is whole; builds it otherwise.
    ///
    /// # Errors
    /// When neither works.
    pub fn open_or_build(documents: &[Document], home: &Home) -> Result<Index, IndexError> {
        let mut forward = Forward::default();
        let numbered: Vec<(u32, &Document)> = documents.iter().map(|d| (forward.insert(d), d)).collect();
        let (schema, columns) = schema();
        let (engine, origin) = match home {
            Home::Memory => (tantivy::Index::create_in_ram(schema), Origin::Built),
            Home::Directory { path, key } => match cached(path, key, documents.len()) {
                Some(engine) => (engine, Origin::Cached),
                None => (tantivy::Index::create_in_dir(emptied(path)?, schema)?, Origin::Built),
            },
        };
        if origin == Origin::Built {
            let key = if let Home::Directory { key, .. } = home { key } else { "" };
            fill(&engine, &numbered, columns, key)?;
        }
        let reader = engine.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        let searcher = reader.searcher();
        let slots =
            searcher.segment_readers().iter().map(|segment| segment.fast_fields().u64("slot")).collect::<Result<_, _>>()?;
        Ok(Index { searcher, slots, columns, forward, origin })
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
        &self.searcher
    }

    pub(super) fn slot_columns(&self) -> &[Column<u64>] {
        &self.slots
    }

    pub(super) fn columns(&self) -> Columns {
        self.columns
    }
}

/// The cache, if it was built from the same things and every file still has its checksum.
fn cached(path: &PathBuf, key: &str, documents: usize) -> Option<tantivy::Index> {
    let engine = tantivy::Index::open_in_dir(path).ok()?;
    let same = engine.load_metas().ok()?.payload.as_deref() == Some(key);
    let whole = same && engine.validate_checksum().is_ok_and(|damaged| damaged.is_empty());
    let reader = if whole { engine.reader().ok()? } else { return None };
    (reader.searcher().num_docs() == documents as u64).then_some(engine)
}

/// The directory, made or emptied.
fn emptied(path: &PathBuf) -> Result<&PathBuf, IndexError> {
    let cache = |source| IndexError::Cache { path: path.clone(), source };
    if path.exists() {
        fs::remove_dir_all(path).map_err(cache)?;
    }
    fs::create_dir_all(path).map_err(cache)?;
    Ok(path)
}

/// One writer thread, so that equal documents give equal segments.
fn fill(engine: &tantivy::Index, documents: &[(u32, &Document)], columns: Columns, key: &str) -> Result<(), IndexError> {
    let mut writer: IndexWriter = engine.writer_with_num_threads(1, WRITER_BUDGET)?;
    for (slot, source) in documents {
        writer.add_document(document(source, *slot, columns))?;
    }
    let mut commit = writer.prepare_commit()?;
    commit.set_payload(key);
    commit.commit()?;
    writer.wait_merging_threads()?;
    Ok(())
}

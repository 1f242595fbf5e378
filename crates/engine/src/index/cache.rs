//! The cache of an index on disk: used only if it is whole and fits, and put in place whole or not at all, so that
//! programs that start at once, or are killed half-way, never see part of one.

use std::ffi::OsString;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use tantivy::schema::Schema;

use super::document::Document;
use super::error::IndexError;
use super::opened::Opened;

/// What a cache goes under: the caller's key and a hash of what was indexed, because a database may be replaced by
/// another of the same revision. The hash may change with the compiler; then the index is built once more.
pub(super) fn key(key: &str, documents: &[Document]) -> String {
    let mut hash = DefaultHasher::new();
    documents.hash(&mut hash);
    format!("{key}-{:016x}", hash.finish())
}

/// The cached index, if it was built from the same things and every file still has its checksum. Whatever is wrong
/// with it is not an error: it is built again.
pub(super) fn open(path: &Path, key: &str, schema: &Schema, documents: usize) -> Option<Opened> {
    let engine = tantivy::Index::open_in_dir(path).ok()?;
    // The file that describes the index has no checksum of its own, so that what it says is compared.
    let same = engine.schema() == *schema && engine.load_metas().ok()?.payload.as_deref() == Some(key);
    let whole = same && engine.validate_checksum().is_ok_and(|damaged| damaged.is_empty());
    let opened = if whole { Opened::of(&engine).ok()? } else { return None };
    (opened.documents() == documents as u64).then_some(opened)
}

/// Builds in a directory of this process alone, then puts it in the cache's place.
pub(super) fn keep(path: &Path, build: impl FnOnce(&Path) -> Result<Opened, IndexError>) -> Result<Opened, IndexError> {
    let (new, old) = (beside(path, "new"), beside(path, "old"));
    remove(&new);
    fs::create_dir_all(&new).map_err(|source| IndexError::Cache { path: new.clone(), source })?;
    let built = build(&new);
    if built.is_ok()
        && let Err(error) = replace(path, &new, &old)
    {
        // Most likely another process was quicker; the searcher has its files open either way.
        tracing::info!(path = %path.display(), %error, "the index is not kept for the next start");
    }
    remove(&new);
    remove(&old);
    built
}

/// A rename replaces nothing or an empty directory; anything else is moved out of the way first.
fn replace(path: &Path, new: &Path, old: &Path) -> io::Result<()> {
    if fs::rename(new, path).is_ok() {
        return Ok(());
    }
    fs::rename(path, old)?;
    fs::rename(new, path)
}

/// Removes a directory or file; where there is none, or it cannot go, nothing depends on it.
fn remove(path: &Path) {
    let _ = if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) };
}

/// A name next to the cache that nobody else uses.
fn beside(path: &Path, purpose: &str) -> PathBuf {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let (process, nth) = (std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
    let mut name: OsString = path.as_os_str().to_owned();
    name.push(format!(".{process}-{nth}.{purpose}"));
    PathBuf::from(name)
}

//! Incremental trials: what the edit of a few entries of a large library is tried on, without reading the rest.
//!
//! Where the judge does not learn the entries, an edit moves what BM25F says and nothing else. So the files that all
//! entries refer to, the edited entries and those most like them are enough to check, and the snapshot is made from the
//! one that answers. Nothing here reads or walks the files of the whole library.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use fenzhen_engine::index::{IndexError, QueryTerm};
use fenzhen_engine::kb::{Entry, EntryEdit, PackFiles, parse_entry};
use fenzhen_engine::text::is_stopword;
use fenzhen_engine::triage::Snapshot;
use rayon::prelude::*;

use crate::app::AppError;
use crate::app::library::Library;
use crate::app::library::edit::Edit;
use crate::store::{Drift, Store, StoreError};

/// The most entries edited at once; for more the whole is built, which then costs less a piece.
const MOST_EDITED: usize = 200;
/// Entries asked for that are most like one text of an edited entry.
const SIMILAR_A_TEXT: usize = 10;
/// The most entries whose cases are asked beside those of the edited entries.
const MOST_SIMILAR: usize = 100;

/// What the edit of a few entries is tried on.
pub(in crate::app::library) struct IncrementalTrial {
    /// The files that all entries refer to, those of the edited entries, and those of the entries most like them, as they
    /// stand.
    pub before: PackFiles,
    /// What answers with the edit, and with the drafts saved since.
    pub changed: Snapshot,
}

impl Library<'_> {
    /// What to try the edits on, if they are a few entries of a large library; `None` where the whole has to be built.
    pub(in crate::app::library) fn incremental_trial(
        &self,
        current: &Snapshot,
        base: i64,
        edits: &[Edit],
    ) -> Result<Option<IncrementalTrial>, AppError> {
        // What cannot be read is gone until it is fixed, as for whoever reads the whole.
        let edits: Option<Vec<EntryEdit>> =
            edits.iter().map(|Edit { change, .. }| entry_edit(&change.path, change.content.as_deref())).collect();
        let Some(edits) = edits.filter(|edits| edits.len() <= MOST_EDITED && !current.learns_entries()) else { return Ok(None) };
        let similar = similar_entries(current, edits.iter().filter_map(|(_, entry)| entry.as_deref()))?;
        let (before, drifts) = self.store.read(|dao| {
            let mut files = BTreeMap::new();
            let edited = edits.iter().map(|(id, _)| Entry::path_of(id));
            let common = PackFiles::COMMON.iter().map(|path| (*path).to_owned());
            for path in common.chain(edited).chain(similar) {
                if let Some(content) = dao.file(&path, Some(base))?.and_then(|state| state.content) {
                    files.insert(path, content);
                }
            }
            Ok((files, dao.changed_since(current.revision)?))
        })?;
        let changed = entry_edits(drifts).and_then(|drafts| current.changed(&[drafts, edits].concat(), current.revision));
        Ok(changed.map(|changed| IncrementalTrial { before: PackFiles::new(before), changed }))
    }
}

/// The snapshot of the newest revision, made from this one; `None` where the whole has to be built.
pub(in crate::app::library) fn followed(store: &Store, now: &Snapshot) -> Result<Option<Snapshot>, AppError> {
    if now.learns_entries() {
        return Ok(None);
    }
    // In one reading, so that the snapshot is of exactly that revision.
    let (newest, drifts) = store.read(|dao| {
        let newest = dao.newest_revision()?.ok_or(StoreError::NoSuchRevision(0))?;
        Ok((newest.id, dao.changed_since(now.revision)?))
    })?;
    Ok(entry_edits(drifts).and_then(|edits| now.changed(&edits, newest)))
}

/// What drifted, if it is a few entries and nothing else.
fn entry_edits(drifts: Vec<Drift>) -> Option<Vec<EntryEdit>> {
    if drifts.len() > MOST_EDITED {
        return None;
    }
    drifts.iter().map(|Drift { path, after, .. }| entry_edit(path, after.as_deref())).collect()
}

/// What a file makes of its entry; `None` where it is not an entry's.
fn entry_edit(path: &str, content: Option<&str>) -> Option<EntryEdit> {
    let entry = content.and_then(|content| parse_entry(path, content).0);
    Some((Entry::id_of(path)?.to_owned(), entry.map(Arc::new)))
}

/// The files of the published entries that share most with any text of the edited ones, the most alike of each text first.
fn similar_entries<'a>(current: &Snapshot, edited: impl Iterator<Item = &'a Entry>) -> Result<BTreeSet<String>, IndexError> {
    let texts = edited.flat_map(|entry| {
        let cases = entry.cases.iter().map(|case| &case.text);
        std::iter::once(&entry.title).chain(&entry.symptoms).chain(&entry.similar).chain(cases)
    });
    let texts: Vec<&String> = texts.collect();
    let found: Vec<Vec<String>> = texts.par_iter().map(|text| most_similar(current, text)).collect::<Result<_, _>>()?;
    let mut paths = BTreeSet::new();
    for nth in 0..SIMILAR_A_TEXT {
        for path in found.iter().filter_map(|hits| hits.get(nth)) {
            if paths.len() < MOST_SIMILAR {
                paths.insert(path.clone());
            }
        }
    }
    Ok(paths)
}

fn most_similar(current: &Snapshot, text: &str) -> Result<Vec<String>, IndexError> {
    let analyzed = current.analyzer.analyze(text);
    let words: BTreeSet<&str> = analyzed.terms().map(|(term, _)| term).filter(|term| !is_stopword(term)).collect();
    let terms: Vec<QueryTerm<'_>> = words.into_iter().map(|term| QueryTerm { term: term.into(), weight: 1.0 }).collect();
    let hits = current.index.search(&terms, SIMILAR_A_TEXT)?;
    Ok(hits.into_iter().filter_map(|hit| Some(current.library.entry(&hit.id)?.path())).collect())
}

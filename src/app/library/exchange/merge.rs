//! The three-way merge of files: as they were last imported, as they are here, as they come now. Pure.

use std::collections::{BTreeMap, BTreeSet};

use crate::store::Change;

/// Which side of a conflict is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Take {
    /// The pack's.
    Theirs,
    /// The library's.
    Ours,
}

/// The files of a pack, by path.
pub(crate) type Files = BTreeMap<String, String>;

/// What comes of a merge, by path; every path is in one list at most.
#[derive(Debug, Default)]
pub(crate) struct Merge {
    pub updated: Vec<String>,
    pub added: Vec<String>,
    pub removed: Vec<String>,
    /// Edited here and not in the pack.
    pub kept: Vec<String>,
    /// Changed on both sides, differently.
    pub conflicts: Vec<String>,
    /// What changes here. Conflicts are among it only where `take` says that theirs are taken.
    pub changes: Vec<Change>,
}

/// Merges `theirs` into `ours`, with `base` as what both began from.
pub(crate) fn merge(base: &Files, ours: &Files, theirs: &Files, take: Option<Take>) -> Merge {
    let paths: BTreeSet<&String> = base.keys().chain(ours.keys()).chain(theirs.keys()).collect();
    let mut merge = Merge::default();
    for path in paths {
        let (then, here, coming) = (base.get(path), ours.get(path), theirs.get(path));
        if here == coming {
            continue;
        }
        if coming == then {
            merge.kept.push(path.clone());
            continue;
        }
        if here != then {
            merge.conflicts.push(path.clone());
            if take != Some(Take::Theirs) {
                continue;
            }
        } else {
            let list = match (here, coming) {
                (None, _) => &mut merge.added,
                (_, None) => &mut merge.removed,
                _ => &mut merge.updated,
            };
            list.push(path.clone());
        }
        merge.changes.push(Change { path: path.clone(), content: coming.cloned() });
    }
    merge
}

/// `ours` with the changes made.
pub(crate) fn merged(mut ours: Files, changes: &[Change]) -> Files {
    for Change { path, content } in changes {
        match content {
            Some(content) => drop(ours.insert(path.clone(), content.clone())),
            None => drop(ours.remove(path)),
        }
    }
    ours
}

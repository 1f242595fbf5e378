//! What all imports share: how to merge, what came of it, and the plan that both follow from one state of the database.

use std::borrow::Cow;

use fenzhen_engine::kb::{self, FieldChange, PackFiles, Problem, Severity, diff, diff_lines, parse_entry};

use crate::app::engine::open::import_embedded;
use crate::app::library::check::{new_problems, pack_problems};
use crate::app::{AppError, Clock, Refusal, Settings};
use crate::store::Store;

use super::merge::{Files, Merge, Take, merge, merged};

/// How to import.
#[derive(Debug, Clone, Copy, Default)]
pub struct ImportOptions {
    /// Say what would happen and keep nothing.
    pub dry_run: bool,
    /// What to do about conflicts; without it they stop the import.
    pub take: Option<Take>,
}

/// What an import did, or would do. Every path is in one list at most; files that are the same are in none.
#[derive(Debug)]
pub struct Import {
    /// The revision it made; `None` where nothing changed or nothing was kept.
    pub revision: Option<i64>,
    /// Whether conflicts stopped it.
    pub stopped: bool,
    /// Files that take the pack's state.
    pub updated: Vec<String>,
    /// Files that are new here.
    pub added: Vec<String>,
    /// Files that the pack has no more.
    pub removed: Vec<String>,
    /// Files edited here that the pack left alone.
    pub kept: Vec<String>,
    /// Files changed on both sides.
    pub conflicts: Vec<ImportConflict>,
    /// Which side of the conflicts is kept.
    pub take: Option<Take>,
}

/// A file changed on both sides, differently.
#[derive(Debug, PartialEq, Eq)]
pub struct ImportConflict {
    /// The file.
    pub path: String,
    /// As it is here.
    pub ours: Side,
    /// As it is in the pack.
    pub theirs: Side,
}

/// One side of a conflict.
#[derive(Debug, PartialEq, Eq)]
pub struct Side {
    /// The file; `None` where it was removed.
    pub content: Option<String>,
    /// What changed since the last import: fields of an entry, lines of any other file.
    pub changes: Vec<FieldChange>,
}

/// Why an import was not made.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The pack has problems, or the library would have some after the merge.
    #[error("there are {} problems to fix first", .0.len())]
    Problems(Vec<Problem>),
    /// Anything else.
    #[error(transparent)]
    App(#[from] AppError),
}

impl Refusal for ImportError {
    fn code(&self) -> &'static str {
        match self {
            ImportError::Problems(_) => "has-problems",
            ImportError::App(_) => "internal",
        }
    }

    fn help(&self) -> Cow<'static, str> {
        match self {
            ImportError::Problems(_) => "fix what is listed, then import it again".into(),
            ImportError::App(_) => "try again, then tell the operator".into(),
        }
    }
}

/// What an import would do, found in one state of the database.
pub(super) struct Plan {
    pub(super) import: Import,
    pub(super) merge: Merge,
    pub(super) problems: Vec<Problem>,
    /// The library says already what the pack says.
    pub(super) same: bool,
}

/// The database of `settings`, filled where it was empty.
pub(super) fn filled(settings: &Settings, clock: Clock) -> Result<Store, AppError> {
    let store = Store::open(&settings.db)?;
    if store.read(|dao| dao.newest_revision())?.is_none() {
        import_embedded(&store, clock)?;
    }
    Ok(store)
}

impl Plan {
    pub(super) fn import(self) -> Result<Import, ImportError> {
        if self.problems.is_empty() { Ok(self.import) } else { Err(ImportError::Problems(self.problems)) }
    }
}

/// Merges, and checks what comes of it; `checked` says that `theirs` by itself has no problem.
pub(super) fn plan(base: &Files, ours: Files, theirs: &Files, options: ImportOptions, checked: bool) -> Plan {
    let mut merge = merge(base, &ours, theirs, options.take);
    let conflicts: Vec<ImportConflict> = merge.conflicts.iter().map(|path| conflict(path, base, &ours, theirs)).collect();
    let import = Import {
        revision: None,
        stopped: !conflicts.is_empty() && options.take.is_none(),
        updated: std::mem::take(&mut merge.updated),
        added: std::mem::take(&mut merge.added),
        removed: std::mem::take(&mut merge.removed),
        kept: std::mem::take(&mut merge.kept),
        conflicts,
        take: options.take,
    };
    let same = ours == *theirs;
    let needless = import.stopped || merge.changes.is_empty();
    let problems = if needless { Vec::new() } else { brought(ours, theirs, &merge, checked) };
    Plan { import, merge, problems, same }
}

/// Problems that the library would have and has not now: two sides that are sound may not fit together.
fn brought(ours: Files, theirs: &Files, merge: &Merge, checked: bool) -> Vec<Problem> {
    let after = merged(ours.clone(), &merge.changes);
    // Then it has been checked already.
    if checked && after == *theirs {
        return Vec::new();
    }
    let (before, after) = (PackFiles::new(ours), PackFiles::new(after));
    let mut problems = new_problems(&pack_problems(&kb::parse(&before)), pack_problems(&kb::parse(&after)));
    problems.retain(|problem| problem.severity == Severity::Error);
    problems
}

fn conflict(path: &str, base: &Files, ours: &Files, theirs: &Files) -> ImportConflict {
    let text = |files: &Files| files.get(path).cloned();
    let then = text(base);
    let side = |content: Option<String>| Side { changes: changes(path, then.as_deref(), content.as_deref()), content };
    ImportConflict { path: path.to_owned(), ours: side(text(ours)), theirs: side(text(theirs)) }
}

/// What changed in a file: fields where it is an entry on both sides and a field did change, else lines.
fn changes(path: &str, before: Option<&str>, after: Option<&str>) -> Vec<FieldChange> {
    let entry = |text: Option<&str>| text.map(|text| parse_entry(path, text).0);
    let fields = match (entry(before), entry(after)) {
        (Some(None), _) | (_, Some(None)) => Vec::new(),
        (before, after) => diff(before.flatten().as_ref(), after.flatten().as_ref()),
    };
    if fields.is_empty() { diff_lines(before, after) } else { fields }
}

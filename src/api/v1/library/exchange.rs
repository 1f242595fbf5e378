//! What importing and comparing say, as the command prints it with `--json`.

use fenzhen_engine::kb::FieldChange;

use crate::app::library as domain;
use crate::app::library::exchange::{self, Take};

/// A file that is not the same in the library and in a folder.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct FileChange {
    /// Its path below the pack's folder.
    pub path: String,
    /// Whether the library has it.
    pub in_library: bool,
    /// Whether the folder has it.
    pub in_folder: bool,
    /// What the folder says otherwise; empty where only the layout differs.
    pub changes: Vec<FieldChange>,
}

/// What an import did, or would do. Every path is in one list at most; files that are the same are in none.
#[derive(Debug, serde::Serialize)]
pub struct Import {
    /// The revision it made; `null` where nothing changed or nothing was kept.
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
    /// Which side of the conflicts is kept: `theirs` or `ours`.
    pub take: Option<&'static str>,
}

/// A file changed on both sides, differently.
#[derive(Debug, PartialEq, Eq, serde::Serialize)]
pub struct ImportConflict {
    /// The file.
    pub path: String,
    /// As it is here.
    pub ours: Side,
    /// As it is in the pack.
    pub theirs: Side,
}

/// One side of a conflict.
#[derive(Debug, PartialEq, Eq, serde::Serialize)]
pub struct Side {
    /// The file; `null` where it was removed.
    pub content: Option<String>,
    /// What changed since the last import: fields of an entry, lines of any other file.
    pub changes: Vec<FieldChange>,
}

impl From<domain::FileChange> for FileChange {
    fn from(domain::FileChange { path, in_library, in_folder, changes }: domain::FileChange) -> FileChange {
        FileChange { path, in_library, in_folder, changes }
    }
}

impl From<exchange::Import> for Import {
    fn from(import: exchange::Import) -> Import {
        let exchange::Import { revision, stopped, updated, added, removed, kept, conflicts, take } = import;
        let take = take.map(|side| match side {
            Take::Theirs => "theirs",
            Take::Ours => "ours",
        });
        let conflicts = conflicts.into_iter().map(ImportConflict::from).collect();
        Import { revision, stopped, updated, added, removed, kept, conflicts, take }
    }
}

impl From<exchange::ImportConflict> for ImportConflict {
    fn from(exchange::ImportConflict { path, ours, theirs }: exchange::ImportConflict) -> ImportConflict {
        ImportConflict { path, ours: ours.into(), theirs: theirs.into() }
    }
}

impl From<exchange::Side> for Side {
    fn from(exchange::Side { content, changes }: exchange::Side) -> Side {
        Side { content, changes }
    }
}

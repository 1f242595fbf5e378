//! Entries and files of the library, in the shape of version 1.

use fenzhen_engine::kb::{Entry, Status};
use utoipa::ToSchema;

use crate::app::library as domain;

use super::knowledge::{EntryFileView, EntryStatus};

/// Entries by id.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, ToSchema)]
pub struct EntryPage {
    /// The entries.
    pub entries: Vec<EntrySummary>,
    /// What to ask for as `cursor` to go on; absent at the end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

/// An entry in a list.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, ToSchema)]
pub struct EntrySummary {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its category's id.
    pub category: String,
    /// Its department's id.
    pub department: String,
    /// Where it stands.
    #[schema(value_type = EntryStatus)]
    pub status: Status,
}

/// An entry as it stood at some revision.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, ToSchema)]
pub struct EntryAt {
    /// Its id.
    pub id: String,
    /// The revision that last changed it; what `If-Match` wants back.
    pub revision: i64,
    /// The file as it was written.
    pub content: String,
    /// What it says; `null` where its syntax is broken.
    #[schema(value_type = Option<EntryFileView>)]
    pub entry: Option<Entry>,
}

/// Any file of the library as it stood at some revision.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, ToSchema)]
pub struct FileAt {
    /// Its path below the pack's folder.
    pub path: String,
    /// The revision that last changed it.
    pub revision: i64,
    /// The file as it was written.
    pub content: String,
}

/// The files.
#[derive(Debug, serde::Serialize, ToSchema)]
pub struct FileList {
    /// By path.
    pub files: Vec<FileSummary>,
}

/// A file of the library, without its text.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, ToSchema)]
pub struct FileSummary {
    /// Its path below the pack's folder.
    pub path: String,
    /// Its length in bytes.
    pub bytes: usize,
}

/// A change that was kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, ToSchema)]
pub struct Saved {
    /// The revision it made; what `If-Match` wants next time.
    pub revision: i64,
}

impl From<domain::EntryPage> for EntryPage {
    fn from(domain::EntryPage { entries, next }: domain::EntryPage) -> EntryPage {
        EntryPage { entries: entries.into_iter().map(EntrySummary::from).collect(), next }
    }
}

impl From<domain::EntrySummary> for EntrySummary {
    fn from(entry: domain::EntrySummary) -> EntrySummary {
        let domain::EntrySummary { id, title, category, department, status } = entry;
        EntrySummary { id, title, category, department, status }
    }
}

impl From<domain::EntryAt> for EntryAt {
    fn from(domain::EntryAt { id, revision, content, entry }: domain::EntryAt) -> EntryAt {
        EntryAt { id, revision, content, entry }
    }
}

impl From<domain::FileAt> for FileAt {
    fn from(domain::FileAt { path, revision, content }: domain::FileAt) -> FileAt {
        FileAt { path, revision, content }
    }
}

impl From<domain::FileSummary> for FileSummary {
    fn from(domain::FileSummary { path, bytes }: domain::FileSummary) -> FileSummary {
        FileSummary { path, bytes }
    }
}

impl From<Vec<domain::FileSummary>> for FileList {
    fn from(files: Vec<domain::FileSummary>) -> FileList {
        FileList { files: files.into_iter().map(FileSummary::from).collect() }
    }
}

impl From<domain::Saved> for Saved {
    fn from(domain::Saved { revision }: domain::Saved) -> Saved {
        Saved { revision }
    }
}

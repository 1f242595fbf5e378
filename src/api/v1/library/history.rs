//! Revisions of the library, in the shape of version 1.

use fenzhen_engine::kb::FieldChange;
use utoipa::ToSchema;

use crate::app::library as domain;

use super::knowledge::FieldChangeView;

/// Revisions, newest first.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, ToSchema)]
pub struct RevisionPage {
    /// The revisions.
    pub revisions: Vec<Revised>,
    /// What to ask for as `before` to go on; absent at the end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<i64>,
}

/// One revision of the library: who changed something when, and why; and what was let pass when it was made.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, ToSchema)]
pub struct Revised {
    /// From 1, one higher each time.
    pub id: i64,
    /// RFC 3339, UTC.
    pub at: String,
    /// Who.
    pub author: String,
    /// Why, in their words.
    pub note: String,
    /// Broken cases that a publisher let pass, with the reason.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub waived: Vec<Waiver>,
}

/// A problem that was let pass when a revision was made.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, ToSchema)]
pub struct Waiver {
    /// The problem's code.
    pub code: String,
    /// The file it stands in.
    pub path: String,
    /// What was wrong.
    pub message: String,
    /// Why it might pass.
    pub reason: String,
    /// Who let it pass.
    pub author: String,
}

/// How an entry differs.
#[derive(Debug, serde::Serialize, ToSchema)]
pub struct EntryDiff {
    /// The fields that differ, by name; none where it is the same.
    #[schema(value_type = Vec<FieldChangeView>)]
    pub changes: Vec<FieldChange>,
}

impl From<domain::RevisionPage> for RevisionPage {
    fn from(domain::RevisionPage { revisions, next }: domain::RevisionPage) -> RevisionPage {
        RevisionPage { revisions: revisions.into_iter().map(Revised::from).collect(), next }
    }
}

impl From<domain::Revised> for Revised {
    fn from(domain::Revised { revision, waived }: domain::Revised) -> Revised {
        let domain::Revision { id, at, author, note } = revision;
        Revised { id, at: at.to_string(), author, note, waived: waived.into_iter().map(Waiver::from).collect() }
    }
}

impl From<domain::Waiver> for Waiver {
    fn from(domain::Waiver { revision: _, code, path, message, reason, author }: domain::Waiver) -> Waiver {
        Waiver { code, path, message, reason, author }
    }
}

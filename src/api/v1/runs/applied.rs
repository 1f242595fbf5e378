//! Writing a run over tickets, and taking that back: what is asked, and what was done.

use std::collections::BTreeMap;

use utoipa::ToSchema;

use crate::app::runs;

/// How to apply a run.
#[derive(Debug, Default, serde::Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ApplyRequest {
    /// Add tickets of the backlog that are not on record, with their text.
    pub add: bool,
    /// Overwrite what somebody confirmed, too.
    pub over_confirmed: bool,
    /// Whose tickets the backlog has: the `source` under which they were registered. Without one, tickets whose id more than
    /// one source has are skipped and listed.
    pub source: Option<String>,
    /// Say what would be done, and do nothing.
    pub dry_run: bool,
}

/// What applying a run did.
#[derive(Debug, Clone, serde::Serialize, ToSchema)]
#[schema(as = Applied)]
pub struct AppliedView {
    /// The number to take it back by; `None` where nothing was written.
    pub application: Option<i64>,
    /// Tickets that were overwritten.
    pub written: u64,
    /// Those of them that get another outcome, category, department or entry, a registered one also another urgency. The
    /// others said the same by another revision; so do those that nothing is known of before and after, whatever is guessed.
    pub moved: u64,
    /// Overwritten ones that somebody had confirmed.
    pub over_confirmed: u64,
    /// Tickets that were added.
    pub added: u64,
    /// Tickets that say what the run says already.
    pub unchanged: u64,
    /// Tickets that were left as they are.
    pub skipped: SkipsView,
}

impl From<runs::Applied> for AppliedView {
    fn from(applied: runs::Applied) -> AppliedView {
        AppliedView {
            application: applied.application,
            written: applied.written,
            moved: applied.moved,
            over_confirmed: applied.over_confirmed,
            added: applied.added,
            unchanged: applied.unchanged,
            skipped: applied.skipped.into(),
        }
    }
}

/// What taking it back did.
#[derive(Debug, Clone, serde::Serialize, ToSchema)]
#[schema(as = Undone)]
pub struct UndoneView {
    /// The number of the application.
    pub application: i64,
    /// Tickets that are as they were before.
    pub restored: u64,
    /// Tickets that applying had added, and that are gone again.
    pub removed: u64,
    /// Tickets that could not be restored.
    pub skipped: SkipsView,
}

impl From<runs::Undone> for UndoneView {
    fn from(undone: runs::Undone) -> UndoneView {
        UndoneView {
            application: undone.application,
            restored: undone.restored,
            removed: undone.removed,
            skipped: undone.skipped.into(),
        }
    }
}

/// All that were left as they are.
#[derive(Debug, Clone, serde::Serialize, ToSchema)]
#[schema(as = Skips)]
pub struct SkipsView {
    /// How many, by reason.
    pub counts: BTreeMap<String, u64>,
    /// The first thousand.
    pub first: Vec<SkippedView>,
}

impl From<runs::Skips> for SkipsView {
    fn from(skips: runs::Skips) -> SkipsView {
        SkipsView {
            counts: skips.counts.into_iter().map(|(reason, count)| (reason.as_str().to_owned(), count)).collect(),
            first: skips.first.into_iter().map(Into::into).collect(),
        }
    }
}

/// A ticket that was left as it is.
#[derive(Debug, Clone, serde::Serialize, ToSchema)]
#[schema(as = Skipped)]
pub struct SkippedView {
    /// The line of the input, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u64>,
    /// Its id.
    pub id: String,
    /// `not-on-record`, `several-sources`, `changed-since`, `confirmed`, `ended`, `not-judged`, `no-id`, `has-feedback` or
    /// `gone`.
    pub reason: String,
}

impl From<runs::Skipped> for SkippedView {
    fn from(skipped: runs::Skipped) -> SkippedView {
        SkippedView { line: skipped.line, id: skipped.id, reason: skipped.reason.as_str().to_owned() }
    }
}

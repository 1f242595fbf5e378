//! Change: what became of a ticket between two judgements, and which evidence made the difference.

use fenzhen_engine::kb::Labels;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::app::runs::row::Piece;

/// Pieces of changed evidence that are kept.
const KEPT: usize = 8;

/// What became of one label.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// As before.
    Same,
    /// From one label to another.
    Moved,
    /// There was none, and now there is.
    Gained,
    /// There was one, and now there is none.
    Lost,
}

impl Change {
    /// All of them, in the order of reports.
    pub const ALL: [Change; 4] = [Change::Same, Change::Moved, Change::Gained, Change::Lost];

    /// From one label to another; empty is none.
    #[must_use]
    pub fn between(before: &str, after: &str) -> Change {
        match (before, after) {
            _ if before == after => Change::Same,
            ("", _) => Change::Gained,
            (_, "") => Change::Lost,
            _ => Change::Moved,
        }
    }

    /// The name used in results and reports.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Change::Same => "same",
            Change::Moved => "moved",
            Change::Gained => "gained",
            Change::Lost => "lost",
        }
    }
}

/// What became of each label that something was said of before.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Changes {
    /// The category's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<Change>,
    /// The department's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub department: Option<Change>,
    /// The entry's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entry: Option<Change>,
}

impl Changes {
    /// Compares two judgements.
    #[must_use]
    pub fn between(before: &Labels, after: &Labels) -> Changes {
        let change = |before: &Option<String>, after: &Option<String>| {
            Some(Change::between(before.as_deref()?, after.as_deref().unwrap_or_default()))
        };
        Changes {
            category: change(&before.category, &after.category),
            department: change(&before.department, &after.department),
            entry: change(&before.entry, &after.entry),
        }
    }

    /// Whether the category or the department is another one. Another entry alone changes how it is solved, not by whom.
    #[must_use]
    pub fn is_news(&self) -> bool {
        [self.category, self.department].into_iter().flatten().any(|change| change != Change::Same)
    }
}

/// A piece of evidence before and after.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(as = RunWhy)]
pub struct Why {
    /// The word, or the id of the case or entry.
    pub text: String,
    /// What it weighed for the label before; 0 where it was no evidence then, or that is not known.
    pub before: f64,
    /// What it weighs for the label now.
    pub after: f64,
}

/// What changed between the evidence for the label before and that for the label now, the strongest first.
#[must_use]
pub fn evidence_that_changed(before: &[Piece], after: &[Piece]) -> Vec<Why> {
    let mut all: Vec<Why> =
        after.iter().map(|piece| Why { text: piece.text.clone(), before: 0.0, after: piece.weight }).collect();
    for piece in before {
        match all.iter_mut().find(|why| why.text == piece.text) {
            Some(why) => why.before += piece.weight,
            None => all.push(Why { text: piece.text.clone(), before: piece.weight, after: 0.0 }),
        }
    }
    all.retain(|why| why.before != why.after);
    let strength = |why: &Why| (why.after - why.before).abs();
    all.sort_by(|a, b| strength(b).total_cmp(&strength(a)).then_with(|| a.text.cmp(&b.text)));
    all.truncate(KEPT);
    all
}

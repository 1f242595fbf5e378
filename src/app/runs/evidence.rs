//! Evidence as the rows of a run keep it: which words, or which cases, made it say so.

use serde::{Deserialize, Serialize};

/// The strongest evidence for the first choices.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct RowEvidence {
    /// For the category.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub category: Vec<EvidencePiece>,
    /// For the department.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub department: Vec<EvidencePiece>,
}

impl RowEvidence {
    pub(super) fn is_empty(&self) -> bool {
        self.category.is_empty() && self.department.is_empty()
    }
}

/// A word of the ticket, or a case like it, and what it weighed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EvidencePiece {
    /// The word, or the id of the case or entry; personal numbers are masked.
    pub text: String,
    /// `word`, `synonym`, `near_case` or `near_example`.
    pub kind: String,
    /// Its weight in the score, to three digits.
    pub weight: f64,
}

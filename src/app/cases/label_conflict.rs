//! A label that contradicts the entry beside it.

use std::fmt;

/// A label that says otherwise than the entry beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LabelConflict {
    /// Which label: `category` or `department`.
    pub field: &'static str,
    /// The entry.
    pub entry: String,
    /// What the entry has.
    pub own: String,
    /// What stands beside it.
    pub other: String,
}

impl fmt::Display for LabelConflict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let LabelConflict { field, entry, own, other } = self;
        write!(f, "the entry {entry} has the {field} {own}, not {other}")
    }
}

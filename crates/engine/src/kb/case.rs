//! Cases: confirmed tickets, what the library learns from beside its entries.

use super::labels::Labels;

/// A ticket somebody confirmed. What it does not say (a label left out) teaches nothing about that label.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Case {
    /// A name for it, unique among the cases.
    pub id: String,
    /// The ticket's title; may be empty.
    pub title: String,
    /// The ticket's text.
    pub text: String,
    /// What it turned out to be.
    pub labels: Labels,
}

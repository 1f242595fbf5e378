//! Cases: confirmed tickets, what the library learns from beside its entries.

/// A ticket somebody confirmed. What it does not say (a label left out) teaches nothing about that label.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Case {
    /// A name for it, unique among the cases.
    pub id: String,
    /// The ticket's title; may be empty.
    pub title: String,
    /// The ticket's text.
    pub text: String,
    /// The category it turned out to be, by id.
    pub category: Option<String>,
    /// The department that handled it, by id.
    pub department: Option<String>,
    /// The entry that solved it, by id.
    pub entry: Option<String>,
}

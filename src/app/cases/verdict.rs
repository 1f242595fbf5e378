//! What an agent says of a suggestion, in one word.

/// What an agent says of a suggestion.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It was right: its first category, department and entry become a case; the entry only where it belongs to them. Of an
    /// ambiguous suggestion whose labels say two things, none is taken: `corrected` says which is right.
    Accepted,
    /// It was wrong, and this is right: the labels given become a case.
    Corrected,
    /// It was wrong, and what is right is not known: on record, but nothing is learned.
    Rejected,
}

impl Verdict {
    /// The name used on record and on the wire.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Verdict::Accepted => "accepted",
            Verdict::Corrected => "corrected",
            Verdict::Rejected => "rejected",
        }
    }
}

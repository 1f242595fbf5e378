//! Places in a text, and the characters that remember theirs.

/// A half-open range of Unicode code points in the text as it was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub struct Span {
    /// First code point, from 0.
    pub start: u32,
    /// One past the last code point.
    pub end: u32,
}

impl Span {
    /// The smallest span that covers both.
    #[must_use]
    pub fn cover(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// Whether the two share at least one code point.
    #[must_use]
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }
}

/// One normalised character and the code points of the original it stands for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mark {
    pub c: char,
    pub from: Span,
}

//! When two texts are the same but for trifles.

use std::collections::HashSet;

use crate::text::fold;

/// Shared trigrams, as a share of all, from which one text is a copy of the other.
const COPY: f64 = 0.9;

/// A text without what does not tell one complaint from another: width, case, script, blanks.
pub(super) fn plain(text: &str) -> String {
    fold(text).chars().filter(|c| !c.is_whitespace()).collect()
}

/// A text as the set of its character trigrams.
pub(super) struct Shape {
    plain: String,
    trigrams: HashSet<[char; 3]>,
}

impl Shape {
    pub fn of(text: &str) -> Shape {
        let plain = plain(text);
        let chars: Vec<char> = plain.chars().collect();
        let trigrams = chars.windows(3).filter_map(|three| three.try_into().ok()).collect();
        Shape { plain, trigrams }
    }

    /// Whether one is a copy of the other: equal, or nine of ten trigrams in common. Texts too short for a trigram are
    /// compared as they are.
    pub fn copies(&self, other: &Shape) -> bool {
        if self.plain == other.plain {
            return true;
        }
        let (less, more) = (self.trigrams.len().min(other.trigrams.len()), self.trigrams.len().max(other.trigrams.len()));
        // The common part is not larger than the smaller set, so that most pairs need no counting.
        if less == 0 || ratio(less, more) < COPY {
            return false;
        }
        let common = self.trigrams.intersection(&other.trigrams).count();
        ratio(common, less + more - common) >= COPY
    }
}

/// Trigrams of a text of at most some thousand characters: exact in an `f64`.
#[expect(clippy::cast_precision_loss, reason = "counts of trigrams are far below 2^52")]
fn ratio(part: usize, whole: usize) -> f64 {
    part as f64 / whole as f64
}

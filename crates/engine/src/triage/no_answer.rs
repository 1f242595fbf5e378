//! No answer: why a ticket has none, for whoever says so in words.

use super::suggestion::Outcome;

/// Why the first choice is not an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoAnswer {
    /// The ticket has no words to judge by.
    NoWords,
    /// Nothing in the library is about any of its words.
    NothingRelated,
    /// It has too little in common with what the library knows.
    Unfamiliar,
    /// No choice is sure enough.
    Unsure,
    /// The first two choices are too close to call.
    TooClose,
}

impl NoAnswer {
    /// The outcome that it makes.
    #[must_use]
    pub fn outcome(self) -> Outcome {
        match self {
            NoAnswer::TooClose => Outcome::Ambiguous,
            NoAnswer::NoWords | NoAnswer::NothingRelated | NoAnswer::Unfamiliar | NoAnswer::Unsure => Outcome::NoMatch,
        }
    }
}

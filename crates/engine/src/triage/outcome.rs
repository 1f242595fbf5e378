//! Outcome: whether there is an answer, and why not, for whoever says so in words.

/// Whether there is an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// The first choice can be followed.
    Answer,
    /// Two choices are too close to call; a person should look at both.
    Ambiguous,
    /// The library does not know this.
    NoMatch,
}

impl Outcome {
    /// The name used on the wire.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Outcome::Answer => "answer",
            Outcome::Ambiguous => "ambiguous",
            Outcome::NoMatch => "no_match",
        }
    }
}

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

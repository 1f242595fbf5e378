//! From an error target to a confidence threshold: answer only what is at least this sure.
//!
//! It promises nothing it has not seen: with too few held-out cases it says so instead.

/// One held-out case: how confident the model was, and whether it was right.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct HeldOutAnswer {
    /// Calibrated confidence, 0 to 1.
    pub confidence: f64,
    /// Whether the first label was the right one.
    pub right: bool,
}

/// What can be said about an error target.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Threshold {
    /// Answers at least this confident met the target on held-out cases.
    AtLeast {
        /// The least confidence to answer with.
        confidence: f64,
        /// Share of the held-out cases that reach it.
        coverage: f64,
        /// Number of held-out cases.
        held_out: usize,
    },
    /// There were enough held-out cases, but no threshold meets the target.
    OutOfReach {
        /// Number of held-out cases.
        held_out: usize,
    },
    /// Too few held-out cases to promise the target.
    TooLittleData {
        /// Number of held-out cases.
        held_out: usize,
        /// Number that would be enough.
        needed: usize,
    },
}

/// The confidence from which on at most `errors` (a share, 0 to 1) of the answers are wrong.
///
/// A target of 5 % needs 60 held-out cases: fewer, all right, would still be likely enough by luck (the "rule of three":
/// n right answers in a row exclude an error rate above 3 / n with 95 % confidence).
#[must_use]
pub fn threshold(outcomes: &[HeldOutAnswer], errors: f64) -> Threshold {
    let held_out = outcomes.len();
    let errors = if errors.is_finite() { errors.clamp(0.0, 1.0) } else { 0.0 };
    let needed = (3.0 / errors.max(1e-4)).ceil() as usize;
    if held_out < needed {
        return Threshold::TooLittleData { held_out, needed };
    }
    let mut order: Vec<&HeldOutAnswer> = outcomes.iter().filter(|outcome| outcome.confidence.is_finite()).collect();
    order.sort_by(|a, b| b.confidence.total_cmp(&a.confidence));
    let (mut wrong, mut best) = (0_usize, None);
    for (answered, outcome) in order.iter().enumerate() {
        wrong += usize::from(!outcome.right);
        let last_of_its_kind = order.get(answered + 1).is_none_or(|next| next.confidence < outcome.confidence);
        if last_of_its_kind && wrong as f64 <= errors * (answered + 1) as f64 {
            best = Some((outcome.confidence, answered + 1));
        }
    }
    match best {
        Some((confidence, answered)) => Threshold::AtLeast { confidence, coverage: answered as f64 / held_out as f64, held_out },
        None => Threshold::OutOfReach { held_out },
    }
}

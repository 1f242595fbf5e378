//! How sure a choice is, as a word and a number.

use crate::http::pages::ui::texts::Texts;

/// Confidences from which on a choice is called sure, and fairly so.
const SURE: f64 = 0.9;
const FAIRLY_SURE: f64 = 0.7;

/// A confidence, as a word and a number.
pub struct Confidence {
    pub level: &'static str,
    pub word: &'static str,
    pub percent: String,
}

/// How sure it is.
pub fn of(confidence: f64, t: &'static Texts) -> Confidence {
    let (level, word) = match confidence {
        c if c >= SURE => ("high", t.sure_high),
        c if c >= FAIRLY_SURE => ("middle", t.sure_middle),
        _ => ("low", t.sure_low),
    };
    Confidence { level, word, percent: percent(confidence) }
}

/// A confidence as a number. Nothing is certain, and what is listed is not impossible.
pub fn percent(confidence: f64) -> String {
    match (confidence * 100.0).round() {
        whole if whole >= 100.0 => ">99%".to_owned(),
        whole if whole < 1.0 => "<1%".to_owned(),
        whole => format!("{whole:.0}%"),
    }
}

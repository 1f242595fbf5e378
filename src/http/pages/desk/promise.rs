//! What the confidence rests on, in a sentence: what held-out examples allow to promise.

use fenzhen_engine::learn::Threshold;
use fenzhen_engine::triage::AnswerThreshold;

use crate::http::pages::ui::texts::desk::DeskTexts;

/// The sentence.
pub fn promise(threshold: &AnswerThreshold, t: &'static DeskTexts) -> String {
    let percent = |share: f64| format!("{:.0}%", share * 100.0);
    let (errors, least) = (percent(threshold.error_target), percent(threshold.least));
    let (sentence, held_out, last) = match threshold.promise {
        Some(Threshold::AtLeast { coverage, held_out, .. }) => (t.promise_kept, held_out, percent(coverage)),
        Some(Threshold::OutOfReach { held_out }) => (t.promise_out_of_reach, held_out, String::new()),
        Some(Threshold::TooLittleData { held_out, needed }) => (t.promise_too_little, held_out, needed.to_string()),
        None => (t.promise_none, 0, String::new()),
    };
    let said = sentence.replace("{errors}", &errors).replace("{least}", &least);
    said.replace("{held_out}", &held_out.to_string()).replace("{last}", &last)
}

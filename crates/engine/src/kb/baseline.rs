//! Baseline: off-topic and harmless texts that must get no answer, one JSON object a line of `baseline.jsonl`.

use super::limits;
use super::read::Notes;

/// A text that must get no answer.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BaselineText {
    /// A name for it; no two texts share one.
    pub id: String,
    /// The text.
    pub text: String,
    /// Why it must get no answer.
    pub because: String,
}

/// The texts of `baseline.jsonl`, in the order of the file.
pub type Baseline = Vec<BaselineText>;

/// The texts of the file, each with its line. Lines that are not understood are noted and passed over.
pub(super) fn read_baseline(notes: &mut Notes<'_>) -> Vec<(u32, BaselineText)> {
    let mut texts = Vec::new();
    for (line, offset, json) in notes.telling_lines() {
        match text(json) {
            Ok(text) => texts.push((line, text)),
            Err(message) => {
                let help = r#"write {"id": "…", "text": "…", "because": "…"} on one line"#;
                notes.report("baseline-malformed", offset, message, help);
            }
        }
    }
    texts
}

fn text(json: &str) -> Result<BaselineText, String> {
    let text: BaselineText = serde_json::from_str(json).map_err(|error| format!("this is not a baseline text: {error}"))?;
    if [&text.id, &text.text, &text.because].iter().any(|said| said.trim().is_empty()) {
        return Err("one of `id`, `text` and `because` says nothing".to_owned());
    }
    if text.text.chars().count() > limits::TICKET {
        return Err(format!("the text has more than {} characters", limits::TICKET));
    }
    Ok(text)
}

//! Risks: words and patterns in a ticket that raise its urgency, each with its reason.

use crate::kb::limits;
use crate::kb::read::Fields;
use crate::kb::words::Urgency;

/// Something in a ticket's words that raises its urgency.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Risk {
    /// A slug, such as `personal-safety`.
    pub id: String,
    /// Why it matters, in words an agent reads.
    pub reason: String,
    /// The urgency a ticket with it has at least.
    pub raises_to: Urgency,
    /// Words that show it; they are normalised before use.
    pub words: Vec<String>,
    /// Regular expressions that show it, put to the normalised text.
    pub patterns: Vec<String>,
}

impl Risk {
    pub(in crate::kb) fn read_all(fields: &mut Fields<'_, '_>) -> Vec<Risk> {
        fields.tables("risk", |risk| Risk {
            id: risk.text("id", limits::WORD),
            reason: risk.text("reason", limits::SENTENCE),
            raises_to: risk.word("raises_to", Urgency::parse, Urgency::ALL).unwrap_or(Urgency::High),
            words: risk.texts("words", limits::TITLE),
            patterns: risk.texts("patterns", limits::SENTENCE),
        })
    }
}

//! The answer to a ticket, in the shape of version 1.

use utoipa::ToSchema;

use fenzhen_engine::index::Field;
use fenzhen_engine::text::signals::SignalKind;
use fenzhen_engine::triage::{EvidenceKind, Outcome, TicketPart};

/// What to do about a ticket, and why.
#[derive(Debug, Clone, serde::Serialize, ToSchema)]
pub struct Suggestion {
    /// The sender's id, as it was sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// fenzhen's id for it, to give feedback by; absent where tickets are not kept.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ticket: Option<String>,
    /// `answer`, `ambiguous` or `no_match`.
    #[schema(value_type = String, example = "answer")]
    pub outcome: Outcome,
    /// Why there is no plain answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// What it is about; absent where nothing in the library comes near.
    pub category: Option<Choice>,
    /// Who should handle it.
    pub department: Option<Choice>,
    /// How urgent it is, and by when what is due.
    pub urgency: UrgencyView,
    /// Key facts in the ticket.
    pub signals: Vec<SignalView>,
    /// What still has to be asked.
    pub missing: Vec<MissingSlot>,
    /// Entries to follow, best first.
    pub entries: Vec<EntryView>,
    /// For an ambiguous ticket, what separates its two likeliest choices.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub against: Option<AgainstView>,
    /// What the confidence rests on, and what can be promised.
    pub calibration: CalibrationView,
    /// The library revision that answered.
    pub kb_revision: i64,
    /// Fingerprint of normalisation and dictionary.
    pub analyzer: String,
    /// What judged it: the parts of the score, and how many entries and cases they learned from.
    #[schema(example = "linear+near+language+document/137 entries/12 cases")]
    pub model: String,
    /// Time to answer, in microseconds.
    pub took_us: u64,
}

/// What separates the two likeliest choices of an ambiguous ticket.
#[derive(Debug, Clone, serde::Serialize, ToSchema)]
pub struct AgainstView {
    /// The first choice's id.
    pub first: String,
    /// The second choice's id.
    pub second: String,
    /// Weights above 0 speak for the first, below 0 for the second; they add up to the difference of the scores.
    pub evidence: Vec<EvidenceView>,
}

/// What the confidence rests on.
#[derive(Debug, Clone, serde::Serialize, ToSchema)]
pub struct CalibrationView {
    /// The share of wrong ones the operator accepts among answers.
    pub error_target: f64,
    /// From which confidence on a first choice is an answer.
    pub answer_from: f64,
    /// What held-out examples allow to promise, in a sentence.
    pub statement: String,
}

/// The likeliest category or department.
#[derive(Debug, Clone, serde::Serialize, ToSchema)]
pub struct Choice {
    /// Its id.
    pub id: String,
    /// Its name in Simplified Chinese.
    pub name: String,
    /// How likely it is right, 0 to 1.
    pub confidence: f64,
    /// The sum of the evidence's weights.
    pub score: f64,
    /// Why.
    pub evidence: Vec<EvidenceView>,
    /// The next likeliest.
    pub alternatives: Vec<Alternative>,
}

/// A less likely choice.
#[derive(Debug, Clone, serde::Serialize, ToSchema)]
pub struct Alternative {
    /// Its id.
    pub id: String,
    /// Its name in Simplified Chinese.
    pub name: String,
    /// How likely it is right, 0 to 1.
    pub confidence: f64,
}

/// One reason for a judgement.
#[derive(Debug, Clone, serde::Serialize, ToSchema)]
pub struct EvidenceView {
    /// Where the reason comes from.
    #[schema(value_type = String, example = "word")]
    pub kind: EvidenceKind,
    /// The ticket's words, as written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Which of the ticket's texts they stand in.
    #[serde(rename = "in", skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, example = "text")]
    pub part: Option<TicketPart>,
    /// First code point.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start: Option<u32>,
    /// One past the last code point.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end: Option<u32>,
    /// The terms it matched.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub matched: Vec<String>,
    /// The entry's field it matched in.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, example = "symptoms")]
    pub field: Option<Field>,
    /// Its share of the score.
    pub weight: f64,
}

/// How urgent, why, and by when.
#[derive(Debug, Clone, serde::Serialize, ToSchema)]
pub struct UrgencyView {
    /// `high`, `medium` or `low`.
    #[schema(value_type = String, example = "high")]
    pub level: fenzhen_engine::kb::Urgency,
    /// Why.
    pub because: Vec<ReasonView>,
    /// By when the customer must have heard that we have it (RFC 3339, the library's time zone).
    pub acknowledge_by: String,
    /// By when the responsible department must have answered.
    pub respond_by: String,
    /// How often the customer hears of progress.
    pub progress_every: String,
    /// By when it must be resolved.
    pub resolve_by: String,
}

/// Why a ticket is as urgent as it is.
#[derive(Debug, Clone, serde::Serialize, ToSchema)]
pub struct ReasonView {
    /// In words.
    pub reason: String,
    /// The ticket's words that raised it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Which of the ticket's texts they stand in.
    #[serde(rename = "in", skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub part: Option<TicketPart>,
    /// First code point.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start: Option<u32>,
    /// One past the last code point.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end: Option<u32>,
}

/// A key fact.
#[derive(Debug, Clone, serde::Serialize, ToSchema)]
pub struct SignalView {
    /// What it is.
    #[schema(value_type = String, example = "phone")]
    pub kind: SignalKind,
    /// As written.
    pub text: String,
    /// Which of the ticket's texts it stands in.
    #[serde(rename = "in")]
    #[schema(value_type = String, example = "text")]
    pub part: TicketPart,
    /// First code point.
    pub start: u32,
    /// One past the last code point.
    pub end: u32,
    /// The form to show, for personal data.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub masked: Option<String>,
}

/// Something to ask the customer.
#[derive(Debug, Clone, serde::Serialize, ToSchema)]
pub struct MissingSlot {
    /// The slot's id.
    pub slot: String,
    /// The question.
    pub ask: String,
}

/// An entry to follow.
#[derive(Debug, Clone, serde::Serialize, ToSchema)]
pub struct EntryView {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its category's id.
    pub category: String,
    /// Its department's id.
    pub department: String,
    /// The sum of the evidence's weights.
    pub score: f64,
    /// How likely it is the right one, 0 to 1.
    pub confidence: f64,
    /// Why.
    pub evidence: Vec<EvidenceView>,
    /// The likely cause.
    pub cause: String,
    /// What to do, in order.
    pub steps: Vec<StepView>,
    /// What to say.
    pub scripts: Vec<ScriptView>,
}

/// One step.
#[derive(Debug, Clone, serde::Serialize, ToSchema)]
pub struct StepView {
    /// What to do.
    #[serde(rename = "do")]
    pub task: String,
    /// Who does it, by name.
    pub who: String,
    /// In what time, as the pack words it (`15m`, `2h`, `1wd`).
    pub within: String,
    /// How one sees that it is done.
    pub done_when: String,
    /// What to do if it does not work.
    pub if_not: String,
}

/// Something to say.
#[derive(Debug, Clone, serde::Serialize, ToSchema)]
pub struct ScriptView {
    /// On what occasion.
    pub when: String,
    /// The words; `{…}` are blanks to fill.
    pub say: String,
}

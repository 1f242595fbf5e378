//! A suggestion as the desk shows it: in the reader's language, with words for numbers. It adds nothing to what was judged.

use jiff::Timestamp;

use crate::app::v1::{Choice, EvidenceView, Suggestion};
use crate::kb::{Library, Urgency};
use crate::triage::{EvidenceKind, Outcome, Part};

use super::card::{Card, card};
use super::clock::{Due, progress};
use super::language::Lang;
use super::marked::{Found, Piece, found, pieces};
use super::texts::Texts;

/// Confidences from which on a choice is called sure, and fairly so.
const SURE: f64 = 0.9;
const FAIRLY_SURE: f64 = 0.7;
/// Words shown for each side when two choices are close.
const WORDS: usize = 6;

/// A suggestion, ready to be written.
pub struct View {
    pub outcome: &'static str,
    pub headline: &'static str,
    pub more: &'static str,
    pub pieces: Vec<Piece>,
    pub found: Vec<Found>,
    pub missing: Vec<String>,
    pub category: Option<Chosen>,
    pub department: Option<Chosen>,
    pub urgency: Urgency,
    pub urgency_word: &'static str,
    pub because: Vec<Why>,
    pub due: [Due; 3],
    pub progress: String,
    pub entries: Vec<Card>,
    pub versus: Option<Versus>,
    pub statement: String,
    pub revision: i64,
    pub took: String,
}

/// A label that was chosen.
pub struct Chosen {
    pub id: String,
    pub name: String,
    pub sure: Sure,
    pub others: Vec<(String, String)>,
}

/// A confidence, as a word and a number.
pub struct Sure {
    pub level: &'static str,
    pub word: &'static str,
    pub percent: String,
}

/// A piece of evidence: words that light up in the text, or what stands for itself.
pub struct Why {
    pub label: String,
    pub weight: String,
    pub against: bool,
    pub span: Option<(u32, u32)>,
    /// What it is that speaks, beyond the word itself.
    pub detail: String,
}

/// Two choices that are too close to call.
pub struct Versus {
    pub first: String,
    pub second: String,
    pub second_id: String,
    pub for_first: Vec<Why>,
    pub for_second: Vec<Why>,
}

impl View {
    /// What is shown of a suggestion about `text`; deadlines are counted from `now`.
    pub fn of(suggestion: Suggestion, library: &Library, text: &str, lang: Lang, now: Timestamp) -> View {
        let t = Texts::of(lang);
        let (outcome, headline, more) = match suggestion.outcome {
            Outcome::Answer => ("answer", t.outcome_answer, t.outcome_answer_more),
            Outcome::Ambiguous => ("ambiguous", t.outcome_ambiguous, t.outcome_ambiguous_more),
            Outcome::NoMatch => ("no_match", t.outcome_no_match, t.outcome_no_match_more),
        };
        let category = |id: &str| library.taxonomy.get(id).map_or_else(|| id.to_owned(), |c| lang.of(&c.names).to_owned());
        let department = |id: &str| library.departments.get(id).map_or_else(|| id.to_owned(), |d| lang.of(&d.names).to_owned());
        let spans = spans(&suggestion);
        let urgency = &suggestion.urgency;
        let dues = [
            (t.acknowledge_by, &urgency.acknowledge_by),
            (t.respond_by, &urgency.respond_by),
            (t.resolve_by, &urgency.resolve_by),
        ];
        let because = urgency.because.iter().map(|reason| Why {
            label: reason.text.clone().unwrap_or_default(),
            weight: String::new(),
            against: false,
            span: reason.start.zip(reason.end).filter(|_| reason.part == Some(Part::Text)),
            detail: reason.reason.clone(),
        });
        let because: Vec<Why> = because.collect();
        let versus = suggestion.against.as_ref().map(|against| {
            let side = |sign: f64| {
                let on_it = against.evidence.iter().filter(|e| e.weight * sign > 0.0 && e.kind != EvidenceKind::Rest);
                // On its own side every word speaks for the choice.
                on_it.take(WORDS).map(|e| why(&EvidenceView { weight: e.weight.abs(), ..e.clone() }, t)).collect()
            };
            Versus {
                first: category(&against.first),
                second: category(&against.second),
                second_id: against.second.clone(),
                for_first: side(1.0),
                for_second: side(-1.0),
            }
        });
        let missing = suggestion.missing.iter().map(|missing| {
            library.slots.get(&missing.slot).map_or_else(|| missing.ask.clone(), |slot| lang.of(&slot.ask).to_owned())
        });
        let answered = suggestion.outcome != Outcome::NoMatch;
        let chosen = |choice: &Option<Choice>, name: &dyn Fn(&str) -> String| {
            choice.as_ref().filter(|_| answered).map(|choice| Chosen {
                name: name(&choice.id),
                id: choice.id.clone(),
                sure: sure(choice.confidence, t),
                others: choice.alternatives.iter().take(2).map(|other| (name(&other.id), percent(other.confidence))).collect(),
            })
        };
        View {
            outcome,
            headline,
            more,
            pieces: pieces(text, &suggestion.signals, &spans, lang),
            found: found(&suggestion.signals, lang),
            missing: missing.collect(),
            category: chosen(&suggestion.category, &category),
            department: chosen(&suggestion.department, &department),
            urgency: urgency.level,
            urgency_word: level(urgency.level, t),
            because,
            due: dues.map(|(label, at)| Due::of(label, at, now, t)),
            progress: progress(&urgency.progress_every, t),
            entries: suggestion.entries.iter().filter_map(|entry| card(entry, &suggestion, library, lang)).collect(),
            versus,
            statement: suggestion.calibration.statement.clone(),
            revision: suggestion.kb_revision,
            took: format!("{:.1}", suggestion.took_us as f64 / 1000.0),
        }
    }
}

/// Every span that something may light up.
fn spans(suggestion: &Suggestion) -> Vec<(u32, u32)> {
    let of_entries = suggestion.entries.iter().flat_map(|entry| &entry.evidence);
    let of_versus = suggestion.against.iter().flat_map(|against| &against.evidence);
    let evidence = of_entries.chain(of_versus).filter_map(span);
    let risks = suggestion.urgency.because.iter().filter(|reason| reason.part == Some(Part::Text));
    evidence.chain(risks.filter_map(|reason| reason.start.zip(reason.end))).collect()
}

fn span(evidence: &EvidenceView) -> Option<(u32, u32)> {
    evidence.start.zip(evidence.end).filter(|_| evidence.part == Some(Part::Text))
}

/// A piece of evidence in words.
pub(super) fn why(evidence: &EvidenceView, t: &'static Texts) -> Why {
    let label = match (&evidence.text, evidence.kind) {
        (Some(text), _) => text.clone(),
        (None, EvidenceKind::NearCase) => t.near_case.to_owned(),
        (None, EvidenceKind::NearExample) => t.near_example.to_owned(),
        (None, EvidenceKind::Bias) => t.bias.to_owned(),
        (None, EvidenceKind::Rest) => t.rest.to_owned(),
        (None, EvidenceKind::Word | EvidenceKind::Synonym) => evidence.matched.join("、"),
    };
    let detail = evidence.matched.iter().filter(|matched| **matched != label).cloned().collect::<Vec<_>>().join("、");
    let sign = if evidence.weight < 0.0 { "−" } else { "+" };
    Why {
        label,
        weight: format!("{sign}{:.1}", evidence.weight.abs()),
        against: evidence.weight < 0.0,
        span: span(evidence),
        detail,
    }
}

pub(super) fn sure(confidence: f64, t: &'static Texts) -> Sure {
    let (level, word) = match confidence {
        c if c >= SURE => ("high", t.sure_high),
        c if c >= FAIRLY_SURE => ("middle", t.sure_middle),
        _ => ("low", t.sure_low),
    };
    Sure { level, word, percent: percent(confidence) }
}

fn percent(confidence: f64) -> String {
    format!("{:.0}%", confidence * 100.0)
}

fn level(urgency: Urgency, t: &'static Texts) -> &'static str {
    match urgency {
        Urgency::High => t.high,
        Urgency::Medium => t.medium,
        Urgency::Low => t.low,
    }
}

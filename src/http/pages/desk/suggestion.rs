//! A suggestion as the desk shows it: in the reader's language, with words for numbers. It adds nothing to what was judged.

use fenzhen_engine::kb::Urgency;
use fenzhen_engine::triage::{Outcome, Snapshot, TicketPart};
use jiff::Timestamp;

use crate::api::v1::{Choice, ReasonView, Suggestion};
use crate::http::pages::ui::format::{Due, progress};
use crate::http::pages::ui::highlight::{Found, Piece, found, pieces};
use crate::http::pages::ui::language::Lang;
use crate::http::pages::ui::names::{self, Lexicon};
use crate::http::pages::ui::texts::Texts;
use crate::http::pages::ui::texts::desk::DeskTexts;

use super::card::{Card, card};
use super::evidence::span;
use super::promise::promise;
use super::ways::{Way, ways};

/// Confidences from which on a choice is called sure, and fairly so.
const SURE: f64 = 0.9;
const FAIRLY_SURE: f64 = 0.7;

/// A suggestion, ready to be written.
pub struct View {
    pub outcome: &'static str,
    pub headline: &'static str,
    pub more: &'static str,
    pub pieces: Vec<Piece>,
    pub found: Vec<Found>,
    pub missing: Vec<String>,
    pub ids: Ids,
    /// What it is; of two possibilities neither.
    pub category: Option<Chosen>,
    pub department: Option<Chosen>,
    pub urgency: Urgency,
    pub urgency_word: &'static str,
    pub because: Vec<Because>,
    pub due: [Due; 3],
    pub progress: String,
    /// The two possibilities, where there are two.
    pub ways: Vec<Way>,
    /// The entries to follow, then those that are less likely.
    pub entries: Vec<Card>,
    pub others: Vec<Card>,
    pub promise: String,
    pub revision: i64,
    pub took: String,
}

/// What was judged, by id, the likeliest first: what a verdict is about, and what a correction most likely is.
pub struct Ids {
    pub categories: Vec<String>,
    pub departments: Vec<String>,
    pub entries: Vec<String>,
}

impl Ids {
    fn of(suggestion: &Suggestion) -> Ids {
        let all = |choice: &Option<Choice>| {
            let others = choice.iter().flat_map(|choice| &choice.alternatives).map(|other| other.id.clone());
            choice.iter().map(|choice| choice.id.clone()).chain(others).collect()
        };
        Ids {
            categories: all(&suggestion.category),
            departments: all(&suggestion.department),
            entries: suggestion.entries.iter().map(|entry| entry.id.clone()).collect(),
        }
    }
}

/// A label that was chosen.
pub struct Chosen {
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

/// Why it is as urgent as it is.
pub struct Because {
    pub said: String,
    /// Whether the library says so, in its own language.
    pub of_library: bool,
    pub words: Option<String>,
    pub span: Option<(u32, u32)>,
}

impl View {
    /// What is shown of a suggestion about `text`; deadlines are counted from `now`.
    pub fn of(suggestion: Suggestion, snapshot: &Snapshot, text: &str, lang: Lang, now: Timestamp) -> View {
        let (t, desk, library) = (Texts::of(lang), DeskTexts::of(lang), &snapshot.library);
        let names = Lexicon { library, lang };
        let (outcome, headline, more) = match suggestion.outcome {
            Outcome::Answer => ("answer", t.outcome_answer, t.outcome_answer_more),
            Outcome::Ambiguous => ("ambiguous", t.outcome_ambiguous, t.outcome_ambiguous_more),
            Outcome::NoMatch => ("no_match", t.outcome_no_match, t.outcome_no_match_more),
        };
        let answered = suggestion.outcome == Outcome::Answer;
        let urgency = &suggestion.urgency;
        let dues = [
            (t.acknowledge_by, &urgency.acknowledge_by),
            (t.respond_by, &urgency.respond_by),
            (t.resolve_by, &urgency.resolve_by),
        ];
        let chosen = |choice: &Option<Choice>, name: &dyn Fn(&str) -> String| {
            choice.as_ref().filter(|_| answered).map(|choice| Chosen {
                name: name(&choice.id),
                sure: sure(choice.confidence, t),
                others: choice.alternatives.iter().take(2).map(|other| (name(&other.id), percent(other.confidence))).collect(),
            })
        };
        let ways = ways(&suggestion, library, lang);
        let cards = suggestion.entries.iter().filter_map(|entry| card(entry, &suggestion, library, lang));
        // To follow are the first of an answer, and what the two ways lead to; the rest is folded.
        let followed = |card: &Card| match suggestion.outcome {
            Outcome::Answer => suggestion.entries.first().is_some_and(|first| first.id == card.id),
            Outcome::Ambiguous => ways.iter().any(|way| way.entry.as_ref() == Some(&card.id)),
            Outcome::NoMatch => false,
        };
        let (mut entries, others): (Vec<Card>, Vec<Card>) = cards.partition(followed);
        // In the order of the ways that lead to them.
        entries.sort_by_key(|card| ways.iter().position(|way| way.entry.as_ref() == Some(&card.id)));
        View {
            outcome,
            headline,
            more,
            pieces: pieces(text, &suggestion.signals, &spans(&suggestion), lang),
            found: found(&suggestion.signals, lang),
            missing: suggestion.missing.iter().map(|missing| names.ask(&missing.slot)).collect(),
            ids: Ids::of(&suggestion),
            category: chosen(&suggestion.category, &|id| names.category(id)),
            department: chosen(&suggestion.department, &|id| names.department(id)),
            urgency: urgency.level,
            urgency_word: names::urgency(urgency.level, t),
            because: urgency.because.iter().map(|reason| because(reason, &suggestion, desk)).collect(),
            due: dues.map(|(label, at)| Due::of(label, at, now, t)),
            progress: progress(&urgency.progress_every, lang),
            ways,
            entries,
            others,
            promise: promise(&snapshot.threshold, desk),
            revision: suggestion.kb_revision,
            took: format!("{:.1}", suggestion.took_us as f64 / 1000.0),
        }
    }
}

/// A reason of the urgency. One without words of the ticket is where it began: the entry, or none.
fn because(reason: &ReasonView, suggestion: &Suggestion, t: &'static DeskTexts) -> Because {
    let words = reason.shown(&suggestion.signals);
    let of_library = words.is_some();
    let followed = suggestion.outcome != Outcome::NoMatch && !suggestion.entries.is_empty();
    let begun = if followed { t.urgency_of_entry } else { t.urgency_of_none };
    Because {
        said: if of_library { reason.reason.clone() } else { begun.to_owned() },
        of_library,
        words,
        span: reason.start.zip(reason.end).filter(|_| reason.part == Some(TicketPart::Text)),
    }
}

/// Every span that something may light up.
fn spans(suggestion: &Suggestion) -> Vec<(u32, u32)> {
    let of_entries = suggestion.entries.iter().flat_map(|entry| &entry.evidence);
    let of_versus = suggestion.against.iter().flat_map(|against| &against.evidence);
    let evidence = of_entries.chain(of_versus).filter_map(span);
    let risks = suggestion.urgency.because.iter().filter(|reason| reason.part == Some(TicketPart::Text));
    evidence.chain(risks.filter_map(|reason| reason.start.zip(reason.end))).collect()
}

pub(in crate::http::pages) fn sure(confidence: f64, t: &'static Texts) -> Sure {
    let (level, word) = match confidence {
        c if c >= SURE => ("high", t.sure_high),
        c if c >= FAIRLY_SURE => ("middle", t.sure_middle),
        _ => ("low", t.sure_low),
    };
    Sure { level, word, percent: percent(confidence) }
}

/// A confidence as a number. Nothing is certain, and what is listed is not impossible.
fn percent(confidence: f64) -> String {
    match (confidence * 100.0).round() {
        whole if whole >= 100.0 => ">99%".to_owned(),
        whole if whole < 1.0 => "<1%".to_owned(),
        whole => format!("{whole:.0}%"),
    }
}

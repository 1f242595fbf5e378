//! A suggestion as the desk shows it: in the reader's language, with words for numbers. It adds nothing to what was judged.

use fenzhen_engine::kb::Urgency;
use fenzhen_engine::triage::{Deadlines, Outcome, Ranked, Suggestion, UrgencyBasis};
use jiff::Timestamp;

use crate::app::Judged;
use crate::app::desk::alternatives;
use crate::http::pages::ui::format::{Due, progress};
use crate::http::pages::ui::highlight::{FactsOfKind, Piece, facts_by_kind, pieces};
use crate::http::pages::ui::language::Lang;
use crate::http::pages::ui::names::{self, Lexicon};
use crate::http::pages::ui::texts::Texts;
use crate::http::pages::ui::texts::desk::DeskTexts;

use super::card::{Card, card};
use super::confidence::{self, Confidence, percent};
use super::evidence::{in_text, span};
use super::promise::promise;
use super::ways::{Way, ways};

/// A suggestion, ready to be written.
pub struct View {
    pub outcome: &'static str,
    pub headline: &'static str,
    pub more: &'static str,
    pub pieces: Vec<Piece>,
    pub found: Vec<FactsOfKind>,
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
        let all = |ranked: &[Ranked]| {
            let shown = ranked.first().into_iter().chain(alternatives(ranked));
            shown.map(|choice| choice.id.clone()).collect()
        };
        Ids {
            categories: all(&suggestion.categories),
            departments: all(&suggestion.departments),
            entries: suggestion.entries.iter().map(|entry| entry.id.clone()).collect(),
        }
    }
}

/// A label that was chosen.
pub struct Chosen {
    pub name: String,
    pub sure: Confidence,
    pub others: Vec<(String, String)>,
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
    /// What is shown of what was judged; deadlines are counted from `now`.
    pub fn of(judged: &Judged, lang: Lang, now: Timestamp) -> View {
        let Judged { ticket, suggestion, snapshot, .. } = judged;
        let (t, desk, library) = (Texts::of(lang), DeskTexts::of(lang), &snapshot.library);
        let names = Lexicon { library, lang };
        let (outcome, headline, more) = match suggestion.outcome {
            Outcome::Answer => ("answer", t.outcome_answer, t.outcome_answer_more),
            Outcome::Ambiguous => ("ambiguous", t.outcome_ambiguous, t.outcome_ambiguous_more),
            Outcome::NoMatch => ("no_match", t.outcome_no_match, t.outcome_no_match_more),
        };
        let answered = suggestion.outcome == Outcome::Answer;
        let urgency = &suggestion.urgency;
        let deadlines = Deadlines::of(snapshot, urgency.level, ticket.received_at);
        let dues = [
            (t.acknowledge_by, deadlines.acknowledge_by),
            (t.respond_by, deadlines.respond_by),
            (t.resolve_by, deadlines.resolve_by),
        ];
        let chosen = |ranked: &[Ranked], name: &dyn Fn(&str) -> String| {
            ranked.first().filter(|_| answered).map(|choice| Chosen {
                name: name(&choice.id),
                sure: confidence::of(choice.confidence, t),
                others: alternatives(ranked).take(2).map(|other| (name(&other.id), percent(other.confidence))).collect(),
            })
        };
        let ways = ways(judged, lang);
        let cards = suggestion.entries.iter().filter_map(|entry| card(entry, judged, deadlines.resolve_by, lang));
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
            pieces: pieces(&ticket.text, &suggestion.signals, &spans(suggestion), lang),
            found: facts_by_kind(&suggestion.signals, lang),
            missing: suggestion.missing.iter().map(|slot| names.ask(slot)).collect(),
            ids: Ids::of(suggestion),
            category: chosen(&suggestion.categories, &|id| names.category(id)),
            department: chosen(&suggestion.departments, &|id| names.department(id)),
            urgency: urgency.level,
            urgency_word: names::urgency(urgency.level, t),
            because: urgency.because.iter().map(|basis| because(basis, judged, desk)).collect(),
            due: dues.map(|(label, at)| Due::at(label, at, snapshot.calendar.zone(), now, t)),
            progress: progress(library.sla.terms(urgency.level).progress, lang),
            ways,
            entries,
            others,
            promise: promise(&snapshot.threshold, desk),
            revision: snapshot.revision,
            took: format!("{:.1}", judged.took.as_micros() as f64 / 1000.0),
        }
    }
}

/// A reason of the urgency. One without words of the ticket is where it began: the entry, or none.
fn because(basis: &UrgencyBasis, judged: &Judged, t: &'static DeskTexts) -> Because {
    let followed = judged.suggestion.outcome != Outcome::NoMatch && !judged.suggestion.entries.is_empty();
    let begun = if followed { t.urgency_of_entry } else { t.urgency_of_none };
    match basis {
        UrgencyBasis::Risk { reason, part, span } => Because {
            said: reason.clone(),
            of_library: true,
            words: Some(judged.words_shown(*part, *span)),
            span: in_text(*part, *span),
        },
        UrgencyBasis::Entry(_) | UrgencyBasis::NoEntry => {
            Because { said: begun.to_owned(), of_library: false, words: None, span: None }
        }
    }
}

/// Every span that something may light up.
fn spans(suggestion: &Suggestion) -> Vec<(u32, u32)> {
    let of_entries = suggestion.entries.iter().flat_map(|entry| &entry.evidence);
    let of_contrast = suggestion.contrast.iter().flat_map(|contrast| &contrast.evidence);
    let evidence = of_entries.chain(of_contrast).filter_map(span);
    let risks = suggestion.urgency.because.iter().filter_map(UrgencyBasis::place);
    evidence.chain(risks.filter_map(|(part, span)| in_text(part, span))).collect()
}

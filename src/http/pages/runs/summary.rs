//! The figures of a run, or of two compared, as pages show them.

use fenzhen_engine::kb::Library;

use crate::app::figures::{grouped, percent};
use crate::app::runs::{Count, LabelFigures, LabelKind, RunReport};
use crate::http::pages::ui::address::encoded;
use crate::http::pages::ui::charts::{Bar, Card, Label, Part, bars, parts};
use crate::http::pages::ui::language::Lang;
use crate::http::pages::ui::texts::Texts;
use crate::http::pages::ui::texts::runs::RunsTexts;

use super::matrix::{Matrix, matrix};
use super::names::{LABEL_KINDS, label};

/// What came out for one question, and what moved.
pub struct LabelSummary {
    pub name: &'static str,
    pub changes: Vec<Part>,
    pub matrix: Option<Matrix>,
    pub bars: Vec<Bar>,
    /// Whether there was anything to compare with.
    pub compared: bool,
}

/// The figures.
pub struct RunSummary {
    pub cards: Vec<Card>,
    pub outcomes: Vec<Part>,
    pub urgencies: Vec<Part>,
    pub questions: Vec<LabelSummary>,
    pub compared: bool,
    pub moved: u64,
    /// Tickets that were there before and are not now.
    pub gone: Option<String>,
}

impl RunSummary {
    /// The figures of a report; the tickets of a cell of its matrix are listed below `tickets`, an address that ends with
    /// its question mark.
    pub fn of(report: &RunReport, library: &Library, lang: Lang, tickets: &str) -> RunSummary {
        let (t, r) = (Texts::of(lang), RunsTexts::of(lang));
        let count = |counts: &[Count], id: &str| counts.iter().find(|count| count.id == id).map_or(0, |count| count.count);
        let outcomes = [
            ("good", t.outcome_answer, "answer"),
            ("care", t.outcome_ambiguous, "ambiguous"),
            ("none", t.outcome_no_match, "no_match"),
        ];
        let levels = [("bad", t.high, "high"), ("care", t.medium, "medium"), ("none", t.low, "low")];
        let with = |counts: &[Count], named: [(&'static str, &'static str, &str); 3]| {
            parts(named.into_iter().map(|(class, name, id)| (class, name, count(counts, id))))
        };
        let gone = report.compared.as_ref().map_or(0, |compared| compared.gone);
        RunSummary {
            cards: cards(report, t, r),
            outcomes: with(&report.outcomes, outcomes),
            urgencies: with(&report.urgencies, levels),
            questions: LABEL_KINDS
                .iter()
                .map(|(kind, key)| match kind {
                    LabelKind::Category => (*kind, *key, t.category, &report.category),
                    LabelKind::Department => (*kind, *key, t.department, &report.department),
                })
                .map(|(kind, key, name, question)| LabelSummary {
                    name,
                    ..answered(question, library, lang, kind, &format!("{tickets}of={key}"))
                })
                .collect(),
            compared: report.compared.is_some(),
            moved: report.moved.count,
            gone: (gone > 0).then(|| grouped(gone)),
        }
    }
}

fn answered(question: &LabelFigures, library: &Library, lang: Lang, kind: LabelKind, tickets: &str) -> LabelSummary {
    let r = RunsTexts::of(lang);
    let names = [("none", r.same, "same"), ("news", r.moved, "moved"), ("gain", r.gained, "gained"), ("lost", r.lost, "lost")];
    let changed = names
        .into_iter()
        .filter_map(|(class, name, id)| Some((class, name, question.changes.iter().find(|count| count.id == id)?.count)));
    let called = |id: &str, fallback: &str| label(library, lang, kind, id, fallback);
    let labelled = |label: &Count| Label {
        id: label.id.clone(),
        name: called(&label.id, &label.name),
        count: label.count,
        before: label.before,
    };
    let link = |from: &str, to: &str| format!("{tickets}&from={}&to={}", encoded(from), encoded(to));
    LabelSummary {
        name: "",
        changes: parts(changed),
        matrix: matrix(&question.matrix, called, link),
        bars: bars(question.labels.iter().map(labelled).collect(), r.rest),
        compared: !question.changes.is_empty(),
    }
}

fn cards(report: &RunReport, t: &'static Texts, r: &'static RunsTexts) -> Vec<Card> {
    let judged = report.tickets.saturating_sub(report.problems.count);
    let count = |counts: &[Count], id: &str| counts.iter().find(|count| count.id == id).map_or(0, |count| count.count);
    let (ready, urgent) = (count(&report.outcomes, "answer"), count(&report.urgencies, "high"));
    let card = |name, figure, note| Card { name, figure, note };
    let mut cards = vec![
        card(r.tickets, grouped(report.tickets), format!("{} {}", r.judged, grouped(judged))),
        card(t.outcome_answer, percent(ready, judged), grouped(ready)),
        card(r.urgent, grouped(urgent), percent(urgent, judged)),
    ];
    if let Some(compared) = &report.compared {
        let moved = report.moved.count;
        cards.push(card(r.changed, grouped(moved), format!("{} {}", r.of_compared, percent(moved, compared.tickets))));
    }
    if report.problems.count > 0 {
        cards.push(card(r.bad_rows, grouped(report.problems.count), percent(report.problems.count, report.tickets)));
    }
    cards
}

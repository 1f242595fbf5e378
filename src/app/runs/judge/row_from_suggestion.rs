//! What a row tells of a suggestion: first choices with their strongest evidence, urgency, deadlines.

use fenzhen_engine::triage::{self, Deadlines, Outcome, Ranked, Snapshot, Suggestion, Ticket};

use crate::api::v1::{View, moment, no_answer, urgency_basis};
use crate::app::runs::row::{Due, Evidence, Label, Piece, ResultRow, Urgency};

/// Pieces of evidence kept of each choice.
const PIECES: usize = 6;

/// The row of a judged ticket; deadlines only where it is known when the ticket came in.
pub(in crate::app::runs) fn row(snapshot: &Snapshot, ticket: &Ticket, judged: Suggestion, with_deadlines: bool) -> ResultRow {
    let view = View { library: &snapshot.library, ticket };
    let evidence = |first: Option<&Ranked>| {
        let all = first.map(|first| first.evidence.as_slice()).unwrap_or_default();
        strongest(all.iter().filter_map(|evidence| piece(ticket, evidence, &judged)))
    };
    let label =
        |ranked: &Ranked, name: String| Label { id: ranked.id.clone(), name, confidence: rounded(ranked.confidence, 1e4) };
    let (category, department) = (judged.categories.first(), judged.departments.first());
    let entry = judged.entries.first().filter(|_| judged.outcome != Outcome::NoMatch);
    let because = judged.urgency.because.iter().map(|basis| {
        let reason = urgency_basis(basis, &snapshot.library);
        match basis.place() {
            Some((part, span)) => format!("{reason}（“{}”）", judged.words_shown(ticket, part, span)),
            None => reason,
        }
    });
    ResultRow {
        outcome: judged.outcome.as_str().to_owned(),
        category: category.map(|ranked| label(ranked, view.category_name(&ranked.id))),
        department: department.map(|ranked| label(ranked, view.department_name(&ranked.id))),
        entry: entry.and_then(|ranked| Some(label(ranked, snapshot.library.entry(&ranked.id)?.title.clone()))),
        urgency: Some(Urgency { level: judged.urgency.level.to_string(), because: because.collect() }),
        due: with_deadlines.then(|| due(snapshot, ticket, &judged)),
        evidence: Evidence { category: evidence(category), department: evidence(department) },
        reason: judged.reason.map(|reason| no_answer(reason).to_owned()),
        ..ResultRow::default()
    }
}

fn due(snapshot: &Snapshot, ticket: &Ticket, judged: &Suggestion) -> Due {
    let deadlines = Deadlines::of(snapshot, judged.urgency.level, ticket.received_at);
    Due {
        acknowledge_by: moment(snapshot, deadlines.acknowledge_by),
        respond_by: moment(snapshot, deadlines.respond_by),
        resolve_by: moment(snapshot, deadlines.resolve_by),
    }
}

/// The strongest pieces; a word that stands in the ticket more than once is one.
fn strongest(pieces: impl Iterator<Item = Piece>) -> Vec<Piece> {
    let mut all: Vec<Piece> = Vec::new();
    for piece in pieces {
        match all.iter_mut().find(|known| known.text == piece.text && known.kind == piece.kind) {
            Some(known) => known.weight = rounded(known.weight + piece.weight, 1e3),
            None => all.push(piece),
        }
    }
    all.sort_by(|a, b| b.weight.abs().total_cmp(&a.weight.abs()).then_with(|| a.text.cmp(&b.text)));
    all.truncate(PIECES);
    all
}

/// A piece of evidence that has words or names a case.
fn piece(ticket: &Ticket, evidence: &triage::Evidence, judged: &Suggestion) -> Option<Piece> {
    let weight = rounded(evidence.weight, 1e3);
    if weight == 0.0 {
        return None;
    }
    let text = match evidence.place {
        Some((part, span)) => judged.words_shown(ticket, part, span),
        None => evidence.matched.first()?.clone(),
    };
    Some(Piece { text, kind: evidence.kind.as_str().to_owned(), weight })
}

/// A figure to so many digits.
fn rounded(figure: f64, digits: f64) -> f64 {
    (figure * digits).round() / digits
}

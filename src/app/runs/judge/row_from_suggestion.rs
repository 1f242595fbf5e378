//! What a row tells of a suggestion: first choices with their strongest evidence, urgency, deadlines.

use fenzhen_engine::triage::{self, Deadlines, Outcome, Ranked, Snapshot, Suggestion, Ticket};

use crate::app::runs::evidence::{EvidencePiece, RowEvidence};
use crate::app::runs::row::{ResultLabel, ResultRow, RowDeadlines, RowUrgency};
use crate::app::sentences::{no_answer, urgency_basis};
use crate::app::time::moment;
use crate::app::wording::{category_name, department_name};

/// Pieces of evidence kept of each choice.
const PIECES: usize = 6;

/// The row of a judged ticket; deadlines only where it is known when the ticket came in.
pub(in crate::app::runs) fn row(snapshot: &Snapshot, ticket: &Ticket, judged: Suggestion, with_deadlines: bool) -> ResultRow {
    let library = &snapshot.library;
    let evidence = |first: Option<&Ranked>| {
        let all = first.map(|first| first.evidence.as_slice()).unwrap_or_default();
        strongest(all.iter().filter_map(|evidence| piece(ticket, evidence, &judged)))
    };
    let label =
        |ranked: &Ranked, name: String| ResultLabel { id: ranked.id.clone(), name, confidence: rounded(ranked.confidence, 1e4) };
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
        category: category.map(|ranked| label(ranked, category_name(library, &ranked.id))),
        department: department.map(|ranked| label(ranked, department_name(library, &ranked.id))),
        entry: entry.and_then(|ranked| Some(label(ranked, library.entry(&ranked.id)?.title.clone()))),
        urgency: Some(RowUrgency { level: judged.urgency.level.to_string(), because: because.collect() }),
        due: with_deadlines.then(|| due(snapshot, ticket, &judged)),
        evidence: RowEvidence { category: evidence(category), department: evidence(department) },
        reason: judged.reason.map(|reason| no_answer(reason).to_owned()),
        ..ResultRow::default()
    }
}

fn due(snapshot: &Snapshot, ticket: &Ticket, judged: &Suggestion) -> RowDeadlines {
    let deadlines = Deadlines::of(snapshot, judged.urgency.level, ticket.received_at);
    RowDeadlines {
        acknowledge_by: moment(snapshot, deadlines.acknowledge_by),
        respond_by: moment(snapshot, deadlines.respond_by),
        resolve_by: moment(snapshot, deadlines.resolve_by),
    }
}

/// The strongest pieces; a word that stands in the ticket more than once is one.
fn strongest(pieces: impl Iterator<Item = EvidencePiece>) -> Vec<EvidencePiece> {
    let mut all: Vec<EvidencePiece> = Vec::new();
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
fn piece(ticket: &Ticket, evidence: &triage::Evidence, judged: &Suggestion) -> Option<EvidencePiece> {
    let weight = rounded(evidence.weight, 1e3);
    if weight == 0.0 {
        return None;
    }
    let text = match evidence.place {
        Some((part, span)) => judged.words_shown(ticket, part, span),
        None => evidence.matched.first()?.clone(),
    };
    Some(EvidencePiece { text, kind: evidence.kind.as_str().to_owned(), weight })
}

/// A figure to so many digits.
fn rounded(figure: f64, digits: f64) -> f64 {
    (figure * digits).round() / digits
}

//! Evidence as words and numbers: what speaks for a choice, personal numbers masked, next to nothing left out of sight but
//! not out of the sum.

use fenzhen_engine::text::Span;
use fenzhen_engine::triage::{Evidence, EvidenceKind, TicketPart};

use crate::app::Judged;
use crate::http::pages::ui::texts::Texts;

/// What weighs less is written as 0.0, and says nothing.
const LEAST: f64 = 0.05;

/// A piece of evidence: words that light up in the text, or what stands for itself.
pub struct Why {
    pub label: String,
    pub weight: String,
    pub against: bool,
    pub span: Option<(u32, u32)>,
    /// What it is that speaks, beyond the word itself.
    pub detail: String,
    /// Where more of it is.
    pub link: Option<String>,
}

/// What speaks for a choice and against it. All near cases are one piece that leads to the nearest; what weighs next to
/// nothing goes into the rest, so that the numbers still add up.
pub fn whys(evidence: &[Evidence], judged: &Judged, t: &'static Texts) -> Vec<Why> {
    let mut pieces: Vec<Evidence> = Vec::new();
    let mut rest: Option<Evidence> = None;
    for piece in joined(evidence) {
        if piece.kind == EvidenceKind::Rest || piece.weight.abs() < LEAST {
            let before = rest.map_or(0.0, |rest: Evidence| rest.weight);
            rest = Some(Evidence { weight: before + piece.weight, ..nameless(EvidenceKind::Rest) });
        } else {
            pieces.push(piece);
        }
    }
    let rest = rest.filter(|rest| rest.weight.abs() >= LEAST);
    pieces.iter().chain(&rest).map(|piece| why(piece, judged, t)).collect()
}

/// The words that speak for the one of two choices: `sign` is 1 for the first and -1 for the second.
pub fn speaking_for(sign: f64, evidence: &[Evidence], judged: &Judged, most: usize, t: &'static Texts) -> Vec<Why> {
    let on_it = joined(evidence).into_iter().filter(|piece| piece.weight * sign >= LEAST && piece.kind != EvidenceKind::Rest);
    // On its own side every word speaks for the choice.
    on_it.take(most).map(|piece| why(&Evidence { weight: piece.weight.abs(), ..piece }, judged, t)).collect()
}

/// The evidence with what has no words of its own once for each kind, where the first of the kind stood. The strongest names it.
fn joined(evidence: &[Evidence]) -> Vec<Evidence> {
    let mut all: Vec<(f64, Evidence)> = Vec::new();
    for piece in evidence {
        let same = all.iter_mut().find(|(_, known)| piece.place.is_none() && known.place.is_none() && known.kind == piece.kind);
        match same {
            None => all.push((piece.weight.abs(), piece.clone())),
            Some((strongest, known)) => {
                known.weight += piece.weight;
                if piece.weight.abs() > *strongest {
                    *strongest = piece.weight.abs();
                    known.matched.splice(0..0, piece.matched.iter().cloned());
                } else {
                    known.matched.extend(piece.matched.iter().cloned());
                }
            }
        }
    }
    all.into_iter().map(|(_, piece)| piece).collect()
}

fn nameless(kind: EvidenceKind) -> Evidence {
    Evidence { kind, place: None, matched: Vec::new(), field: None, weight: 0.0 }
}

/// A piece of evidence in words.
fn why(evidence: &Evidence, judged: &Judged, t: &'static Texts) -> Why {
    let matched = judged.matches_shown(evidence);
    let label = match (evidence.place.map(|(part, span)| judged.words_shown(part, span)), evidence.kind) {
        (Some(text), _) => text,
        (None, EvidenceKind::NearCase) => t.near_case.to_owned(),
        (None, EvidenceKind::NearExample) => t.near_example.to_owned(),
        (None, EvidenceKind::Bias) => t.bias.to_owned(),
        (None, EvidenceKind::Rest) => t.rest.to_owned(),
        (None, EvidenceKind::Word | EvidenceKind::Synonym) => matched.join("、"),
    };
    let detail = matched.iter().filter(|matched| **matched != label).cloned().collect::<Vec<_>>().join("、");
    let sign = if evidence.weight < 0.0 { "−" } else { "+" };
    Why {
        label,
        weight: format!("{sign}{:.1}", evidence.weight.abs()),
        against: evidence.weight < 0.0,
        span: span(evidence),
        detail,
        link: matched.first().and_then(|id| case_page(id)),
    }
}

/// The words in the text of the ticket that it stands on.
pub fn span(evidence: &Evidence) -> Option<(u32, u32)> {
    evidence.place.and_then(|(part, span)| in_text(part, span))
}

/// A span, if it lies in the text of the ticket.
pub fn in_text(part: TicketPart, span: Span) -> Option<(u32, u32)> {
    (part == TicketPart::Text).then_some((span.start, span.end))
}

/// The list of cases, from the one called `case/17` on.
fn case_page(id: &str) -> Option<String> {
    let number: i64 = id.strip_prefix("case/")?.parse().ok()?;
    Some(format!("/library/cases?before={}", number.checked_add(1)?))
}

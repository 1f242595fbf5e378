//! Conflicts: two published entries that answer the same complaint, but with another department or other steps.
//!
//! The engine is the judge, not a comparison of texts: the entries' own symptoms and cases, and the tickets that came in,
//! are put to it, and where the first two entries score about equally, that text is the witness.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};

use fenzhen_engine::kb::{Entry, Expect};
use fenzhen_engine::triage::{Outcome, Snapshot};
use rayon::prelude::*;

use crate::app::AppError;
use crate::app::excerpt::excerpt;

use super::EXCERPT;
use super::figures::{descending, rounded};
use super::published::{published, reference};
use super::report::{Difference, EntryConflict, Witness, WitnessKind};
use super::tickets::{Assessment, Rejudged, judge};

/// Two entries score about equally where the second is at least this share as likely as the first ...
const ABOUT_EQUAL: f64 = 0.5;
/// ... and the two together are at least this likely.
const TOGETHER: f64 = 0.6;
/// Texts of one entry that are put to the engine.
const TEXTS: usize = 40;

/// A text to put to the engine.
pub(super) struct OwnText {
    kind: WitnessKind,
    from: String,
    text: String,
}

/// The published entries' own texts that should find them.
pub(super) fn own_texts(snapshot: &Snapshot) -> Vec<OwnText> {
    let of_entry = |entry: &Entry| {
        let cases = entry.cases.iter().filter(|case| case.expect == Expect::Match).map(|case| (WitnessKind::Case, &case.text));
        let all = cases.chain(entry.symptoms.iter().map(|text| (WitnessKind::Symptom, text))).take(TEXTS);
        all.map(|(kind, text)| OwnText { kind, from: entry.id.clone(), text: text.clone() }).collect::<Vec<_>>()
    };
    published(snapshot).flat_map(of_entry).collect()
}

/// The conflicts that some text proves: those with different departments first, then those with most witnesses.
pub(super) fn find(
    snapshot: &Snapshot,
    texts: Vec<OwnText>,
    tickets: &[Rejudged],
    progress: &(dyn Fn(usize) + Sync),
) -> Result<Vec<EntryConflict>, AppError> {
    let done = AtomicUsize::new(0);
    let own = texts.into_par_iter().map(|own| {
        let assessment = judge(snapshot, "", &own.text)?;
        progress(done.fetch_add(1, Ordering::Relaxed) + 1);
        Ok(rivals(&assessment).map(|rivals| (rivals, own)))
    });
    let own: Vec<Option<(Rivals, OwnText)>> = own.collect::<Result<_, AppError>>()?;
    let of_tickets = tickets.iter().filter_map(|ticket| {
        let own = OwnText { kind: WitnessKind::Ticket, from: ticket.stored.id.clone(), text: ticket.whole() };
        rivals(&ticket.now).map(|rivals| (rivals, own))
    });
    let mut pairs: BTreeMap<[String; 2], Vec<(Rivals, OwnText)>> = BTreeMap::new();
    for (rivals, own) in own.into_iter().flatten().chain(of_tickets) {
        let mut pair = rivals.ids.clone();
        pair.sort();
        pairs.entry(pair).or_default().push((rivals, own));
    }
    let mut conflicts: Vec<EntryConflict> =
        pairs.into_iter().filter_map(|(pair, proofs)| conflict(snapshot, &pair, proofs)).collect();
    // A sort that keeps the order of equals: pairs come by id.
    conflicts.sort_by_key(|conflict| (!conflict.differs.contains(&Difference::Department), usize::MAX - conflict.witnesses));
    Ok(conflicts)
}

/// Two entries that score about equally, the likelier first.
struct Rivals {
    ids: [String; 2],
    confidence: [f64; 2],
}

fn rivals(assessment: &Assessment) -> Option<Rivals> {
    let [first, second, ..] = assessment.entries.as_slice() else { return None };
    let close = second.confidence >= ABOUT_EQUAL * first.confidence && first.confidence + second.confidence >= TOGETHER;
    (close && assessment.outcome != Outcome::NoMatch)
        .then(|| Rivals { ids: [first.id.clone(), second.id.clone()], confidence: [first.confidence, second.confidence] })
}

fn conflict(snapshot: &Snapshot, pair: &[String; 2], proofs: Vec<(Rivals, OwnText)>) -> Option<EntryConflict> {
    let [one, other] = pair.each_ref().map(|id| snapshot.library.entry(id));
    let (one, other) = (one?, other?);
    let mut differs = Vec::new();
    if one.department != other.department {
        differs.push(Difference::Department);
    }
    if one.steps != other.steps {
        differs.push(Difference::Steps);
    }
    if differs.is_empty() {
        return None;
    }
    let witnesses = proofs.len();
    let closeness = |rivals: &Rivals| rivals.confidence[1] / rivals.confidence[0];
    let order = |a: &(Rivals, OwnText), b: &(Rivals, OwnText)| descending(closeness(&a.0), closeness(&b.0));
    // The first of equals: own texts come before tickets.
    let (rivals, own) = proofs.into_iter().min_by(order)?;
    let (first, second) = if rivals.ids[0] == one.id { (one, other) } else { (other, one) };
    let witness = Witness {
        kind: own.kind,
        from: own.from,
        text: excerpt(&own.text, EXCERPT),
        first_confidence: rounded(rivals.confidence[0]),
        second_confidence: rounded(rivals.confidence[1]),
    };
    Some(EntryConflict { first: reference(first), second: reference(second), differs, witnesses, witness })
}

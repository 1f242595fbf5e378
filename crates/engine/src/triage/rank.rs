//! Ranking: raw hits in, explained scores and confidences out.

use crate::index::Hit;

use super::evidence::{Evidence, merge};
use super::query::Query;
use super::suggestion::Ranked;

/// How much score makes one entry e times likelier than another.
const TEMPERATURE: f64 = 2.5;
/// The score at which an entry is as likely as "nothing in the library fits".
const NOTHING_FITS: f64 = 7.0;

/// How many of the first entries are explained; the others are only counted.
const EXPLAINED: usize = 20;

/// Entries with their confidence, best first, the first ones with their evidence.
#[must_use]
pub fn entries(hits: &[Hit], query: &Query<'_>) -> Vec<Ranked> {
    let weight = |score: f64| (score / TEMPERATURE).exp();
    let all: f64 = weight(NOTHING_FITS) + hits.iter().map(|h| weight(h.score)).sum::<f64>();
    let ranked = hits.iter().enumerate().map(|(nth, hit)| {
        let evidence = if nth < EXPLAINED { evidence(hit, query) } else { Vec::new() };
        Ranked { id: hit.id.clone(), score: hit.score, confidence: weight(hit.score) / all, evidence }
    });
    ranked.collect()
}

/// Groups entries (by category, by department): confidences add up, the best entry of a group speaks for it.
#[must_use]
pub fn group<'a>(entries: &'a [Ranked], key: impl Fn(&'a Ranked) -> Option<&'a str>) -> Vec<Ranked> {
    let mut groups: Vec<Ranked> = Vec::new();
    for entry in entries {
        let Some(id) = key(entry) else { continue };
        match groups.iter_mut().find(|g| g.id == id) {
            Some(group) => group.confidence += entry.confidence,
            None => groups.push(Ranked { id: id.to_owned(), ..entry.clone() }),
        }
    }
    groups.sort_by(|a, b| b.confidence.total_cmp(&a.confidence).then_with(|| a.id.cmp(&b.id)));
    groups
}

/// The evidence of one hit: every matching term with its words in the ticket.
fn evidence(hit: &Hit, query: &Query<'_>) -> Vec<Evidence> {
    let pieces = hit.matches.iter().map(|(nth, found)| {
        let (kind, part, span) = query.sources[*nth];
        let matched = vec![query.terms[*nth].term.to_string()];
        Evidence { kind, place: Some((part, span)), matched, field: Some(found.field), weight: found.weight }
    });
    merge(pieces.collect())
}

//! Entries that say much the same in other words' order: candidates for being one.

use fenzhen_engine::kb::Entry;
use fenzhen_engine::learn::{Pair, SimilarityIndex};
use fenzhen_engine::triage::Snapshot;
use rayon::prelude::*;

use crate::api::v1::NearDuplicate;

use super::unknown_words::telling_words;
use super::{descending, published, reference, rounded};

/// From this cosine on two entries are named.
const LEAST: f64 = 0.55;
/// Words shown.
const WORDS: usize = 6;

/// Pairs of published entries, the most alike first.
pub(super) fn find(snapshot: &Snapshot) -> Vec<NearDuplicate> {
    let entries: Vec<&Entry> = published(snapshot).collect();
    let texts: Vec<Vec<String>> = entries
        .par_iter()
        .map(|entry| {
            let texts = std::iter::once(&entry.title).chain(&entry.symptoms).chain(&entry.similar);
            texts.flat_map(|text| telling_words(&snapshot.analyzer, text)).collect()
        })
        .collect();
    let alike = SimilarityIndex::of(&texts);
    let mut pairs = alike.pairs(LEAST);
    pairs.sort_by(|a, b| descending(a.similarity, b.similarity).then_with(|| (a.first, a.second).cmp(&(b.first, b.second))));
    let named = pairs.into_iter().map(|Pair { first, second, similarity }| NearDuplicate {
        first: reference(entries[first]),
        second: reference(entries[second]),
        similarity: rounded(similarity),
        shared: alike.common(&[first, second], WORDS).into_iter().map(str::to_owned).collect(),
    });
    named.collect()
}

//! The vocabulary: which features were seen in training, in how many examples, and so how telling each is.
//!
//! Words get the first ids and are kept from their first example on; character grams follow, from their second. It holds
//! keys only, never strings, and never sees a label or a test row.

use super::bag::Bag;
use super::vector::Vector;

/// A gram must stand in this many examples.
const MIN_GRAM_EXAMPLES: u32 = 2;
/// Length of the words' block beside the grams', which is 1: grams carry most of what words do, and more evenly.
const WORDS_LENGTH: f32 = 0.5;
/// Rarity counts a little less than its logarithm.
const IDF_POWER: f32 = 0.7;

/// Features by key, with the inverse document frequency of each.
#[derive(Debug, Clone, Default, serde::Serialize, serde::Deserialize)]
pub(super) struct Vocabulary {
    /// Open addressing, a power of two long; id + 1, 0 for a free place.
    table: Vec<(u64, u32)>,
    idf: Vec<f32>,
    words: u32,
}

impl Vocabulary {
    /// Learns the vocabulary of the examples.
    pub(super) fn learn(bags: &[Bag]) -> Vocabulary {
        let words = frequencies(bags.iter().map(|bag| bag.words.as_slice()), 1);
        let grams = frequencies(bags.iter().map(|bag| bag.grams.as_slice()), MIN_GRAM_EXAMPLES);
        let total = words.len() + grams.len();
        let mut vocabulary = Vocabulary {
            table: vec![(0, 0); (total * 2).next_power_of_two()],
            idf: Vec::with_capacity(total),
            words: words.len() as u32,
        };
        let examples = bags.len() as f32;
        for (key, frequency) in words.into_iter().chain(grams) {
            // The smoothed idf of scikit-learn's TfidfVectorizer, flattened.
            vocabulary.idf.push((((1.0 + examples) / (1.0 + frequency as f32)).ln() + 1.0).powf(IDF_POWER));
            let place = vocabulary.place(key);
            vocabulary.table[place] = (key, vocabulary.idf.len() as u32);
        }
        vocabulary
    }

    /// Number of features.
    pub(super) fn len(&self) -> usize {
        self.idf.len()
    }

    /// Number of word features; ids below it are words.
    pub(super) fn words(&self) -> u32 {
        self.words
    }

    /// The id of a feature.
    pub(super) fn id(&self, key: u64) -> Option<u32> {
        if self.table.is_empty() {
            return None;
        }
        self.table[self.place(key)].1.checked_sub(1)
    }

    /// Where the key is, or the free place where it belongs. The table is never more than half full.
    fn place(&self, key: u64) -> usize {
        let mask = self.table.len() - 1;
        let mut at = (key ^ (key >> 32)) as usize & mask;
        while self.table[at].1 != 0 && self.table[at].0 != key {
            at = (at + 1) & mask;
        }
        at
    }

    /// The ticket as a vector: sublinear tf-idf, words and grams each scaled to a length of their own.
    pub(super) fn vector(&self, bag: &Bag) -> Vector {
        let mut vector = Vector::default();
        self.block(&bag.words, WORDS_LENGTH, &mut vector);
        vector.words = vector.ids.len();
        self.block(&bag.grams, 1.0, &mut vector);
        let known: u32 = vector.counts.iter().take(vector.words).sum();
        let all: u32 = bag.words.iter().map(|word| word.1).sum();
        vector.known = if all == 0 { 0.0 } else { known as f32 / all as f32 };
        vector
    }

    fn block(&self, counts: &[(u64, u32)], length: f32, vector: &mut Vector) {
        let mut found: Vec<(u32, u32)> = Vec::with_capacity(counts.len());
        found.extend(counts.iter().filter_map(|&(key, count)| Some((self.id(key)?, count))));
        found.sort_unstable();
        let first = vector.ids.len();
        let mut square = 0.0;
        for (id, count) in found {
            let value = (1.0 + (count as f32).ln()) * self.idf[id as usize];
            square += value * value;
            vector.ids.push(id);
            vector.values.push(value);
            vector.counts.push(count);
        }
        if square > 0.0 {
            let scale = length / square.sqrt();
            vector.values[first..].iter_mut().for_each(|value| *value *= scale);
        }
    }
}

/// Each key that stands in at least `least` bags with the number of those bags, in order of the key.
fn frequencies<'a>(bags: impl Iterator<Item = &'a [(u64, u32)]> + Clone, least: u32) -> Vec<(u64, u32)> {
    use std::collections::HashMap;
    use std::hash::{BuildHasherDefault, Hasher};
    /// The keys are hashes already.
    #[derive(Default)]
    struct Same(u64);
    impl Hasher for Same {
        fn finish(&self) -> u64 {
            self.0
        }
        fn write(&mut self, _: &[u8]) {}
        fn write_u64(&mut self, key: u64) {
            self.0 = key;
        }
    }
    let mut seen: HashMap<u64, u32, BuildHasherDefault<Same>> = HashMap::default();
    for &(key, _) in bags.flatten() {
        *seen.entry(key).or_default() += 1;
    }
    let mut kept: Vec<(u64, u32)> = seen.into_iter().filter(|entry| entry.1 >= least).collect();
    kept.sort_unstable();
    kept
}

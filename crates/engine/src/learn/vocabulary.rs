//! The vocabulary: which features were seen in training, in how many examples, and so how telling each is.
//!
//! Words get the first ids and are kept from their first example on; character grams follow, from their second. It holds
//! keys only, never strings, and never sees a label or a test row.

use super::bag::Bag;
use super::fetch::fetch;
use super::grams::{Occurrence, walk_grams, walk_words};
use super::input::{Passage, Place};
use super::places::{Places, Spot};
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
    /// Open addressing, a power of two long: half of the key, and the id + 1, or 0 for a free place. The other half has its
    /// say in where the search begins. Half of it is as good as all: the chance that a feature is taken for another is one
    /// in some thousand millions.
    table: Vec<(u32, u32)>,
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
            vocabulary.table[place] = (half(key), vocabulary.idf.len() as u32);
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
        let mut at = self.home(key);
        while self.table[at].1 != 0 && self.table[at].0 != half(key) {
            at = (at + 1) & (self.table.len() - 1);
        }
        at
    }

    /// Where the search for a key begins.
    fn home(&self, key: u64) -> usize {
        (key ^ (key >> 32)) as usize & (self.table.len() - 1)
    }

    /// The ids of many features at once.
    fn ids<'a>(&'a self, found: &'a [Occurrence]) -> impl Iterator<Item = Option<u32>> + 'a {
        if !self.table.is_empty() {
            fetch(found.iter().map(|occurrence| self.table[self.home(occurrence.key)].1));
        }
        found.iter().map(|occurrence| self.id(occurrence.key))
    }

    /// An example as a vector: sublinear tf-idf, words and grams each scaled to a length of their own.
    pub(super) fn vector(&self, bag: &Bag) -> Vector {
        let mut vector = Vector::default();
        self.add(&bag.words, &mut vector);
        vector.words = vector.ids.len();
        self.add(&bag.grams, &mut vector);
        vector.scale(WORDS_LENGTH);
        vector
    }

    fn add(&self, counts: &[(u64, u32)], vector: &mut Vector) {
        let mut found: Vec<(u32, u32)> = Vec::with_capacity(counts.len());
        found.extend(counts.iter().filter_map(|&(key, count)| Some((self.id(key)?, count))));
        found.sort_unstable();
        found.into_iter().for_each(|(id, count)| vector.push(id, count, self.idf[id as usize]));
    }

    /// A ticket as a vector, and where its features stand: what [`Vocabulary::vector`] gives for its bag, without making
    /// one. The features come in the order of reading, words before grams.
    pub(super) fn read(&self, passages: [(&Passage<'_>, Place); 2]) -> (Vector, Places) {
        let passages = passages.iter().filter(|(passage, _)| !passage.text.is_empty() || !passage.words.is_empty());
        let bytes = passages.clone().map(|(passage, _)| passage.text.len()).sum();
        let mut gathered = Gathered::with_room_for(bytes);
        let mut found: Vec<Occurrence> = Vec::with_capacity(bytes);
        let mut words = 0;
        for (passage, place) in passages.clone() {
            found.clear();
            walk_words(passage, |occurrence| found.push(occurrence));
            words += found.len();
            gathered.add_known(&found, self.ids(&found), *place);
        }
        let known = gathered.spots.len();
        let features_of_words = gathered.ids.len();
        for (passage, place) in passages {
            found.clear();
            walk_grams(passage, |occurrence| found.push(occurrence));
            gathered.add_known(&found, self.ids(&found), *place);
        }
        let mut vector = Vector { words: features_of_words, ..Vector::default() };
        for (id, count) in gathered.ids.iter().zip(&gathered.counts) {
            vector.push(*id, *count, self.idf[*id as usize]);
        }
        vector.scale(WORDS_LENGTH);
        vector.known = if words == 0 { 0.0 } else { known as f32 / words as f32 };
        (vector, Places { spots: gathered.spots })
    }
}

/// The features of a ticket while it is read: each id once, with its count, and where it stands.
struct Gathered {
    ids: Vec<u32>,
    counts: Vec<u32>,
    spots: Vec<Spot>,
    /// Open addressing from ids to their place in `ids`, plus 1; at most half full.
    place_of: Vec<u32>,
}

impl Gathered {
    /// For a text of so many bytes: a character begins two or three features.
    fn with_room_for(bytes: usize) -> Gathered {
        let room = bytes.max(16);
        Gathered {
            ids: Vec::with_capacity(room),
            counts: Vec::with_capacity(room),
            spots: Vec::with_capacity(room),
            place_of: vec![0; (2 * room).next_power_of_two()],
        }
    }

    /// Adds those that have an id.
    fn add_known(&mut self, found: &[Occurrence], ids: impl Iterator<Item = Option<u32>>, place: Place) {
        let known = found.iter().zip(ids).filter_map(|(found, id)| Some((id?, *found)));
        known.for_each(|(id, found)| self.add(id, found, place));
    }

    fn add(&mut self, id: u32, found: Occurrence, place: Place) {
        if 2 * self.ids.len() >= self.place_of.len() {
            self.grow();
        }
        let free = self.find(id);
        if self.place_of[free] == 0 {
            self.ids.push(id);
            self.counts.push(0);
            self.place_of[free] = self.ids.len() as u32;
        }
        let feature = self.place_of[free] - 1;
        self.counts[feature as usize] += 1;
        self.spots.push(Spot { feature, kind: found.kind, place, start: found.start, end: found.end });
    }

    /// Where the id is, or the free place where it belongs.
    fn find(&self, id: u32) -> usize {
        let mask = self.place_of.len() - 1;
        let mut at = id.wrapping_mul(0x9E37_79B9) as usize & mask;
        while self.place_of[at] != 0 && self.ids[self.place_of[at] as usize - 1] != id {
            at = (at + 1) & mask;
        }
        at
    }

    fn grow(&mut self) {
        self.place_of = vec![0; 2 * self.place_of.len()];
        for (feature, id) in (1_u32..).zip(self.ids.clone()) {
            let free = self.find(id);
            self.place_of[free] = feature;
        }
    }
}

/// The half of a key that the table keeps.
fn half(key: u64) -> u32 {
    (key >> 32) as u32
}

/// Each key that stands in at least `least` bags with the number of those bags, the most frequent first, so that what
/// tickets ask for most lies close together in every table that is ordered by id.
fn frequencies<'a>(bags: impl Iterator<Item = &'a [(u64, u32)]> + Clone, least: u32) -> Vec<(u64, u32)> {
    use std::collections::HashMap;
    use std::hash::{BuildHasherDefault, Hasher};
    /// The keys are hashes already.
    #[derive(Default)]
    struct IdentityHasher(u64);
    impl Hasher for IdentityHasher {
        fn finish(&self) -> u64 {
            self.0
        }
        fn write(&mut self, _: &[u8]) {}
        fn write_u64(&mut self, key: u64) {
            self.0 = key;
        }
    }
    let mut seen: HashMap<u64, u32, BuildHasherDefault<IdentityHasher>> = HashMap::default();
    for &(key, _) in bags.flatten() {
        *seen.entry(key).or_default() += 1;
    }
    let mut kept: Vec<(u64, u32)> = seen.into_iter().filter(|entry| entry.1 >= least).collect();
    kept.sort_unstable_by_key(|(key, frequency)| (std::cmp::Reverse(*frequency), *key));
    kept
}

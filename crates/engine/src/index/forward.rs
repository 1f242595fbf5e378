//! Forward lists: for each entry its terms with their counts a field, and BM25F over them.
//!
//! BM25F (Robertson, Zaragoza and Taylor, "Simple BM25 extension to multiple weighted fields", 2004) adds the weighted,
//! length-normalised counts of all fields before it saturates them, so that a word in title and symptoms counts once.

use std::collections::HashMap;
use std::sync::Arc;

use super::document::{Document, Field};
use super::layered::Layered;

/// How soon further occurrences of a term stop counting.
const K1: f64 = 1.2;
/// How much a long field discounts its counts, 0 to 1.
const B: f64 = 0.6;

/// What one term of a query is worth in one entry.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Match {
    /// The field where the term weighs most.
    pub field: Field,
    /// Its BM25F weight, above 0.
    pub weight: f64,
}

/// The forward lists of all entries, with what BM25F needs to know of the whole. A clone shares the lists themselves.
#[derive(Debug, Clone, Default)]
pub struct Forward {
    numbers: Layered<Box<str>, u32>,
    /// In how many entries each term occurs, by term number.
    frequency: Vec<u32>,
    /// The entries by slot; an entry that was taken out leaves its slot empty.
    slots: Vec<Option<Arc<EntryTerms>>>,
    /// The slot of each entry; `None` for one that was taken out.
    slot_of: Layered<Box<str>, Option<u32>>,
    /// Number of entries.
    entries: usize,
    /// Terms a field over all entries, for the mean length.
    totals: [u64; 4],
}

#[derive(Debug, Clone)]
struct EntryTerms {
    id: Box<str>,
    /// By term number, ascending.
    counts: Box<[(u32, [u16; 4])]>,
    lengths: [u32; 4],
}

/// A term that some entry has, looked up once for a whole search.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct KnownTerm {
    number: u32,
    /// Its rarity among the entries: BM25's inverse document frequency in the form that is never negative.
    pub rarity: f64,
}

/// The terms of a query, each with its place there and its weight, to be looked up by number.
pub(super) struct WantedTerms {
    /// In the order of their numbers.
    terms: Vec<(usize, f64, KnownTerm)>,
    /// One bit a number: nearly all terms of an entry are not wanted, and this says so at once.
    seen: Vec<u64>,
}

impl WantedTerms {
    pub(super) fn of(mut terms: Vec<(usize, f64, KnownTerm)>) -> WantedTerms {
        terms.sort_unstable_by_key(|(_, _, term)| term.number);
        let numbers = terms.last().map_or(0, |(_, _, term)| term.number as usize + 1);
        let mut seen = vec![0; numbers.div_ceil(64)];
        for (_, _, term) in &terms {
            seen[term.number as usize / 64] |= 1_u64 << (term.number % 64);
        }
        WantedTerms { terms, seen }
    }

    fn get(&self, number: u32) -> Option<&(usize, f64, KnownTerm)> {
        let bits = self.seen.get(number as usize / 64)?;
        if bits >> (number % 64) & 1 == 0 {
            return None;
        }
        self.terms.binary_search_by_key(&number, |(_, _, term)| term.number).ok().map(|at| &self.terms[at])
    }
}

impl Forward {
    /// Adds an entry, in place of an earlier one of the same id, and says in which slot it stands.
    pub(super) fn insert(&mut self, document: &Document) -> u32 {
        self.remove(&document.id);
        let mut counts: HashMap<u32, [u16; 4]> = HashMap::new();
        let mut lengths = [0u32; 4];
        for (field, terms) in document.terms.iter().enumerate() {
            for term in terms {
                let number = self.number(term);
                let count = &mut counts.entry(number).or_default()[field];
                *count = count.saturating_add(1);
                lengths[field] += 1;
            }
        }
        let mut counts: Vec<(u32, [u16; 4])> = counts.into_iter().collect();
        counts.sort_unstable_by_key(|(number, _)| *number);
        counts.iter().for_each(|(number, _)| self.frequency[*number as usize] += 1);
        self.totals.iter_mut().zip(lengths).for_each(|(total, length)| *total += u64::from(length));
        let slot = u32::try_from(self.slots.len()).unwrap_or(u32::MAX);
        self.slots.push(Some(Arc::new(EntryTerms { id: document.id.as_str().into(), counts: counts.into(), lengths })));
        self.slot_of.insert(document.id.as_str().into(), Some(slot));
        self.entries += 1;
        slot
    }

    /// Takes an entry out; one that is not there changes nothing.
    pub(super) fn remove(&mut self, id: &str) {
        let Some(terms) = self.slot(id).and_then(|slot| self.slots[slot as usize].take()) else { return };
        self.slot_of.insert(id.into(), None);
        self.entries -= 1;
        terms.counts.iter().for_each(|(number, _)| self.frequency[*number as usize] -= 1);
        self.totals.iter_mut().zip(terms.lengths).for_each(|(total, length)| *total -= u64::from(length));
    }

    /// Lets clones share what was gathered so far.
    pub(super) fn share(&mut self) {
        self.numbers.share();
        self.slot_of.share();
    }

    /// Number of entries.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries
    }

    /// Whether there is no entry.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries == 0
    }

    /// The slot of an entry.
    #[must_use]
    pub fn slot(&self, id: &str) -> Option<u32> {
        *self.slot_of.get(id)?
    }

    /// Number of slots, the empty ones included.
    pub(super) fn slots(&self) -> usize {
        self.slots.len()
    }

    /// The slots from `first` on in which an entry stands.
    pub(super) fn taken_from(&self, first: usize) -> impl Iterator<Item = u32> {
        let slots = self.slots.iter().enumerate().skip(first).filter(|(_, terms)| terms.is_some());
        slots.filter_map(|(slot, _)| u32::try_from(slot).ok())
    }

    /// The id of the entry in a slot.
    #[must_use]
    pub fn id(&self, slot: u32) -> Option<&str> {
        self.slots.get(slot as usize)?.as_ref().map(|terms| &*terms.id)
    }

    /// Looks a term up; `None` if no entry has it.
    #[must_use]
    pub fn term(&self, term: &str) -> Option<KnownTerm> {
        let number = *self.numbers.get(term)?;
        let frequency = f64::from(*self.frequency.get(number as usize)?);
        (frequency > 0.0).then(|| KnownTerm { number, rarity: rarity(self.len(), frequency) })
    }

    /// The rarity of a term that one entry has: the greatest there is.
    #[must_use]
    pub fn rarest(&self) -> f64 {
        rarity(self.len(), 1.0)
    }

    /// What each of the wanted terms is worth in the entry of a slot, where it occurs.
    pub(super) fn weigh<'a>(&'a self, slot: u32, wanted: &'a WantedTerms) -> impl Iterator<Item = (usize, Match)> + 'a {
        let entry = self.slots.get(slot as usize).and_then(Option::as_ref);
        let fits = entry.map_or([1.0; 4], |entry| self.fits(entry));
        let counts: &[(u32, [u16; 4])] = entry.map_or(&[], |entry| &entry.counts);
        counts.iter().filter_map(move |(number, counts)| {
            let (nth, weight, term) = wanted.get(*number)?;
            Some((*nth, worth(counts, &fits, term.rarity, *weight)))
        })
    }

    /// What each field's counts are divided by: more than 1 in a field that is longer than its mean.
    fn fits(&self, entry: &EntryTerms) -> [f64; 4] {
        std::array::from_fn(|field| {
            let mean = self.totals[field] as f64 / self.len() as f64;
            1.0 - B + B * f64::from(entry.lengths[field]) / mean
        })
    }

    fn number(&mut self, term: &str) -> u32 {
        if let Some(number) = self.numbers.get(term) {
            return *number;
        }
        let number = u32::try_from(self.frequency.len()).unwrap_or(u32::MAX);
        self.numbers.insert(term.into(), number);
        self.frequency.push(0);
        number
    }
}

/// BM25F of one term: the counts of all fields, boosted and divided by how well the field's length fits, then saturated.
fn worth(counts: &[u16; 4], fits: &[f64; 4], rarity: f64, weight: f64) -> Match {
    let weighted = Field::ALL.map(|field| {
        let (count, fit) = (counts[field.number()], fits[field.number()]);
        if count == 0 { 0.0 } else { field.boost() * f64::from(count) / fit }
    });
    let sum: f64 = weighted.iter().sum();
    let (mut field, mut most) = (Field::ALL[0], weighted[0]);
    for (other, weighted) in Field::ALL.into_iter().zip(weighted).skip(1) {
        if weighted > most {
            (field, most) = (other, weighted);
        }
    }
    Match { field, weight: rarity * sum * (K1 + 1.0) / (K1 + sum) * weight }
}

/// BM25's inverse document frequency, in the form that is never negative.
fn rarity(entries: usize, frequency: f64) -> f64 {
    (1.0 + (entries as f64 - frequency + 0.5) / (frequency + 0.5)).ln()
}

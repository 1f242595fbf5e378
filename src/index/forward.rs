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
    slots: Vec<Option<Arc<Terms>>>,
    /// The slot of each entry; `None` for one that was taken out.
    slot_of: Layered<Box<str>, Option<u32>>,
    /// Number of entries.
    entries: usize,
    /// Terms a field over all entries, for the mean length.
    totals: [u64; 4],
}

#[derive(Debug, Clone)]
struct Terms {
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
        self.slots.push(Some(Arc::new(Terms { id: document.id.as_str().into(), counts: counts.into(), lengths })));
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

    /// What a term is worth in the entry of a slot; `None` where it does not occur.
    #[must_use]
    pub fn weigh(&self, slot: u32, term: KnownTerm) -> Option<Match> {
        let terms = self.slots.get(slot as usize)?.as_ref()?;
        let at = terms.counts.binary_search_by_key(&term.number, |(n, _)| *n).ok()?;
        let weighted = Field::ALL.map(|field| self.discounted(terms, at, field));
        let sum: f64 = weighted.iter().sum();
        let field =
            Field::ALL.into_iter().zip(weighted).max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.number().cmp(&a.0.number())))?.0;
        Some(Match { field, weight: term.rarity * sum * (K1 + 1.0) / (K1 + sum) })
    }

    /// A field's count, boosted and discounted by the field's length.
    fn discounted(&self, terms: &Terms, at: usize, field: Field) -> f64 {
        let count = f64::from(terms.counts[at].1[field.number()]);
        if count == 0.0 {
            return 0.0;
        }
        let mean = self.totals[field.number()] as f64 / self.len() as f64;
        field.boost() * count / (1.0 - B + B * f64::from(terms.lengths[field.number()]) / mean)
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

/// BM25's inverse document frequency, in the form that is never negative.
fn rarity(entries: usize, frequency: f64) -> f64 {
    (1.0 + (entries as f64 - frequency + 0.5) / (frequency + 0.5)).ln()
}

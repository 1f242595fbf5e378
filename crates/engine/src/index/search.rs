//! Search: a ticket's terms in, raw hits with the worth of every term out.

use std::borrow::Cow;

use tantivy::collector::{Count, TopDocs};
use tantivy::query::{BooleanQuery, BoostQuery, Occur, Query, TermQuery};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocAddress, Term};

use super::build::Index;
use super::error::IndexError;
use super::forward::{KnownTerm, Match, WantedTerms};

/// The most distinct terms of a ticket that are searched; the rarest are kept.
const MOST_TERMS: usize = 200;

/// A distinct term of a ticket.
#[derive(Debug, Clone, PartialEq)]
pub struct QueryTerm<'a> {
    /// The normalised term.
    pub term: Cow<'a, str>,
    /// 1 for a word of the ticket, less for a synonym of one.
    pub weight: f64,
}

/// An entry that shares terms with the ticket.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// The entry's id.
    pub id: String,
    /// Sum of the weights in `matches`.
    pub score: f64,
    /// For each matching term: its place in the query, and its worth there, the query's weight included.
    pub matches: Vec<(usize, Match)>,
}

/// The terms some entry has, with their place in the query and the query's weight.
type Known = Vec<(usize, f64, KnownTerm)>;

impl Index {
    /// The `limit` best entries by BM25F, best first, ties by id.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn search(&self, terms: &[QueryTerm<'_>], limit: usize) -> Result<Vec<Hit>, IndexError> {
        let known = self.known(terms);
        let candidates = self.candidates(terms, &known, limit)?;
        let wanted = WantedTerms::of(known);
        let mut hits: Vec<Hit> = candidates.into_iter().filter_map(|slot| self.weigh(slot, &wanted)).collect();
        hits.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| a.id.cmp(&b.id)));
        hits.truncate(limit);
        Ok(hits)
    }

    /// The BM25F score of one entry, without a search; 0 for one that shares no term or is not there.
    #[must_use]
    pub fn score(&self, terms: &[QueryTerm<'_>], id: &str) -> f64 {
        let hit = self.forward().slot(id).and_then(|slot| self.weigh(slot, &WantedTerms::of(self.known(terms))));
        hit.map_or(0.0, |hit| hit.score)
    }

    fn known(&self, terms: &[QueryTerm<'_>]) -> Known {
        let looked_up = terms.iter().enumerate().filter_map(|(nth, t)| Some((nth, t.weight, self.forward().term(&t.term)?)));
        let mut known: Known = looked_up.collect();
        if known.len() > MOST_TERMS {
            known.sort_by(|a, b| b.2.rarity.total_cmp(&a.2.rarity).then(a.0.cmp(&b.0)));
            known.truncate(MOST_TERMS);
            known.sort_by_key(|(nth, _, _)| *nth);
        }
        known
    }

    fn weigh(&self, slot: u32, wanted: &WantedTerms) -> Option<Hit> {
        let mut matches: Vec<(usize, Match)> = self.forward().weigh(slot, wanted).collect();
        if matches.is_empty() {
            return None;
        }
        matches.sort_unstable_by_key(|(nth, _)| *nth);
        let id = self.forward().id(slot)?.to_owned();
        Some(Hit { id, score: matches.iter().map(|(_, m)| m.weight).sum(), matches })
    }

    /// tantivy's best candidates, as slots, and all entries written since it was built. Counting the hits besides switches
    /// off block-max WAND, which for a query of many common terms spends more on skipping than it saves (measured in
    /// `benches/search.rs`).
    fn candidates(&self, terms: &[QueryTerm<'_>], known: &Known, limit: usize) -> Result<Vec<u32>, IndexError> {
        if known.is_empty() || limit == 0 {
            return Ok(Vec::new());
        }
        let clause = |(nth, weight, _): &(usize, f64, KnownTerm)| {
            let term = Term::from_field_text(self.columns().terms, &terms[*nth].term);
            let exact = TermQuery::new(term, IndexRecordOption::WithFreqs);
            let query: Box<dyn Query> = Box::new(BoostQuery::new(Box::new(exact), *weight as f32));
            (Occur::Should, query)
        };
        let query = BooleanQuery::new(known.iter().map(clause).collect());
        // As many more as are no more: they may stand before those that are wanted.
        let collector = (TopDocs::with_limit(limit + self.stale()).order_by_score(), Count);
        let (best, _) = self.searcher().search(&query, &collector)?;
        let slots = self.slot_columns();
        let slot = |address: DocAddress| slots.get(address.segment_ord as usize)?.first(address.doc_id);
        let best = best.into_iter().filter_map(|(_, address)| u32::try_from(slot(address)?).ok());
        let standing = best.filter(|slot| self.forward().id(*slot).is_some());
        Ok(standing.take(limit).chain(self.fresh()).collect())
    }
}

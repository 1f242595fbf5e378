//! Search: a ticket's terms in, raw hits with the worth of every term out.

use tantivy::Term;
use tantivy::collector::{Count, TopDocs};
use tantivy::query::{BooleanQuery, BoostQuery, Occur, Query, TermQuery};
use tantivy::schema::{IndexRecordOption, Value};

use super::build::{Index, IndexError};
use super::forward::Match;

/// The most distinct terms of a ticket that are searched; the rarest are kept.
const MOST_TERMS: usize = 200;

/// A distinct term of a ticket.
#[derive(Debug, Clone, PartialEq)]
pub struct QueryTerm {
    /// The normalised term.
    pub term: String,
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

impl Index {
    /// The `limit` best entries by BM25F, best first, ties by id.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn search(&self, terms: &[QueryTerm], limit: usize) -> Result<Vec<Hit>, IndexError> {
        let mut hits: Vec<Hit> = self.candidates(terms, limit)?.into_iter().map(|id| self.weigh(id, terms)).collect();
        hits.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| a.id.cmp(&b.id)));
        Ok(hits)
    }

    /// What the terms are worth in one entry, candidate or not.
    #[must_use]
    pub fn weigh(&self, id: String, terms: &[QueryTerm]) -> Hit {
        let weighed = terms.iter().enumerate().filter_map(|(nth, term)| {
            let found = self.forward().weigh(&id, &term.term)?;
            Some((nth, Match { weight: found.weight * term.weight, ..found }))
        });
        let matches: Vec<(usize, Match)> = weighed.collect();
        Hit { score: matches.iter().map(|(_, m)| m.weight).sum(), id, matches }
    }

    /// tantivy's best candidates. Counting the hits besides switches off block-max WAND, which for a query of many
    /// common terms spends more on skipping than it saves (measured in `benches/search.rs`).
    fn candidates(&self, terms: &[QueryTerm], limit: usize) -> Result<Vec<String>, IndexError> {
        let clauses = self.clauses(terms);
        if clauses.is_empty() || limit == 0 {
            return Ok(Vec::new());
        }
        let collector = (TopDocs::with_limit(limit).order_by_score(), Count);
        let (best, _) = self.searcher().search(&BooleanQuery::new(clauses), &collector)?;
        let mut ids = Vec::with_capacity(best.len());
        for (_, address) in best {
            let document: tantivy::TantivyDocument = self.searcher().doc(address)?;
            ids.extend(document.get_first(self.columns().id).and_then(|v| v.as_str().map(str::to_owned)));
        }
        Ok(ids)
    }

    fn clauses(&self, terms: &[QueryTerm]) -> Vec<(Occur, Box<dyn Query>)> {
        let mut known: Vec<(&QueryTerm, f64)> = terms.iter().filter_map(|t| Some((t, self.forward().rarity(&t.term)?))).collect();
        if known.len() > MOST_TERMS {
            known.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.term.cmp(&b.0.term)));
            known.truncate(MOST_TERMS);
        }
        let clause = |(term, _): (&QueryTerm, f64)| {
            let exact = TermQuery::new(Term::from_field_text(self.columns().terms, &term.term), IndexRecordOption::WithFreqs);
            let query: Box<dyn Query> = Box::new(BoostQuery::new(Box::new(exact), term.weight as f32));
            (Occur::Should, query)
        };
        known.into_iter().map(clause).collect()
    }
}

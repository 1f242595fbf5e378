//! Cases that say almost the same and were taught differently: one of them is likely wrong. Equal complaints cannot be
//! taught two ways; these are worded differently, so that only their words show it.

use std::collections::HashSet;

use fenzhen_engine::learn::{Pair, SimilarityIndex};

use crate::api::v1::CaseView;
use crate::app::library::health::telling_words;
use crate::app::{App, AppError};
use crate::store::CaseQuery;

/// The newest active cases that are compared.
const COMPARED: usize = 2_000;
/// From this cosine on two cases say almost the same.
const LEAST: f64 = 0.7;
/// Pairs that are named.
const NAMED: usize = 20;

/// Two cases of almost the same complaint with other labels, the newer first.
#[derive(Debug, Clone, PartialEq)]
pub struct Contradiction {
    /// The newer case.
    pub newer: CaseView,
    /// The older one.
    pub older: CaseView,
    /// The cosine of their words, 0 to 1.
    pub similarity: f64,
}

impl App {
    /// The active cases that contradict each other, the most alike first; at most twenty pairs of the newest 2,000 cases.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn contradictions(&self) -> Result<Vec<Contradiction>, AppError> {
        let cases = self.store.read(|dao| dao.cases(&CaseQuery::default(), COMPARED))?;
        let snapshot = self.snapshot();
        let words = |text: &str| telling_words(&snapshot.analyzer, text);
        let texts: Vec<Vec<String>> = cases.iter().map(|case| words(&format!("{} {}", case.title, case.text))).collect();
        let mut pairs = SimilarityIndex::of(&texts).pairs(LEAST);
        pairs.retain(|pair| match (cases.get(pair.first), cases.get(pair.second)) {
            (Some(newer), Some(older)) => newer.labels.contradict(&older.labels),
            _ => false,
        });
        pairs.sort_by(|a, b| b.similarity.total_cmp(&a.similarity).then_with(|| (a.first, a.second).cmp(&(b.first, b.second))));
        let view = |nth: usize| cases.get(nth).cloned().map(CaseView::from);
        let named =
            |Pair { first, second, similarity }| Some(Contradiction { newer: view(first)?, older: view(second)?, similarity });
        // A case that many contradict is named with the one most like it; the others follow once it is settled.
        let mut told = HashSet::new();
        pairs.retain(|pair| told.insert(pair.first) & told.insert(pair.second));
        Ok(pairs.into_iter().take(NAMED).filter_map(named).collect())
    }
}

//! Cases that contradict each other. Of one complaint no two may: feedback is refused that says otherwise than an active
//! case, unless it names the one it replaces. Of complaints worded differently only their words show that they are almost
//! the same: cases of those are named to maintainers, since one of them is likely wrong.

use std::collections::HashSet;

use fenzhen_engine::kb::Labels;
use fenzhen_engine::learn::{Pair, SimilarityIndex};

use crate::app::AppError;
use crate::app::library::health::telling_words;
use crate::store::{CaseQuery, ReadDao, StoreError, TaughtCase};

use super::{CaseError, CaseSummary, Cases};

/// The newest active cases that are compared.
const COMPARED: usize = 2_000;
/// From this cosine on two cases say almost the same.
const LEAST: f64 = 0.7;
/// Pairs that are named.
const PAIRS: usize = 20;
/// The most contradicting cases named in a refusal.
const NAMED: usize = 10;

/// Two cases of almost the same complaint with other labels, the newer first.
#[derive(Debug, Clone, PartialEq)]
pub struct Contradiction {
    /// The newer case.
    pub newer: CaseSummary,
    /// The older one.
    pub older: CaseSummary,
    /// The cosine of their words, 0 to 1.
    pub similarity: f64,
}

impl Cases<'_> {
    /// The active cases that contradict each other, the most alike first; at most twenty pairs of the newest 2,000 cases.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn contradictions(&self) -> Result<Vec<Contradiction>, AppError> {
        let cases = self.store.read(|dao| dao.cases(&CaseQuery::default(), COMPARED))?;
        let snapshot = self.snapshot.load_full();
        let words = |text: &str| telling_words(&snapshot.analyzer, text);
        let texts: Vec<Vec<String>> = cases.iter().map(|case| words(&format!("{} {}", case.title, case.text))).collect();
        let mut pairs = SimilarityIndex::of(&texts).pairs(LEAST);
        pairs.retain(|pair| match (cases.get(pair.first), cases.get(pair.second)) {
            (Some(newer), Some(older)) => newer.labels.contradict(&older.labels),
            _ => false,
        });
        pairs.sort_by(|a, b| b.similarity.total_cmp(&a.similarity).then_with(|| (a.first, a.second).cmp(&(b.first, b.second))));
        let view = |nth: usize| cases.get(nth).cloned().map(CaseSummary::from);
        let named =
            |Pair { first, second, similarity }| Some(Contradiction { newer: view(first)?, older: view(second)?, similarity });
        // A case that many contradict is named with the one most like it; the others follow once it is settled.
        let mut told = HashSet::new();
        pairs.retain(|pair| told.insert(pair.first) & told.insert(pair.second));
        Ok(pairs.into_iter().take(PAIRS).filter_map(named).collect())
    }
}

/// The active cases of a complaint that are to be revoked in favour of one that says `labels` and replaces the case
/// `replaces`; or why it is refused.
pub(super) fn cases_to_revoke(
    dao: &ReadDao<'_>,
    complaint: &[u8],
    labels: &Labels,
    replaces: Option<i64>,
) -> Result<Result<Vec<i64>, CaseError>, StoreError> {
    let alike = dao.active_cases_like(complaint)?;
    let named = match replaces.map(|id| alike.iter().find(|case| case.id == id).ok_or(id)).transpose() {
        Ok(named) => named,
        Err(id) => return Ok(Err(CaseError::NothingToReplace(id))),
    };
    // Whoever replaces a case has seen what it says; others that say the same are no news.
    let replaced =
        |case: &TaughtCase| named.is_some_and(|n| n.id == case.id || (n.labels == case.labels && case.labels.contradict(labels)));
    let (revoked, others): (Vec<_>, Vec<_>) = alike.iter().partition(|case| replaced(case));
    let against = others.into_iter().filter(|case| case.labels.contradict(labels));
    let against: Vec<CaseSummary> = against.take(NAMED).cloned().map(CaseSummary::from).collect();
    if !against.is_empty() {
        return Ok(Err(CaseError::Contradicts(against)));
    }
    Ok(Ok(revoked.into_iter().map(|case| case.id).collect()))
}

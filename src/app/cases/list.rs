//! Cases as a maintainer sees them: who taught what when, page by page; and revoking one.

use crate::app::AppError;
use crate::app::author;
use crate::store::CaseQuery;

use super::{CaseError, CaseSummary, Cases};

/// The most cases of a page.
const MOST: usize = 200;
/// Characters of a reason that are kept.
const REASON: usize = 500;

/// A page of cases, newest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CasePage {
    /// The cases.
    pub cases: Vec<CaseSummary>,
    /// The last one's number, where there are older ones: what to ask for next are those before it.
    pub next: Option<i64>,
}

impl Cases<'_> {
    /// A page of at most `limit` of the cases that are asked for (200 at the most), newest first.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn list(&self, query: &CaseQuery, limit: usize) -> Result<CasePage, AppError> {
        let limit = limit.clamp(1, MOST);
        let mut cases = self.store.read(|dao| dao.cases(query, limit + 1))?;
        let more = cases.len() > limit;
        cases.truncate(limit);
        let next = cases.last().map(|case| case.id).filter(|_| more);
        Ok(CasePage { cases: cases.into_iter().map(CaseSummary::from).collect(), next })
    }

    /// Revokes a case: it stays on record and teaches no more. One that was revoked before stays as it is. Of a reason 500
    /// characters are kept.
    ///
    /// # Errors
    /// When there is no such case, the author has no proper name, or the database refuses.
    pub fn revoke(&self, id: i64, by: Option<&str>, because: Option<&str>) -> Result<CaseSummary, CaseError> {
        let (by, at) = (author::author(by)?, self.clock.now());
        let because: Option<String> = because.map(|why| why.trim().chars().take(REASON).collect());
        let because = because.as_deref().filter(|why| !why.is_empty());
        let (revoked, case) = self.store.write(|dao| Ok((dao.revoke_case(id, &by, because, at)?, dao.read().case(id)?)))?;
        if revoked {
            self.trainer.request();
        }
        case.map(CaseSummary::from).ok_or(CaseError::NoSuchCase(id))
    }
}

//! Cases as a maintainer sees them: who taught what when, page by page; and revoking one.

use fenzhen_engine::text::signals::mask_personal;

use crate::api::v1::{CaseList, CaseView};
use crate::app::{App, AppError, FeedbackRefusal};
use crate::store::{CaseQuery, TaughtCase};

use super::author;

/// The most cases of a page.
const MOST: usize = 200;
/// Characters of a text or title that are shown ...
const SHOWN: usize = 200;
/// ... and that are looked at to mask them: more, so that no number is cut before it is recognised.
const MASKED: usize = 400;
/// Characters of a reason that are kept.
const REASON: usize = 500;

impl App {
    /// A page of at most `limit` cases (200 at the most), newest first, older than the case `before` where it is given.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn cases(&self, before: Option<i64>, limit: usize, with_revoked: bool) -> Result<CaseList, AppError> {
        self.cases_of(&CaseQuery { before, with_revoked, ..CaseQuery::default() }, limit)
    }

    /// A page of at most `limit` of the cases that are asked for (200 at the most), newest first.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn cases_of(&self, query: &CaseQuery, limit: usize) -> Result<CaseList, AppError> {
        let limit = limit.clamp(1, MOST);
        let mut cases = self.store.read(|dao| dao.cases(query, limit + 1))?;
        let more = cases.len() > limit;
        cases.truncate(limit);
        let next = cases.last().map(|case| case.id).filter(|_| more);
        Ok(CaseList { cases: cases.into_iter().map(CaseView::from).collect(), next })
    }

    /// Revokes a case: it stays on record and teaches no more. One that was revoked before stays as it is. Of a reason 500
    /// characters are kept.
    ///
    /// # Errors
    /// When there is no such case, the author has no proper name, or the database refuses.
    pub fn revoke_case(&self, id: i64, by: Option<&str>, because: Option<&str>) -> Result<CaseView, AppError> {
        let (by, at) = (author(by)?, format!("{:.3}", self.clock.now()));
        let because: Option<String> = because.map(|why| why.trim().chars().take(REASON).collect());
        let because = because.as_deref().filter(|why| !why.is_empty());
        let (revoked, case) = self.store.write(|dao| Ok((dao.revoke_case(id, &by, because, &at)?, dao.read().case(id)?)))?;
        if revoked {
            self.trainer.request();
        }
        Ok(case.map(CaseView::from).ok_or(FeedbackRefusal::NoSuchCase(id))?)
    }
}

impl From<TaughtCase> for CaseView {
    fn from(case: TaughtCase) -> CaseView {
        CaseView {
            id: case.id,
            title: excerpt(&case.title),
            text: excerpt(&case.text),
            category: case.labels.category,
            department: case.labels.department,
            entry: case.labels.entry,
            ticket: case.ticket,
            replaces: case.replaces,
            taught_by: case.taught_by,
            taught_at: case.taught_at,
            revoked_by: case.revoked_by,
            revoked_at: case.revoked_at,
            revoked_because: case.revoked_because,
        }
    }
}

/// The beginning of a text with personal data masked.
fn excerpt(text: &str) -> String {
    let beginning: String = text.chars().take(MASKED).collect();
    let masked = mask_personal(&beginning);
    let mut chars = masked.chars();
    let shown: String = chars.by_ref().take(SHOWN).collect();
    if chars.next().is_some() { shown + "…" } else { shown }
}

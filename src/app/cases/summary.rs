//! A case as it may be shown: its texts shortened, personal data in them masked.

use fenzhen_engine::kb::Labels;
use jiff::Timestamp;

use crate::app::excerpt::excerpt;
use crate::store::TaughtCase;

/// Characters of a text or title that are shown.
const SHOWN: usize = 200;

/// A case, with who taught it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseSummary {
    /// Its number. Evidence names it `case/17`.
    pub id: i64,
    /// The ticket's title, shortened, personal data masked.
    pub title: String,
    /// The ticket's text, shortened, personal data masked.
    pub text: String,
    /// What it turned out to be.
    pub labels: Labels,
    /// The judged ticket it comes from, where that was kept.
    pub ticket: Option<String>,
    /// The case it took the place of.
    pub replaces: Option<i64>,
    /// Who taught it.
    pub taught_by: String,
    /// When.
    pub taught_at: Timestamp,
    /// That it teaches no more.
    pub revoked: Option<Revocation>,
}

/// That a case was taken back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revocation {
    /// Who took it back.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// Why, where they said so.
    pub because: Option<String>,
}

impl From<TaughtCase> for CaseSummary {
    fn from(case: TaughtCase) -> CaseSummary {
        let because = case.revoked_because;
        let revoked = case.revoked_by.zip(case.revoked_at).map(|(by, at)| Revocation { by, at, because });
        CaseSummary {
            id: case.id,
            title: excerpt(&case.title, SHOWN),
            text: excerpt(&case.text, SHOWN),
            labels: case.labels,
            ticket: case.ticket,
            replaces: case.replaces,
            taught_by: case.taught_by,
            taught_at: case.taught_at,
            revoked,
        }
    }
}

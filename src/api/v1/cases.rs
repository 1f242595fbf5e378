//! Feedback and cases, in the shape of version 1.

use fenzhen_engine::kb::Labels;
use utoipa::ToSchema;

use crate::app::cases::{self, CasePage, CaseSummary, Feedback, Revocation, Taught};
use crate::app::idempotency::{Answered, Idempotent, KeyError, Scope};

/// What an agent says of a suggestion.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// It was right: its first category, department and entry become a case; the entry only where it belongs to them. Of an
    /// ambiguous suggestion whose labels say two things, none is taken: `corrected` says which is right.
    Accepted,
    /// It was wrong, and this is right: the labels given become a case.
    Corrected,
    /// It was wrong, and what is right is not known: on record, but nothing is learned.
    Rejected,
}

impl From<Verdict> for cases::Verdict {
    fn from(verdict: Verdict) -> cases::Verdict {
        match verdict {
            Verdict::Accepted => cases::Verdict::Accepted,
            Verdict::Corrected => cases::Verdict::Corrected,
            Verdict::Rejected => cases::Verdict::Rejected,
        }
    }
}

impl From<cases::Verdict> for Verdict {
    fn from(verdict: cases::Verdict) -> Verdict {
        match verdict {
            cases::Verdict::Accepted => Verdict::Accepted,
            cases::Verdict::Corrected => Verdict::Corrected,
            cases::Verdict::Rejected => Verdict::Rejected,
        }
    }
}

/// Feedback on a suggestion. The ticket is named by `ticket`, or sent along as `text` and `title`.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"text": "宽带从昨晚八点开始上不了网，光猫一直闪红灯", "verdict": "corrected", "entry": "telecom/broadband-los-red", "author": "wang"}))]
pub struct FeedbackRequest {
    /// The `ticket` of the suggestion.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ticket: Option<String>,
    /// What the customer said, where there is no ticket id. At most 200,000 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// The ticket's title, beside `text`. At most 2,000 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// `accepted`, `corrected` or `rejected`.
    pub verdict: Verdict,
    /// The right category's id; with `corrected` only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<String>,
    /// The right department's id; with `corrected` only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub department: Option<String>,
    /// The right entry's id; with `corrected` only. Category and department follow from it unless they are given; given ones
    /// may not contradict it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entry: Option<String>,
    /// Who says so. At most 100 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub author: Option<String>,
    /// The case to revoke in favour of this one, where they contradict. Others that say the same of the same complaint
    /// go with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaces: Option<i64>,
}

/// What came of feedback.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize, ToSchema)]
pub struct FeedbackAnswer {
    /// As it was sent.
    pub verdict: Verdict,
    /// The ticket it was about, where its id was sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ticket: Option<String>,
    /// The case it taught; none with `rejected`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub case: Option<CaseView>,
    /// The cases that were revoked in its favour.
    pub revoked: Vec<i64>,
}

/// A case: a confirmed ticket, with who taught it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize, ToSchema)]
pub struct CaseView {
    /// Its number. Evidence names it `case/17`.
    pub id: i64,
    /// The ticket's title, shortened, personal data masked.
    pub title: String,
    /// The ticket's text, shortened, personal data masked.
    pub text: String,
    /// The category it turned out to be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<String>,
    /// The department that handled it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub department: Option<String>,
    /// The entry that solved it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entry: Option<String>,
    /// The judged ticket it comes from, where that was kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ticket: Option<String>,
    /// The case it took the place of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaces: Option<i64>,
    /// Who taught it.
    pub taught_by: String,
    /// When (RFC 3339, UTC).
    pub taught_at: String,
    /// Who revoked it; it teaches no more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revoked_by: Option<String>,
    /// When (RFC 3339, UTC).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revoked_at: Option<String>,
    /// Why, where they said so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revoked_because: Option<String>,
}

/// A page of cases, newest first.
#[derive(Debug, Clone, serde::Serialize, ToSchema)]
pub struct CaseList {
    /// The cases.
    pub cases: Vec<CaseView>,
    /// What to send as `before` to get the next page; none on the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<i64>,
}

/// Who revokes a case, and why.
#[derive(Debug, Clone, Default, serde::Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RevokeRequest {
    /// Who says so. At most 100 characters.
    #[serde(default)]
    pub author: Option<String>,
    /// Why. At most 500 characters are kept.
    #[serde(default)]
    pub because: Option<String>,
}

impl FeedbackRequest {
    /// The request under the sender's key.
    ///
    /// # Errors
    /// When it is not a valid key.
    pub fn under(&self, key: &str) -> Result<Idempotent<Taught>, KeyError> {
        // A struct of strings and numbers always has a JSON form.
        let written = |taught: &Taught| serde_json::to_string(&FeedbackAnswer::from(taught.clone())).unwrap_or_default();
        Idempotent::new(Scope::Feedback, key, self, written)
    }
}

impl From<FeedbackRequest> for Feedback {
    fn from(request: FeedbackRequest) -> Feedback {
        let FeedbackRequest { ticket, text, title, verdict, category, department, entry, author, replaces } = request;
        let labels = Labels { category, department, entry };
        Feedback { ticket, text, title, verdict: verdict.into(), labels, author, replaces }
    }
}

impl From<Taught> for FeedbackAnswer {
    fn from(taught: Taught) -> FeedbackAnswer {
        let Taught { verdict, ticket, case, revoked } = taught;
        FeedbackAnswer { verdict: verdict.into(), ticket, case: case.map(CaseView::from), revoked }
    }
}

impl TryFrom<Answered<Taught>> for FeedbackAnswer {
    type Error = KeyError;

    fn try_from(answered: Answered<Taught>) -> Result<FeedbackAnswer, KeyError> {
        match answered {
            Answered::Now(taught) => Ok(taught.into()),
            // What a newer version answered may not be known here.
            Answered::Before(json) => serde_json::from_str(&json).map_err(|_| KeyError::KeyReused),
        }
    }
}

impl From<CaseSummary> for CaseView {
    fn from(case: CaseSummary) -> CaseView {
        let Labels { category, department, entry } = case.labels;
        let revoked = case.revoked.map(|Revocation { by, at, because }| (by, format!("{at:.3}"), because));
        let (revoked_by, revoked_at, revoked_because) = match revoked {
            Some((by, at, because)) => (Some(by), Some(at), because),
            None => (None, None, None),
        };
        CaseView {
            id: case.id,
            title: case.title,
            text: case.text,
            category,
            department,
            entry,
            ticket: case.ticket,
            replaces: case.replaces,
            taught_by: case.taught_by,
            taught_at: format!("{:.3}", case.taught_at),
            revoked_by,
            revoked_at,
            revoked_because,
        }
    }
}

impl From<CasePage> for CaseList {
    fn from(page: CasePage) -> CaseList {
        CaseList { cases: page.cases.into_iter().map(CaseView::from).collect(), next: page.next }
    }
}

//! Publications and their rehearsals, in the shape of version 1.

use fenzhen_engine::kb::{Labels, Problem, Urgency};
use utoipa::ToSchema;

use crate::app::library as domain;

use super::knowledge::{ProblemView, UrgencyLevel};

/// What came of a publication.
#[derive(Debug, Clone, serde::Serialize, ToSchema)]
pub struct Published {
    /// The revision it made; absent after a dry run.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub revision: Option<i64>,
    /// What the rehearsal showed.
    pub rehearsal: Rehearsal,
}

/// What a change would do.
#[derive(Debug, Clone, serde::Serialize, ToSchema)]
pub struct Rehearsal {
    /// Problems it brings; those that other files had before are not its fault.
    #[schema(value_type = Vec<ProblemView>)]
    pub problems: Vec<Problem>,
    /// Cases that held and would not any more.
    #[schema(value_type = Vec<ProblemView>)]
    pub broken_cases: Vec<Problem>,
    /// How many cases were asked.
    pub cases: CasesAsked,
    /// What it does to recent tickets.
    pub impact: Impact,
}

/// Cases of published entries and texts that must get no answer.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize, ToSchema)]
#[schema(as = Asked)]
pub struct CasesAsked {
    /// Those that were put to the changed library: all of them, or in a large library those of the edited entries and of
    /// the entries most like them.
    pub asked: usize,
    /// All there are.
    pub all: usize,
}

/// What a change does to recent tickets.
#[derive(Debug, Clone, Default, serde::Serialize, ToSchema)]
pub struct Impact {
    /// Tickets looked at.
    pub tickets: usize,
    /// Those whose suggestion would be another, the newest first.
    pub moved: Vec<MovedTicket>,
}

/// A ticket whose suggestion would be another.
#[derive(Debug, Clone, PartialEq, serde::Serialize, ToSchema)]
#[schema(as = Moved)]
pub struct MovedTicket {
    /// The ticket's id.
    pub ticket: String,
    /// The sender's id for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub external_id: Option<String>,
    /// How it begins, personal data masked.
    pub text: String,
    /// What is suggested now.
    pub from: TopSuggestion,
    /// What would be suggested.
    pub to: TopSuggestion,
    /// The ticket's words that weigh most for what it moves to; for one that loses its entry, for what it leaves.
    pub because: Vec<WeighedWord>,
}

/// What an agent sees first.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, ToSchema)]
#[schema(as = Shown)]
pub struct TopSuggestion {
    /// `answer`, `ambiguous` or `no_match`.
    pub outcome: &'static str,
    /// The first category, by id; this and the next two are `null` without an answer.
    pub category: Option<String>,
    /// The first department, by id.
    pub department: Option<String>,
    /// The first entry, by id.
    pub entry: Option<String>,
    /// How urgent.
    #[schema(value_type = UrgencyLevel)]
    pub urgency: Urgency,
}

/// A word and how much it weighs.
#[derive(Debug, Clone, PartialEq, serde::Serialize, ToSchema)]
#[schema(as = Because)]
pub struct WeighedWord {
    /// The ticket's words, as written.
    pub text: String,
    /// Their share of the score.
    pub weight: f64,
}

impl From<domain::Published> for Published {
    fn from(domain::Published { revision, rehearsal }: domain::Published) -> Published {
        Published { revision, rehearsal: rehearsal.into() }
    }
}

impl From<domain::Rehearsal> for Rehearsal {
    fn from(rehearsal: domain::Rehearsal) -> Rehearsal {
        let domain::Rehearsal { problems, broken_cases, cases, impact } = rehearsal;
        let domain::CasesAsked { asked, all } = cases;
        let domain::Impact { tickets, moved } = impact;
        let impact = Impact { tickets, moved: moved.into_iter().map(MovedTicket::from).collect() };
        Rehearsal { problems, broken_cases, cases: CasesAsked { asked, all }, impact }
    }
}

impl From<domain::MovedTicket> for MovedTicket {
    fn from(moved: domain::MovedTicket) -> MovedTicket {
        let domain::MovedTicket { ticket, external_id, text, from, to, because } = moved;
        let word = |domain::WeighedWord { text, weight }| WeighedWord { text, weight };
        let because = because.into_iter().map(word).collect();
        MovedTicket { ticket, external_id, text, from: from.into(), to: to.into(), because }
    }
}

impl From<domain::TopSuggestion> for TopSuggestion {
    fn from(shown: domain::TopSuggestion) -> TopSuggestion {
        let domain::TopSuggestion { outcome, labels: Labels { category, department, entry }, urgency } = shown;
        TopSuggestion { outcome: outcome.as_str(), category, department, entry, urgency }
    }
}

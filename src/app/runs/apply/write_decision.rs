//! What applying a run does with each of its rows: the same rules whether it is done or only foretold. It writes nothing.

use fenzhen_engine::flow::event::Retriaged;
use fenzhen_engine::kb::{Labels, Urgency};

use crate::app::runs::error::RunError;
use crate::app::runs::plan::RunPlan;
use crate::app::runs::row::{ResultLabel, ResultRow};
use crate::store::{Becomes, Named, Outdated, ReadDao, RewriteDao, StoreError, TicketNow, TicketState, TicketText};

use super::options::ApplyOptions;
use super::registered::{EventContext, RegisteredTicket, judgement};
use super::skip::SkipReason;

/// What a run says of a ticket.
pub(in crate::app::runs) struct Proposal {
    /// The line of the input.
    pub line: Option<u64>,
    /// The sender's id.
    pub id: String,
    /// What is suggested.
    pub says: TicketState,
    /// `high`, `medium` or `low`.
    pub urgency: Option<String>,
    /// The ticket's text, where it may be added.
    pub text: Option<TicketText>,
    /// Whether it could be judged.
    pub is_judged: bool,
}

impl Proposal {
    pub(in crate::app::runs) fn of(row: ResultRow, revision: i64, text: Option<TicketText>) -> Proposal {
        Proposal {
            line: Some(row.line),
            says: state(&row, revision),
            id: row.id.unwrap_or_default(),
            urgency: row.urgency.map(|urgency| urgency.level),
            text,
            is_judged: row.problem.is_none(),
        }
    }

    /// One that was accepted before its ticket changed.
    pub(in crate::app::runs) fn again(outdated: Outdated) -> Proposal {
        let Outdated { line, id, says, urgency, text, .. } = outdated;
        Proposal { line, id, says, urgency, text, is_judged: true }
    }
}

/// What becomes of a row.
pub(in crate::app::runs) enum WriteDecision {
    /// Nothing, for this reason.
    Skip(SkipReason),
    /// The ticket says so already.
    Same,
    /// The ticket becomes another.
    Rewrite(Becomes),
}

/// By what is decided what becomes of a row.
pub(in crate::app::runs) struct WriteRules<'a> {
    pub plan: &'a RunPlan,
    pub options: &'a ApplyOptions,
    pub context: EventContext,
}

impl WriteRules<'_> {
    /// What becomes of a row, where rows before it are gathered. `new_key` makes the id of a ticket that is added.
    pub(in crate::app::runs) fn decide(
        &self,
        dao: &RewriteDao<'_>,
        row: &Proposal,
        new_key: &dyn Fn() -> String,
    ) -> Result<WriteDecision, StoreError> {
        if !row.is_judged {
            return Ok(WriteDecision::Skip(SkipReason::NotJudged));
        }
        if row.id.is_empty() {
            return Ok(WriteDecision::Skip(SkipReason::NoId));
        }
        let now = match dao.read().ticket_named(&row.id, self.options.source.as_deref())? {
            Named::Several => return Ok(WriteDecision::Skip(SkipReason::SeveralSources)),
            Named::Nobody => return self.unknown(dao, row, new_key),
            Named::One(now) => now,
        };
        // What a row before wrote is not a change by others, but which row is right is not known.
        if let Some(earlier) = dao.gathered(now.row)? {
            return Ok(if earlier == row.says { WriteDecision::Same } else { WriteDecision::Skip(SkipReason::ChangedSince) });
        }
        match now.life {
            None => Ok(self.judged(row, now)),
            Some(_) => self.registered(dao, row, now),
        }
    }

    /// A ticket that is not on record.
    fn unknown(&self, dao: &RewriteDao<'_>, row: &Proposal, new_key: &dyn Fn() -> String) -> Result<WriteDecision, StoreError> {
        let Some(text) = &row.text else { return Ok(WriteDecision::Skip(SkipReason::NotOnRecord)) };
        Ok(match dao.gathered_to_add(&row.id)? {
            Some(earlier) if earlier == row.says => WriteDecision::Same,
            Some(_) => WriteDecision::Skip(SkipReason::ChangedSince),
            None => WriteDecision::Rewrite(Becomes::Added { key: new_key(), text: text.clone() }),
        })
    }

    /// A ticket that was judged, and no more.
    fn judged(&self, row: &Proposal, now: Box<TicketNow>) -> WriteDecision {
        if now.state == row.says {
            return WriteDecision::Same;
        }
        let confirmed = now.confirmed_at.is_some();
        match self.objection(&now, confirmed) {
            Some(reason) => WriteDecision::Skip(reason),
            None => WriteDecision::Rewrite(Becomes::Set { now, confirmed, event: None }),
        }
    }

    /// A ticket with a life of its own: what it is about stands in its events, and so does what changes that.
    fn registered(&self, dao: &RewriteDao<'_>, row: &Proposal, now: Box<TicketNow>) -> Result<WriteDecision, StoreError> {
        let Some(ticket) = RegisteredTicket::read(&dao.read(), now.row)? else {
            return Ok(WriteDecision::Skip(SkipReason::ChangedSince));
        };
        let now_says = retriaged(&self.plan.id, row, ticket.life.urgency);
        let differs = now_says != judgement(&ticket.life, &self.plan.id, false);
        if now.state == row.says && !differs {
            return Ok(WriteDecision::Same);
        }
        if ticket.life.ended_at.is_some() {
            return Ok(WriteDecision::Skip(SkipReason::Ended));
        }
        let confirmed = now.confirmed_at.is_some() || ticket.is_corrected();
        if let Some(reason) = self.objection(&now, confirmed) {
            return Ok(WriteDecision::Skip(reason));
        }
        let event = differs.then(|| Box::new(self.context.event(ticket, now_says)));
        Ok(WriteDecision::Rewrite(Becomes::Set { now, confirmed, event }))
    }

    /// Why a ticket that says something else is left alone.
    fn objection(&self, now: &TicketNow, confirmed: bool) -> Option<SkipReason> {
        if now.row > self.plan.mark.newest || now.changed > self.plan.mark.change {
            return Some(SkipReason::ChangedSince);
        }
        (confirmed && !self.options.over_confirmed).then_some(SkipReason::Confirmed)
    }
}

/// What a row says of a registered ticket. What the library does not know has no category.
fn retriaged(run: &str, row: &Proposal, urgency: Urgency) -> Retriaged {
    let TicketState { outcome, labels, .. } = row.says.clone();
    let Labels { category, department, entry } = if outcome == "no_match" { Labels::default() } else { labels };
    Retriaged {
        run: run.to_owned(),
        undone: false,
        outcome,
        category,
        department,
        entry,
        urgency: row.urgency.as_deref().and_then(Urgency::parse).unwrap_or(urgency),
    }
}

/// Refuses a run that was applied and not taken back.
pub(in crate::app::runs) fn refuse_standing(dao: &ReadDao<'_>, plan: &RunPlan) -> Result<(), RunError> {
    let Some(standing) = dao.standing_application(&plan.id)? else { return Ok(()) };
    Err(RunError::AppliedAlready { application: standing.id, at: standing.at })
}

/// What a row says, as tickets keep it.
fn state(row: &ResultRow, revision: i64) -> TicketState {
    let id = |label: &Option<ResultLabel>| label.as_ref().map(|label| label.id.clone());
    let labels = Labels { category: id(&row.category), department: id(&row.department), entry: id(&row.entry) };
    TicketState { outcome: row.outcome.clone(), labels, revision }
}

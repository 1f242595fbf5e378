//! What applying a run does with each of its rows: the same rules whether it is done or only foretold. It writes nothing.

use std::collections::HashMap;

use super::plan::Plan;
use super::row::{Label, ResultRow};
use super::{ApplyOptions, digest};
use crate::app::{AppError, RequestError};
use crate::store::{ReadDao, TicketNow, TicketState};

/// What becomes of a row.
pub(super) enum Verdict {
    /// Nothing, for this reason.
    Skip(&'static str),
    /// The ticket says so already.
    Same,
    /// It becomes a ticket.
    Add,
    /// The ticket is overwritten, perhaps one that somebody confirmed.
    Write { now: TicketNow, confirmed: bool },
}

/// What becomes of a row whose ticket on record is `now`.
pub(super) fn verdict(plan: &Plan, options: &ApplyOptions, row: &ResultRow, has_text: bool, now: Option<TicketNow>) -> Verdict {
    if row.problem.is_some() {
        return Verdict::Skip("not-judged");
    }
    if row.id.as_deref().unwrap_or_default().is_empty() {
        return Verdict::Skip("no-id");
    }
    let Some(now) = now else {
        return if has_text { Verdict::Add } else { Verdict::Skip("not-on-record") };
    };
    if now.state == state(row, plan.knowledge.revision) {
        return Verdict::Same;
    }
    // What this very application wrote for a row before is no change by others, but which row is right is not known.
    if now.row > plan.mark.newest || now.changed > plan.mark.change {
        return Verdict::Skip("changed-since");
    }
    let confirmed = now.confirmed_at.is_some();
    if confirmed && !options.over_confirmed {
        return Verdict::Skip("confirmed");
    }
    Verdict::Write { now, confirmed }
}

/// What rows further up would have written, for telling ahead: a later row of the same ticket would find it changed.
#[derive(Default)]
pub(super) struct Ahead {
    /// Digests of what was written, by the ticket's row.
    written: HashMap<i64, String>,
    /// The same of what was added, by the sender's id.
    added: HashMap<String, String>,
}

impl Ahead {
    pub(super) fn verdict(&mut self, plan: &Plan, options: &ApplyOptions, row: &ResultRow, now: Option<TicketNow>) -> Verdict {
        let says = digest_of(&state(row, plan.knowledge.revision));
        let id = row.id.as_deref().unwrap_or_default();
        let earlier = now.as_ref().map_or_else(|| self.added.get(id), |now| self.written.get(&now.row));
        if let Some(earlier) = earlier.filter(|_| row.problem.is_none()) {
            return if *earlier == says { Verdict::Same } else { Verdict::Skip("changed-since") };
        }
        let verdict = verdict(plan, options, row, options.add, now);
        match &verdict {
            Verdict::Write { now, .. } => drop(self.written.insert(now.row, says)),
            Verdict::Add => drop(self.added.insert(id.to_owned(), says)),
            Verdict::Skip(_) | Verdict::Same => {}
        }
        verdict
    }
}

/// Refuses a run that was applied and not taken back.
pub(super) fn refuse_standing(dao: &ReadDao<'_>, plan: &Plan) -> Result<(), AppError> {
    let Some(standing) = dao.standing_application(&plan.id)? else { return Ok(()) };
    let message = format!("this run was applied already, as {}, at {}", standing.id, standing.at);
    let help = "take it back first: `fenzhen batch undo DIR`, or POST /api/v1/runs/{id}/undo";
    Err(RequestError { code: "applied-already", field: "dir", message, help }.into())
}

/// What a row says, as tickets keep it.
pub(super) fn state(row: &ResultRow, revision: i64) -> TicketState {
    let id = |label: &Option<Label>| label.as_ref().map(|label| label.id.clone());
    let outcome = row.outcome.clone();
    TicketState { outcome, category: id(&row.category), department: id(&row.department), entry: id(&row.entry), revision }
}

fn digest_of(state: &TicketState) -> String {
    digest::short(format!("{state:?}").as_bytes())
}

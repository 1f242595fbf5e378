//! Acting on a ticket: one transaction that reads its history, asks the rules, and appends what came of it.

use fenzhen_engine::flow::event::{Event, HandedOver, LoggedEvent, author_or_nobody};
use fenzhen_engine::flow::{ActionRules, Life, Refusal};
use fenzhen_engine::kb::WorkflowRole;

use crate::app::idempotency::{Answered, Idempotent};
use crate::store::{ReadDao, StoredEvent, WriteDao};

use super::action::{Act, Action};
use super::context::Context;
use super::record::{Ticket, append, find, history};
use super::state::{TicketState, state_of};
use super::{TicketError, Tickets, inside, slots};

/// As whom somebody may act.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ActingRole {
    /// As agent or department.
    Agent,
    /// As supervisor, too.
    Supervisor,
}

/// What an action made of a ticket.
pub struct ActedTicket {
    /// The ticket as it is now.
    pub state: TicketState,
    /// The events it made.
    pub events: Vec<StoredEvent>,
}

impl Tickets<'_> {
    /// Acts on a ticket. Equal requests under the same key are answered the same, and taken once.
    ///
    /// # Errors
    /// When the request is malformed, the rules are in the way, or the database refuses.
    pub fn act(
        &self,
        id: &str,
        act: Act,
        once: Option<Idempotent<ActedTicket>>,
        role: ActingRole,
    ) -> Result<Answered<ActedTicket>, TicketError> {
        act.well_formed()?;
        if act.part == WorkflowRole::Supervisor && role != ActingRole::Supervisor {
            return Err(TicketError::PartTooHigh);
        }
        let context = self.context();
        let id = id.to_owned();
        self.writer
            .write(move |dao| take(dao, &context, &id, act, once.as_ref()).map_or_else(inside, |taken| Ok(Ok(taken))))
            .map_err(TicketError::from)?
    }
}

fn take(
    dao: &WriteDao<'_>,
    context: &Context,
    id: &str,
    act: Act,
    once: Option<&Idempotent<ActedTicket>>,
) -> Result<Answered<ActedTicket>, TicketError> {
    if let Some(once) = once
        && let Some(answer) = once.answered(&dao.read())??
    {
        return Ok(Answered::Before(answer));
    }
    let mut ticket = find(&dao.read(), id)?.ok_or_else(|| TicketError::no_such(id))?;
    let (_, kept) = dao.read().judged_ticket(id)?.ok_or_else(|| TicketError::no_such(id))?;
    if let Some(expected) = act.expect {
        nothing_but_clocks_since(&dao.read(), &ticket, expected)?;
    }
    let rules = ActionRules { now: context.now.max(ticket.life.last_at), ..context.rules() };
    let author = author_or_nobody(act.author.as_deref());
    rules.may_act(&ticket.life, author)?;
    let events = decide(&rules, &ticket.life, act.part, act.action)?;
    let appended = append(dao, context, &mut ticket, events, author)?;
    let facts = slots::facts(&kept.title, &kept.text);
    let seen = context.not_before(ticket.life.last_at);
    let id = Some(kept.id.clone());
    let events = appended.into_iter().map(|event| StoredEvent { ticket: id.clone(), ..event }).collect();
    let acted = ActedTicket { state: state_of(&seen, kept, ticket.life, &facts), events };
    if let Some(once) = once {
        once.remember(dao, &acted)?;
    }
    Ok(Answered::Now(acted))
}

/// Refuses where something came after the event that whoever acts has seen. What the clocks did meanwhile changes nothing
/// of it: a reminder is no reason to write everything again.
fn nothing_but_clocks_since(dao: &ReadDao<'_>, ticket: &Ticket, expected: u32) -> Result<(), TicketError> {
    let found = ticket.life.seq;
    let changed = TicketError::ChangedMeanwhile { found, expected };
    if found == expected {
        return Ok(());
    }
    // What a newer version wrote and nobody here can read may be anything: all of them must be there.
    let is_since = |entry: &LoggedEvent| entry.seq > expected;
    let since: Vec<LoggedEvent> = history(dao, ticket.row)?.into_iter().filter(is_since).collect();
    let all = found.checked_sub(expected).is_some_and(|many| usize::try_from(many) == Ok(since.len()));
    if all && since.iter().all(|entry| entry.event.is_of_clock()) { Ok(()) } else { Err(changed) }
}

/// The events that an action makes, or why not.
fn decide(rules: &ActionRules<'_>, life: &Life, part: WorkflowRole, action: Action) -> Result<Vec<Event>, Refusal> {
    let one = |event: Event| vec![event];
    match action {
        Action::Move(step) => rules.take_step(life, part, &step.step, step.facts, step.follow_up_at).map(one),
        Action::HandOver(to) => {
            let department = rules.department_meant(life, to.department)?;
            let (contact, report) = (to.contact, to.report);
            let (handler, answer_by, reason) = (to.handler, to.answer_by, to.reason);
            rules.hand_over(life, HandedOver { department, contact, handler, answer_by, report, reason }).map(one)
        }
        Action::Answer(answered) => rules.answer(life, part, answered).map(one),
        Action::Assign(assigned) => rules.assign(life, assigned).map(one),
        Action::Note(noted) => rules.note(life, noted),
        Action::Tell(told) => rules.tell(told).map(one),
        Action::KeepPromise(promise) => rules.keep_promise(life, promise).map(one),
        Action::Survey(surveyed) => rules.survey(life, surveyed),
    }
}

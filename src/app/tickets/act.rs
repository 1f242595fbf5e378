//! Acting on a ticket: one transaction that reads its history, asks the rules, and appends what came of it.

use std::sync::Arc;

use fenzhen_engine::flow::act::Refusal;
use fenzhen_engine::flow::event::{
    Answered, Assigned, CustomerContact, Event, HandedOver, Noted, PromiseMade, Surveyed, author_or_nobody,
};
use fenzhen_engine::flow::{ActionRules, Life};
use fenzhen_engine::kb::WorkflowRole;

use crate::api::v1::{Action, ActionAnswer, ActionRequest, EventView, NoteAction};
use crate::app::desk::suggest::bounded;
use crate::app::{App, AppError, RequestError};
use crate::store::{StoredEvent, WriteDao};

use super::register::{again, bad, inside, keyed, word};
use super::{Desk, Outcome, Taken, TicketRefusal, append, find, slots, view};

/// The longest text put on record with an action, in characters.
const LONGEST: usize = 10_000;
/// The most promises of one conversation, and of anything else sent along.
const MOST: usize = 50;

/// As whom somebody may act.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum As {
    /// As agent or department.
    Agent,
    /// As supervisor, too.
    Supervisor,
}

impl App {
    /// Acts on a ticket. Equal requests under the same `key` are answered the same, and taken once.
    ///
    /// # Errors
    /// When the request is malformed, the rules are in the way, or the database refuses.
    pub fn act(&self, id: &str, request: ActionRequest, key: Option<&str>, may: As) -> Result<Taken<ActionAnswer>, AppError> {
        well_formed(&request)?;
        if request.part == WorkflowRole::Supervisor && may != As::Supervisor {
            return Err(TicketRefusal::PartTooHigh.into());
        }
        let key = key.map(|key| keyed(key, &(id, &request))).transpose()?;
        let desk = Desk { snapshot: self.snapshot(), now: self.clock.now() };
        let id = id.to_owned();
        self.writer.write(move |dao| take(dao, &desk, &id, request, key.as_ref()).map_or_else(inside, |taken| Ok(Ok(taken))))?
    }
}

fn take(
    dao: &WriteDao<'_>,
    desk: &Desk,
    id: &str,
    request: ActionRequest,
    key: Option<&(String, Vec<u8>)>,
) -> Outcome<Taken<ActionAnswer>> {
    if let Some((key, digest)) = key
        && let Some(recorded) = dao.read().answered_under(key)?
    {
        return again(&recorded, digest);
    }
    let no_such = || TicketRefusal::NoSuchTicket(id.chars().take(100).collect());
    let mut ticket = find(&dao.read(), id)?.ok_or_else(no_such)?;
    let (_, kept) = dao.read().judged_ticket(id)?.ok_or_else(no_such)?;
    if let Some(expected) = request.expect.filter(|expected| *expected != ticket.life.seq) {
        return Err(TicketRefusal::ChangedMeanwhile { found: ticket.life.seq, expected }.into());
    }
    let scene = ActionRules { now: desk.now.max(ticket.life.last_at), ..desk.scene() };
    let author = author_or_nobody(request.author.as_deref());
    let decided = scene.may_act(&ticket.life, author).and_then(|()| decide(&scene, &ticket.life, request.part, request.action));
    let events = decided.map_err(TicketRefusal::from)?;
    let appended = append(dao, &desk.snapshot, &mut ticket, events, author, desk.now)?;
    let facts = slots::facts(&kept.title, &kept.text);
    let seen = Desk { snapshot: Arc::clone(&desk.snapshot), now: desk.now.max(ticket.life.last_at) };
    let shown = view::ticket(&seen, &kept, kept.external_id.as_deref(), &ticket.life, &facts);
    let with_id = |event: StoredEvent| EventView::from(StoredEvent { ticket: Some(kept.id.clone()), ..event });
    let answer = ActionAnswer { ticket: shown, events: appended.into_iter().map(with_id).collect() };
    if let Some((key, digest)) = key {
        dao.remember_answer(key, digest, &serde_json::to_string(&answer).unwrap_or_default())?;
    }
    Ok(Taken::Now(Box::new(answer)))
}

/// The events that an action makes, or why not.
fn decide(scene: &ActionRules<'_>, life: &Life, part: WorkflowRole, action: Action) -> Result<Vec<Event>, Refusal> {
    let one = |event: Event| vec![event];
    match action {
        Action::Move(step) => scene.take_step(life, part, &step.step, step.facts, step.follow_up_at).map(one),
        Action::HandOver(to) => {
            let department = scene.department_meant(life, to.department)?;
            let (contact, report) = (to.contact, to.report);
            let (handler, answer_by, reason) = (to.handler, to.answer_by, to.reason);
            scene.hand_over(life, HandedOver { department, contact, handler, answer_by, report, reason }).map(one)
        }
        Action::Answer(answer) => {
            let answered = Answered { accepted: answer.accepted, text: answer.text, handler: answer.handler };
            scene.answer(life, part, answered).map(one)
        }
        Action::Assign(assign) => {
            let assigned = Assigned { front: assign.front, handler: assign.handler, consent: assign.consent };
            scene.assign(life, assigned).map(one)
        }
        Action::Note(note) => {
            let noted = Noted {
                category: note.category,
                urgency: note.urgency,
                entry: note.entry,
                slots: note.slots,
                facts: note.facts,
                about: note.about,
            };
            scene.note(life, noted)
        }
        Action::Tell(tell) => {
            let promises = tell.promises.into_iter().map(|promise| PromiseMade { what: promise.what, due: promise.due });
            let promises = promises.collect();
            scene
                .tell(CustomerContact { direction: tell.direction, channel: tell.channel, content: tell.content, promises })
                .map(one)
        }
        Action::KeepPromise(keep) => scene.keep_promise(life, keep.promise).map(one),
        Action::Survey(survey) => scene.survey(life, Surveyed { answers: survey.answers, comment: survey.comment }),
    }
}

/// Refuses what is too much to be meant, or says nothing.
fn well_formed(request: &ActionRequest) -> Result<(), RequestError> {
    if let Some(author) = &request.author {
        word("author", author)?;
    }
    let said = |field: &'static str, text: &str| {
        if text.trim().is_empty() {
            return Err(bad("no-word", field, &format!("`{field}` says nothing"), "write it, or leave it out"));
        }
        bounded(field, text, LONGEST)
    };
    let name = |field: &'static str, name: &Option<String>| name.as_deref().map_or(Ok(()), |name| word(field, name));
    match &request.action {
        Action::Move(step) => {
            word("step", &step.step)?;
            step.facts.values().try_for_each(|fact| said("facts", fact))
        }
        Action::HandOver(to) => {
            name("department", &to.department)?;
            name("handler", &to.handler)?;
            word("contact", &to.contact)?;
            word("report", &to.report)?;
            to.reason.as_deref().map_or(Ok(()), |reason| said("reason", reason))
        }
        Action::Answer(answer) => {
            name("handler", &answer.handler)?;
            said("text", &answer.text)
        }
        Action::Assign(assign) => {
            if assign.front.is_none() && assign.handler.is_none() {
                return Err(bad("no-word", "front", "nobody is named", "send `front` or `handler`"));
            }
            name("front", &assign.front)?;
            name("handler", &assign.handler)?;
            assign.consent.as_deref().map_or(Ok(()), |consent| said("consent", consent))
        }
        Action::Note(note) => {
            if note.slots.len() > MOST || note.about.len() > MOST {
                return Err(bad("too-many", "slots", "more than 50 slots or people", "send what is new"));
            }
            if says_nothing(note) {
                return Err(bad("no-word", "note", "the note says nothing", "send what is new"));
            }
            note.about.iter().try_for_each(|person| word("about", person))?;
            note.slots.values().try_for_each(|value| said("slots", value))?;
            note.facts.values().try_for_each(|fact| said("facts", fact))
        }
        Action::Tell(tell) => {
            if tell.promises.len() > MOST {
                return Err(bad("too-many", "promises", "more than 50 promises", "promise what you can keep"));
            }
            word("channel", &tell.channel)?;
            said("content", &tell.content)?;
            tell.promises.iter().try_for_each(|promise| said("promises", &promise.what))
        }
        Action::KeepPromise(_) => Ok(()),
        Action::Survey(survey) => survey.comment.as_deref().map_or(Ok(()), |comment| said("comment", comment)),
    }
}

fn says_nothing(note: &NoteAction) -> bool {
    let NoteAction { category, urgency, entry, slots, facts, about } = note;
    category.is_none() && urgency.is_none() && entry.is_none() && slots.is_empty() && facts.is_empty() && about.is_empty()
}

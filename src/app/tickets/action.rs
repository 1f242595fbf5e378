//! What may be done to a ticket, as whoever does it means it: in the words of the events it makes.

use std::collections::BTreeMap;

use fenzhen_engine::flow::event::{Answered, Assigned, CustomerContact, Noted, Surveyed};
use fenzhen_engine::kb::{Fact, WorkflowRole};
use jiff::Timestamp;

use super::TicketError;
use super::error::Many;
use super::words::{says, word, word_if_any};

/// The longest text put on record with an action, in characters.
const LONGEST: usize = 10_000;
/// The most promises of one conversation, and of anything else sent along.
const MOST: usize = 50;

/// Something that somebody does to a ticket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Act {
    /// What.
    pub action: Action,
    /// As whom.
    pub part: WorkflowRole,
    /// Who; nobody, if that is not said.
    pub author: Option<String>,
    /// Only if nothing but what the clocks do came after the ticket's event of this number.
    pub expect: Option<u32>,
}

/// What to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// Take a step of the workflow.
    Move(Step),
    /// Hand it over to a department 转单.
    HandOver(HandOver),
    /// Answer a hand-over 回单, as the department that was asked, or as supervisor.
    Answer(Answered),
    /// Name who faces the customer, or who sees to it.
    Assign(Assigned),
    /// Correct or add to what is known.
    Note(Noted),
    /// Record what was said between us and the customer.
    Tell(CustomerContact),
    /// Say that the promise of this number was kept.
    KeepPromise(u32),
    /// Record what the customer answered when asked how it was.
    Survey(Surveyed),
}

/// A step to take.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Step {
    /// The step, by its id in the workflow.
    pub step: String,
    /// What is put on record with it.
    pub facts: BTreeMap<Fact, String>,
    /// When the customer agreed to be asked how it was, where it is not as usual.
    pub follow_up_at: Option<Timestamp>,
}

/// A department to hand a ticket over to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandOver {
    /// The department, by id; the next one on the ticket's way, if that is not said.
    pub department: Option<String>,
    /// Who there was reached, and how.
    pub contact: String,
    /// Who sees to it, where that is known.
    pub handler: Option<String>,
    /// By when it answers, where it is not as usual.
    pub answer_by: Option<Timestamp>,
    /// How it reports.
    pub report: String,
    /// Why, where the route says otherwise.
    pub reason: Option<String>,
}

impl Act {
    /// Refuses what is too much to be meant, or says nothing.
    pub(super) fn well_formed(&self) -> Result<(), TicketError> {
        word_if_any("author", self.author.as_ref())?;
        self.action.well_formed()
    }
}

impl Action {
    fn well_formed(&self) -> Result<(), TicketError> {
        match self {
            Action::Move(step) => {
                word("step", &step.step)?;
                step.facts.values().try_for_each(|fact| says("facts", fact, LONGEST))
            }
            Action::HandOver(to) => {
                word_if_any("department", to.department.as_ref())?;
                word_if_any("handler", to.handler.as_ref())?;
                word("contact", &to.contact)?;
                word("report", &to.report)?;
                says_if_any("reason", to.reason.as_ref())
            }
            Action::Answer(answer) => {
                word_if_any("handler", answer.handler.as_ref())?;
                says("text", &answer.text, LONGEST)
            }
            Action::Assign(assign) => {
                if assign.front.is_none() && assign.handler.is_none() {
                    return Err(TicketError::NobodyNamed);
                }
                word_if_any("front", assign.front.as_ref())?;
                word_if_any("handler", assign.handler.as_ref())?;
                says_if_any("consent", assign.consent.as_ref())
            }
            Action::Note(note) => {
                if note.slots.len() > MOST || note.about.len() > MOST {
                    return Err(TicketError::TooMany(Many::OfNote));
                }
                if *note == Noted::default() {
                    return Err(TicketError::EmptyNote);
                }
                note.about.iter().try_for_each(|person| word("about", person))?;
                note.slots.values().try_for_each(|value| says("slots", value, LONGEST))?;
                note.facts.values().try_for_each(|fact| says("facts", fact, LONGEST))
            }
            Action::Tell(tell) => {
                if tell.promises.len() > MOST {
                    return Err(TicketError::TooMany(Many::Promises));
                }
                word("channel", &tell.channel)?;
                says("content", &tell.content, LONGEST)?;
                tell.promises.iter().try_for_each(|promise| says("promises", &promise.what, LONGEST))
            }
            Action::KeepPromise(_) => Ok(()),
            Action::Survey(survey) => says_if_any("comment", survey.comment.as_ref()),
        }
    }
}

/// A text that says something, where it is given at all.
fn says_if_any(field: &'static str, text: Option<&String>) -> Result<(), TicketError> {
    text.map_or(Ok(()), |text| says(field, text, LONGEST))
}

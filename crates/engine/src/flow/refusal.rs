//! Refusals: why something cannot be done to a ticket now. Every reason is a variant with what it is about; what it says to
//! a program (a code, a message, a way to fix it) stands here and nowhere else.

use std::borrow::Cow;

use crate::kb::{Fact, WorkflowRole};

use super::event::QUESTIONS;

/// Why something cannot be done to a ticket now. Its `Display` says what is in the way.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The workflow has no such step.
    #[error("there is no step {step:?}")]
    NoSuchStep {
        /// What was named.
        step: String,
        /// The states the ticket is in.
        from: String,
        /// The steps that may be taken from there.
        open: Vec<String>,
    },
    /// The step is somebody else's.
    #[error("{step:?} is not for the {role}")]
    NotYourStep {
        /// The step.
        step: String,
        /// As whom it was tried.
        role: WorkflowRole,
        /// Whose it is.
        who: Vec<WorkflowRole>,
    },
    /// The step does not start from where the ticket is.
    #[error("{step:?} does not start from {from}")]
    StepNotOpen {
        /// The step.
        step: String,
        /// The states the ticket is in.
        from: String,
        /// The steps that may be taken from there.
        open: Vec<String>,
    },
    /// The step requires what is not on record.
    #[error("{step:?} requires what is not on record: {}", listed(.missing, Fact::as_str))]
    FactMissing {
        /// The step.
        step: String,
        /// What is missing.
        missing: Vec<Fact>,
    },
    /// The step requires a department, and none has the ticket.
    #[error("{step:?} requires a department that has the ticket")]
    NoDepartment {
        /// The step.
        step: String,
    },
    /// The step starts no follow-up that could be agreed.
    #[error("{step:?} starts no follow-up")]
    NoFollowUp {
        /// The step.
        step: String,
    },
    /// What is agreed is due in the past.
    #[error("{}", .0.is_over())]
    DeadlinePassed(Agreed),
    /// A promise is not kept yet.
    #[error("a promise to the customer is not kept yet")]
    PromiseOpen,
    /// The customer was never told how it stands.
    #[error("the customer is told once before the end, and was told nothing")]
    NothingTold,
    /// No department is named, and none is next.
    #[error("no department is named, and none is next on its way")]
    NoDepartmentNamed,
    /// The library has no such department.
    #[error("there is no department {0:?}")]
    NoSuchDepartment(String),
    /// The ticket's route goes elsewhere.
    #[error("tickets of this category go to {next} next")]
    OffRoute {
        /// Where it goes next.
        next: String,
    },
    /// No department has anything to answer.
    #[error("no department is asked and has not answered")]
    NothingToAnswer,
    /// The department answers, not whoever tried.
    #[error("the department that was asked answers, not the {0}")]
    NotYourAnswer(WorkflowRole),
    /// The customer was not asked about another one facing them.
    #[error("{front} stays with the customer unless the customer agrees to a change")]
    NeedsConsent {
        /// Who faces the customer.
        front: String,
    },
    /// The library has no such category.
    #[error("there is no category {0:?}")]
    NoSuchCategory(String),
    /// The library has no such entry.
    #[error("there is no entry {0:?}")]
    NoSuchEntry(String),
    /// The library has no such slot.
    #[error("there is no slot {0:?}")]
    NoSuchSlot(String),
    /// The fact counts for a step only.
    #[error("{0} belongs to a step")]
    FactOfAStep(Fact),
    /// The promise is not ours.
    #[error("promises are what we tell the customer")]
    NotOurPromise,
    /// The ticket has no such promise.
    #[error("there is no promise {0}")]
    NoSuchPromise(u32),
    /// The promise was kept before.
    #[error("it was kept before")]
    PromiseKept,
    /// Work is still going on.
    #[error("nobody is asked how it was while work is going on")]
    StillWorking,
    /// Nothing was carried out.
    #[error("nothing was carried out that anybody could be asked about: it is in {state}")]
    NothingCarriedOut {
        /// The states the ticket is in.
        state: String,
    },
    /// The survey's answers are not as many as its questions.
    #[error("{answers} answers to {QUESTIONS} questions")]
    NotThreeAnswers {
        /// How many were given.
        answers: usize,
    },
    /// Work is over.
    #[error("no work is going on: it is in {state}")]
    WorkIsOver {
        /// The states the ticket is in.
        state: String,
    },
    /// Whoever acts is complained about in the ticket.
    #[error("{0} is complained about in this ticket, and does nothing to it")]
    AuthorComplainedAbout(String),
    /// Whoever is named is complained about in the ticket.
    #[error("{0} is complained about in this ticket")]
    ComplainedAbout(String),
}

/// What is agreed with a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Agreed {
    /// When the customer is asked how it was.
    FollowUp,
    /// When a department answers.
    Answer,
    /// When a promise is kept.
    Promise,
}

impl Agreed {
    fn is_over(self) -> &'static str {
        match self {
            Agreed::FollowUp => "the follow-up is agreed for the past",
            Agreed::Answer => "the answer is due in the past",
            Agreed::Promise => "a promise is due in the past",
        }
    }
}

impl Refusal {
    /// A stable name for programs.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Refusal::NoSuchStep { .. } => "no-such-step",
            Refusal::NotYourStep { .. } => "not-your-step",
            Refusal::StepNotOpen { .. } => "step-not-open",
            Refusal::FactMissing { .. } => "fact-missing",
            Refusal::NoDepartment { .. } => "no-department",
            Refusal::NoFollowUp { .. } => "no-follow-up",
            Refusal::DeadlinePassed(_) => "deadline-passed",
            Refusal::PromiseOpen => "promise-open",
            Refusal::NothingTold => "nothing-told",
            Refusal::NoDepartmentNamed => "no-department-named",
            Refusal::NoSuchDepartment(_) => "no-such-department",
            Refusal::OffRoute { .. } => "off-route",
            Refusal::NothingToAnswer => "nothing-to-answer",
            Refusal::NotYourAnswer(_) => "not-your-answer",
            Refusal::NeedsConsent { .. } => "needs-consent",
            Refusal::NoSuchCategory(_) => "no-such-category",
            Refusal::NoSuchEntry(_) => "no-such-entry",
            Refusal::NoSuchSlot(_) => "no-such-slot",
            Refusal::FactOfAStep(_) => "fact-of-a-step",
            Refusal::NotOurPromise => "not-our-promise",
            Refusal::NoSuchPromise(_) => "no-such-promise",
            Refusal::PromiseKept => "promise-kept",
            Refusal::StillWorking => "still-working",
            Refusal::NothingCarriedOut { .. } => "nothing-carried-out",
            Refusal::NotThreeAnswers { .. } => "not-three-answers",
            Refusal::WorkIsOver { .. } => "work-is-over",
            Refusal::AuthorComplainedAbout(_) => "author-complained-about",
            Refusal::ComplainedAbout(_) => "complained-about",
        }
    }

    /// What to do about it.
    #[must_use]
    pub fn help(&self) -> Cow<'static, str> {
        Cow::Borrowed(match self {
            Refusal::NoSuchStep { from, open, .. } => return format!("from {from} take one of: {}", open.join(", ")).into(),
            Refusal::NotYourStep { who, .. } => return format!("it is for: {}", listed(who, WorkflowRole::as_str)).into(),
            Refusal::StepNotOpen { open, .. } => return format!("from there take one of: {}", open.join(", ")).into(),
            Refusal::FactMissing { .. } | Refusal::FactOfAStep(_) => "send it in `facts` with the step",
            Refusal::NoDepartment { .. } | Refusal::NothingToAnswer => "hand it over first",
            Refusal::NoFollowUp { .. } => "leave out `follow_up_at`, or send it with the step that carries it out",
            Refusal::DeadlinePassed(Agreed::FollowUp) => "send a later `follow_up_at`, or leave it out",
            Refusal::DeadlinePassed(Agreed::Answer) => "send a later `answer_by`, or leave it out",
            Refusal::DeadlinePassed(Agreed::Promise) => "promise a time that is still to come",
            Refusal::PromiseOpen => "keep it, and say so, before the end",
            Refusal::NothingTold => "tell them how it stands, and record it with `tell`",
            Refusal::NoDepartmentNamed => "send `department`",
            Refusal::NoSuchDepartment(_) => "name one of departments.toml by its id",
            Refusal::OffRoute { .. } => "hand it over there, or send a `reason` why not",
            Refusal::NotYourAnswer(_) => "send `as` as department, and what it said",
            Refusal::NeedsConsent { .. } => "ask, and send what the customer said as `consent`",
            Refusal::NoSuchCategory(_) => "name one of taxonomy.toml by its id",
            Refusal::NoSuchEntry(_) => "name one of the library by its id",
            Refusal::NoSuchSlot(_) => "name one of slots.toml by its id",
            Refusal::NotOurPromise => "send `direction` as outgoing",
            Refusal::NoSuchPromise(_) => "the ticket lists them, from 0",
            Refusal::PromiseKept => "nothing is left to do",
            Refusal::StillWorking => "ask when it is carried out",
            Refusal::NothingCarriedOut { .. } => "open it again first, if something is to be done",
            Refusal::NotThreeAnswers { .. } => "send one answer to each question",
            Refusal::WorkIsOver { .. } => "open it again first",
            Refusal::AuthorComplainedAbout(_) => "leave it to somebody else",
            Refusal::ComplainedAbout(_) => "name somebody else",
        })
    }
}

/// Names, with commas between them.
fn listed<T: Copy>(all: &[T], name: impl Fn(T) -> &'static str) -> String {
    all.iter().map(|one| name(*one)).collect::<Vec<_>>().join(", ")
}

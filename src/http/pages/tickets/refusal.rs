//! Why something was not taken, in plain words of the reader's language, and the field that is to blame for it.

use axum::http::StatusCode;
use fenzhen_engine::flow::{Agreed, Refusal as Rule};
use fenzhen_engine::kb::{Fact, Library};
use fenzhen_engine::triage::TicketError as Unfit;

use crate::app::{Many, Refusal, TicketError};
use crate::http::pages::ui::texts::tickets::TicketTexts;

use super::fields::{Pairs, value};

/// What a form is told.
pub struct Refused {
    pub status: StatusCode,
    /// The field to blame; blank for none.
    pub field: String,
    pub reason: String,
}

/// What the sender of a form is told; `None` where no form can fix it.
pub fn of(error: &TicketError, pairs: &Pairs, library: &Library, t: &'static TicketTexts) -> Option<Refused> {
    let conflict = |field: String, reason: &str| Some(Refused { status: StatusCode::CONFLICT, field, reason: reason.to_owned() });
    let malformed = |field: &str, reason: &str| {
        let (field, reason) = (field.to_owned(), reason.to_owned());
        Some(Refused { status: StatusCode::UNPROCESSABLE_ENTITY, field, reason })
    };
    match error {
        TicketError::NoSuchTicket(_) | TicketError::App(_) => None,
        TicketError::ChangedMeanwhile { .. } => conflict(String::new(), t.changed_meanwhile),
        TicketError::PartTooHigh => conflict(String::new(), t.part_too_high),
        TicketError::Registered { .. } => conflict("external_id".to_owned(), t.registered_before),
        TicketError::Flow(rule) => conflict(blamed(rule, pairs, library), words(rule, t)),
        TicketError::Complaint(Unfit::NoText) => malformed("text", t.empty_text),
        TicketError::Complaint(Unfit::TextTooLong { .. }) => malformed("text", t.too_long),
        TicketError::Complaint(Unfit::TitleTooLong { .. }) => malformed("title", t.too_long),
        TicketError::TooLong { field, .. } => malformed(form_field(field), t.too_long),
        TicketError::SaysNothing { field } | TicketError::NotAWord { field } => malformed(form_field(field), t.no_word),
        TicketError::TooMany(Many::OfTicket | Many::OfNote) => malformed("slot_value", t.too_long),
        TicketError::TooMany(Many::Promises) => malformed("promise", t.too_long),
        TicketError::NobodyNamed => malformed("front", t.nobody_named),
        TicketError::EmptyNote => malformed("", t.nothing_said),
        TicketError::FrontComplainedAbout(_) => malformed("front", t.complained_about),
        TicketError::NoSuchSlot(_) => malformed("slot_value", t.unknown_choice),
        TicketError::NoSuchClass { .. } => malformed("class", t.unknown_choice),
        // No form of ours asks for these: what is not worded here is said as programs are told it.
        TicketError::Key(_) | TicketError::InTheFuture | TicketError::NoSuchPlace | TicketError::NoHistory => {
            malformed("", &format!("{error} ({})", error.help()))
        }
    }
}

/// What a form calls a field of a request.
fn form_field(field: &'static str) -> &'static str {
    match field {
        "promises" => "promise",
        "customer" => "class",
        // Of the slots a form sends, only long ones are refused.
        "slots" => "slot_value",
        other => other,
    }
}

/// The words for a rule that is in the way.
fn words(rule: &Rule, t: &'static TicketTexts) -> &'static str {
    match rule {
        Rule::NotYourStep { .. } | Rule::NotYourAnswer(_) => t.not_your_step,
        Rule::NoSuchStep { .. } | Rule::StepNotOpen { .. } => t.step_not_open,
        Rule::FactMissing { .. } => t.fact_missing,
        Rule::NoDepartment { .. } => t.hand_over_first,
        Rule::PromiseOpen => t.promise_open,
        Rule::NoSuchDepartment(_) | Rule::NoDepartmentNamed => t.no_such_department,
        Rule::DeadlinePassed(_) => t.deadline_passed,
        Rule::OffRoute { .. } => t.off_route,
        Rule::NothingToAnswer => t.nothing_to_answer,
        Rule::ComplainedAbout(_) => t.complained_about,
        Rule::AuthorComplainedAbout(_) => t.author_complained_about,
        Rule::NeedsConsent { .. } => t.needs_consent,
        Rule::NotOurPromise => t.not_our_promise,
        Rule::PromiseKept | Rule::NoSuchPromise(_) => t.promise_kept,
        Rule::StillWorking => t.still_working,
        Rule::NothingCarriedOut { .. } => t.nothing_carried_out,
        Rule::NothingTold => t.nothing_told,
        Rule::NoFollowUp { .. } => t.no_follow_up,
        Rule::NotThreeAnswers { .. } => t.not_three_answers,
        Rule::WorkIsOver { .. } => t.work_is_over,
        Rule::NoSuchCategory(_) | Rule::NoSuchEntry(_) | Rule::NoSuchSlot(_) | Rule::FactOfAStep(_) => t.unknown_choice,
    }
}

/// The field that a rule is about; blank for none.
fn blamed(rule: &Rule, pairs: &Pairs, library: &Library) -> String {
    let given = |name: &str| !value(pairs, name).is_empty();
    let field = match rule {
        Rule::FactMissing { step, .. } => {
            let blank = |fact: &&Fact| !given(&format!("fact.{fact}"));
            let required = library.workflow.transition(step).into_iter().flat_map(|step| &step.requires);
            return required.into_iter().find(blank).map_or_else(String::new, |fact| format!("fact.{fact}"));
        }
        Rule::DeadlinePassed(Agreed::Promise) => "promise_due",
        Rule::DeadlinePassed(Agreed::FollowUp) | Rule::NoFollowUp { .. } => "follow_up_at",
        Rule::DeadlinePassed(Agreed::Answer) => "answer_by",
        Rule::OffRoute { .. } => "reason",
        Rule::NoSuchDepartment(_) | Rule::NoDepartmentNamed => "department",
        Rule::NeedsConsent { .. } => "consent",
        Rule::NotOurPromise => "direction",
        Rule::NoSuchCategory(_) => "category",
        Rule::NoSuchEntry(_) => "entry",
        Rule::ComplainedAbout(_) if given("handler") => "handler",
        Rule::ComplainedAbout(_) => "front",
        Rule::NotYourStep { .. }
        | Rule::NotYourAnswer(_)
        | Rule::NoSuchStep { .. }
        | Rule::StepNotOpen { .. }
        | Rule::NoDepartment { .. }
        | Rule::PromiseOpen
        | Rule::NothingToAnswer
        | Rule::AuthorComplainedAbout(_)
        | Rule::PromiseKept
        | Rule::NoSuchPromise(_)
        | Rule::StillWorking
        | Rule::NothingCarriedOut { .. }
        | Rule::NothingTold
        | Rule::NotThreeAnswers { .. }
        | Rule::WorkIsOver { .. }
        | Rule::NoSuchSlot(_)
        | Rule::FactOfAStep(_) => "",
    };
    field.to_owned()
}

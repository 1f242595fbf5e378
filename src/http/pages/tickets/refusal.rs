//! Why something was not taken, in plain words of the reader's language, and the field that is to blame for it.

use axum::http::StatusCode;
use fenzhen_engine::flow;
use fenzhen_engine::kb::{Fact, Library};

use crate::app::{AppError, RequestError, TicketRefusal};
use crate::http::pages::ui::texts::tickets::TicketTexts;

use super::fields::{Pairs, value};

/// What a form is told.
pub struct Refused {
    pub status: StatusCode,
    /// The field to blame; blank for none.
    pub field: String,
    pub reason: String,
}

/// What the sender of a form is told; `None` where no form can mend it.
pub fn of(error: &AppError, pairs: &Pairs, library: &Library, t: &'static TicketTexts) -> Option<Refused> {
    let conflict = |field: &str, reason: &str| {
        Some(Refused { status: StatusCode::CONFLICT, field: field.to_owned(), reason: reason.to_owned() })
    };
    match error {
        AppError::Ticket(TicketRefusal::ChangedMeanwhile { .. }) => conflict("", t.changed_meanwhile),
        AppError::Ticket(TicketRefusal::PartTooHigh) => conflict("", t.part_too_high),
        AppError::Ticket(TicketRefusal::Flow(refusal)) => {
            // What is not worded here is said as programs are told it.
            let reason = words(refusal.code(), t).map_or_else(|| refusal.to_string(), str::to_owned);
            conflict(&blamed(refusal, pairs, library), &reason)
        }
        AppError::Request(error) => Some(malformed(error, t)),
        _ => None,
    }
}

/// What is told of a request that cannot be read.
pub fn malformed(error: &RequestError, t: &'static TicketTexts) -> Refused {
    let reason = match error.code {
        "empty-text" => t.empty_text,
        "no-word" => t.no_word,
        "text-too-long" | "too-many" => t.too_long,
        "complained-about" => t.complained_about,
        "no-such-slot" | "no-such-class" => t.unknown_choice,
        _ => return Refused { status: StatusCode::UNPROCESSABLE_ENTITY, field: String::new(), reason: error.to_string() },
    };
    let field = match error.field {
        "promises" => "promise",
        "customer" => "class",
        // Of the slots a form sends, only long ones are refused.
        "slots" => "slot_value",
        other => other,
    };
    Refused { status: StatusCode::UNPROCESSABLE_ENTITY, field: field.to_owned(), reason: reason.to_owned() }
}

/// The words for a rule that is in the way.
fn words(code: &str, t: &'static TicketTexts) -> Option<&'static str> {
    Some(match code {
        "not-your-step" | "not-your-answer" => t.not_your_step,
        "no-such-step" | "step-not-open" => t.step_not_open,
        "fact-missing" => t.fact_missing,
        "no-department" => t.hand_over_first,
        "promise-open" => t.promise_open,
        "no-such-department" | "no-department-named" => t.no_such_department,
        "deadline-passed" => t.deadline_passed,
        "off-route" => t.off_route,
        "nothing-to-answer" => t.nothing_to_answer,
        "complained-about" => t.complained_about,
        "author-complained-about" => t.author_complained_about,
        "needs-consent" => t.needs_consent,
        "not-our-promise" => t.not_our_promise,
        "promise-kept" | "no-such-promise" => t.promise_kept,
        "still-working" => t.still_working,
        "nothing-carried-out" => t.nothing_carried_out,
        "nothing-told" => t.nothing_told,
        "no-follow-up" => t.no_follow_up,
        "not-three-answers" => t.not_three_answers,
        "work-is-over" => t.work_is_over,
        "no-such-category" | "no-such-entry" | "no-such-slot" | "fact-of-a-step" => t.unknown_choice,
        _ => return None,
    })
}

/// The field that a rule is about.
fn blamed(refusal: &flow::Refusal, pairs: &Pairs, library: &Library) -> String {
    let given = |name: &str| !value(pairs, name).is_empty();
    match refusal.code() {
        "fact-missing" => {
            let step = library.workflow.transition(value(pairs, "step"));
            let blank = |fact: &&Fact| !given(&format!("fact.{fact}"));
            let first = step.into_iter().flat_map(|step| &step.requires).find(blank);
            first.map_or_else(String::new, |fact| format!("fact.{fact}"))
        }
        "deadline-passed" if given("promise_due") => "promise_due".to_owned(),
        "deadline-passed" if given("follow_up_at") => "follow_up_at".to_owned(),
        "deadline-passed" => "answer_by".to_owned(),
        "no-follow-up" => "follow_up_at".to_owned(),
        "off-route" => "reason".to_owned(),
        "no-such-department" | "no-department-named" => "department".to_owned(),
        "needs-consent" => "consent".to_owned(),
        "not-our-promise" => "direction".to_owned(),
        "no-such-category" => "category".to_owned(),
        "no-such-entry" => "entry".to_owned(),
        "complained-about" if given("handler") => "handler".to_owned(),
        "complained-about" => "front".to_owned(),
        _ => String::new(),
    }
}

//! From a posted form to an action; what cannot be read is said with its field. Nothing is decided here.

use std::collections::BTreeMap;

use fenzhen_engine::flow::event::{Answered, Assigned, CustomerContact, Direction, Noted, PromiseMade, QUESTIONS, Surveyed};
use fenzhen_engine::kb::{Fact, Satisfaction, Urgency};
use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

use crate::app::{Action, HandOver, Step};
use crate::http::pages::ui::texts::tickets::TicketTexts;

use super::fields::{Pairs, value};

/// What a form means, or the field at fault and why.
pub type Read<T> = Result<T, (String, &'static str)>;

/// The action of a posted form; times are on the clock of `zone`.
pub fn action(pairs: &Pairs, zone: &TimeZone, t: &'static TicketTexts) -> Read<Action> {
    let said = |name: &str| Some(lines(value(pairs, name))).filter(|text| !text.is_empty());
    let time = |name: &str| time(value(pairs, name), zone).map_err(|()| (name.to_owned(), t.no_time));
    Ok(match value(pairs, "act") {
        "move" => {
            Action::Move(Step { step: value(pairs, "step").to_owned(), facts: facts(pairs), follow_up_at: time("follow_up_at")? })
        }
        "hand_over" => Action::HandOver(HandOver {
            department: said("department"),
            contact: value(pairs, "contact").to_owned(),
            handler: said("handler"),
            answer_by: time("answer_by")?,
            report: value(pairs, "report").to_owned(),
            reason: said("reason"),
        }),
        "answer" => Action::Answer(Answered {
            accepted: value(pairs, "accepted") == "yes",
            text: lines(value(pairs, "text")),
            handler: said("handler"),
        }),
        "assign" => Action::Assign(Assigned { front: said("front"), handler: said("handler"), consent: said("consent") }),
        "tell" => {
            let promise = match (said("promise"), time("promise_due")?) {
                (Some(what), Some(due)) => Some(PromiseMade { what, due }),
                (None, None) => None,
                (Some(_), None) => return Err(("promise_due".to_owned(), t.incomplete_promise)),
                (None, Some(_)) => return Err(("promise".to_owned(), t.incomplete_promise)),
            };
            let incoming = value(pairs, "direction") == "incoming";
            Action::Tell(CustomerContact {
                direction: if incoming { Direction::Incoming } else { Direction::Outgoing },
                channel: value(pairs, "channel").to_owned(),
                content: lines(value(pairs, "content")),
                promises: promise.into_iter().collect(),
            })
        }
        "keep_promise" => {
            let promise = value(pairs, "promise").parse().map_err(|_| (String::new(), t.unknown_choice))?;
            Action::KeepPromise(promise)
        }
        "survey" => Action::Survey(Surveyed { answers: answers(pairs, t)?, comment: said("comment") }),
        "note" => Action::Note(note(pairs, t)?),
        _ => return Err((String::new(), t.unknown_choice)),
    })
}

fn note(pairs: &Pairs, t: &'static TicketTexts) -> Read<Noted> {
    let said = |name: &str| Some(lines(value(pairs, name))).filter(|text| !text.is_empty());
    let asked = pairs.iter().filter_map(|(name, value)| Some((name.strip_prefix("slot.")?.to_owned(), lines(value))));
    let mut slots: BTreeMap<String, String> = asked.filter(|(_, value)| !value.is_empty()).collect();
    match (said("slot"), said("slot_value")) {
        (Some(slot), Some(value)) => _ = slots.insert(slot, value),
        (Some(_), None) => return Err(("slot_value".to_owned(), t.no_word)),
        (None, Some(_)) => return Err(("slot".to_owned(), t.survey_choose)),
        (None, None) => {}
    }
    Ok(Noted {
        category: said("category"),
        urgency: Urgency::parse(value(pairs, "urgency")),
        entry: said("entry"),
        slots,
        facts: facts(pairs),
        about: said("about").into_iter().collect(),
    })
}

/// What is put on record: the fields `fact.cause`, `fact.reason` …
fn facts(pairs: &Pairs) -> BTreeMap<Fact, String> {
    let given = pairs.iter().filter_map(|(name, value)| Some((Fact::parse(name.strip_prefix("fact.")?)?, lines(value))));
    given.filter(|(_, said)| !said.is_empty()).collect()
}

fn answers(pairs: &Pairs, t: &'static TicketTexts) -> Read<Vec<Satisfaction>> {
    let answer = |nth: usize| {
        let name = format!("answer{nth}");
        Satisfaction::parse(value(pairs, &name)).ok_or((name, t.not_three_answers))
    };
    (0..QUESTIONS).map(answer).collect()
}

/// A text as it is kept.
fn lines(text: &str) -> String {
    text.replace("\r\n", "\n").trim().to_owned()
}

/// A time as a browser sends it, `2026-11-23T14:30`; none where it is blank.
fn time(text: &str, zone: &TimeZone) -> Result<Option<Timestamp>, ()> {
    if text.is_empty() {
        return Ok(None);
    }
    let local: DateTime = text.replace(' ', "T").parse().map_err(|_| ())?;
    let zoned = local.to_zoned(zone.clone()).map_err(|_| ())?;
    Ok(Some(zoned.timestamp()))
}

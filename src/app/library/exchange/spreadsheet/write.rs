//! From an entry to its row.

use fenzhen_engine::kb::Entry;
use jiff::civil::Date;

use super::{COLUMNS, cells};

/// The names of the columns.
pub(in crate::app) fn header() -> Vec<String> {
    COLUMNS.iter().map(|column| column.names.first().copied().unwrap_or(column.key).to_owned()).collect()
}

/// The row of an entry as it stands at `revision`, by which an import knows what it was edited from.
pub(in crate::app) fn row(entry: &Entry, revision: i64) -> Vec<String> {
    COLUMNS.iter().map(|column| cell(entry, column.key, revision)).collect()
}

fn cell(entry: &Entry, key: &str, revision: i64) -> String {
    let day = |date: Date| if date == Date::ZERO { String::new() } else { date.to_string() };
    match key {
        "id" => entry.id.clone(),
        "title" => entry.title.clone(),
        "category" => entry.category.clone(),
        "department" => entry.department.clone(),
        "urgency" => entry.urgency.to_string(),
        "status" => entry.status.to_string(),
        "owner" => entry.owner.clone(),
        "reviewed_on" => day(entry.reviewed_on),
        "expires_on" => day(entry.expires_on),
        "symptoms" => cells::list(&entry.symptoms),
        "similar" => cells::list(&entry.similar),
        "not_for" => cells::list(&entry.not_for),
        "cause" => entry.cause.clone(),
        "ask" => cells::list(&entry.ask),
        "steps" => cells::records(
            entry.steps.iter().map(|s| [s.task.clone(), s.who.clone(), within(s.within), s.done_when.clone(), s.if_not.clone()]),
        ),
        "scripts" => cells::records(entry.scripts.iter().map(|script| [script.when.clone(), script.say.clone()])),
        "cases" => cells::records(entry.cases.iter().map(|c| [c.text.clone(), c.expect.to_string(), c.because.clone()])),
        "revision" => revision.to_string(),
        _ => String::new(),
    }
}

fn within(within: fenzhen_engine::kb::Within) -> String {
    if within == fenzhen_engine::kb::Within::UNREADABLE { String::new() } else { within.to_string() }
}

//! Frequent problems with what is done about them, in the reader's language.

use jiff::civil::Date;

use crate::app::figures::grouped;
use crate::app::reports::{self, Frequent, Part};
use crate::app::time::day_and_minute;

use super::teller::{NONE, Teller};

/// Tickets of a problem that are named; the report for programs names more.
const NAMED: usize = 12;

/// A frequent problem: what, when, where, who, why and how.
pub struct Problem {
    pub entry: String,
    pub title: String,
    pub count: String,
    pub facts: Vec<(&'static str, Vec<String>)>,
    /// Tickets by id, each with a short name.
    pub tickets: Vec<(String, String)>,
    pub more: bool,
    pub measures: Vec<Measure>,
}

/// A measure.
#[derive(Clone)]
pub struct Measure {
    pub id: i64,
    pub entry: String,
    pub title: String,
    pub cause: String,
    pub what: String,
    pub owner: String,
    pub due: String,
    /// Its colour's class and what that means.
    pub state: (&'static str, &'static str),
    pub done: bool,
}

impl Teller<'_> {
    /// A frequent problem as of a day.
    pub(super) fn problem(&self, problem: &Frequent, today: Date) -> Problem {
        let r = self.r;
        let said = |parts: &[Part], name: &dyn Fn(&str) -> String| -> Vec<String> {
            let called = |part: &Part| match part.id.as_str() {
                NONE => r.unknown.to_owned(),
                id => name(id),
            };
            parts.iter().map(|part| format!("{}（{}）", called(part), part.count)).collect()
        };
        let plain = |id: &str| id.to_owned();
        let or_none = |said: Vec<String>| if said.is_empty() { vec![r.not_recorded.to_owned()] } else { said };
        let why = match &problem.why_by_entry {
            Some(cause) if !cause.is_empty() => vec![format!("{} {cause}", r.why_by_entry)],
            _ => said(&problem.why, &plain),
        };
        let [first, last] = problem.when.each_ref().map(day_and_minute);
        Problem {
            facts: vec![
                (r.when, vec![if first == last { first } else { format!("{first} – {last}") }]),
                (r.places, or_none(said(&problem.places, &plain))),
                (r.who, or_none(said(&problem.who, &|id| self.names.department(id)))),
                (r.why, or_none(why)),
                (r.how, or_none(said(&problem.how, &plain))),
            ],
            entry: problem.entry.clone(),
            title: problem.what.clone(),
            count: grouped(problem.count as u64),
            tickets: problem.tickets.iter().take(NAMED).map(|id| (id.clone(), short(id).to_owned())).collect(),
            more: problem.count > NAMED,
            measures: problem.measures.iter().map(|measure| self.measure(measure, today)).collect(),
        }
    }

    /// A measure as of a day: what is due before it is late.
    pub(super) fn measure(&self, measure: &reports::Measure, today: Date) -> Measure {
        let r = self.r;
        let state = match &measure.done_at {
            Some(_) => ("ended", r.measure_is_done),
            None if measure.due < today => ("failed", r.measure_late),
            None => ("under-way", r.measure_open),
        };
        Measure {
            id: measure.id,
            title: self.names.entry(&measure.entry),
            entry: measure.entry.clone(),
            cause: measure.cause.clone(),
            what: measure.what.clone(),
            owner: measure.owner.clone(),
            due: measure.due.to_string(),
            state,
            done: measure.done_at.is_some(),
        }
    }
}

/// The part of a ticket's id that tells it from others.
pub fn short(id: &str) -> &str {
    // The time in seconds comes first and is the same for an hour, the maker comes last and is always the same.
    id.get(4..18).unwrap_or(id)
}

//! Drafting a reply: what there is to fill the scripts' blanks with.

use std::collections::BTreeMap;

use fenzhen_engine::flow::{self, Draft, RESULT_OCCASION};
use fenzhen_engine::kb::{ClockName, Fact};

use super::{TicketError, TicketState, Tickets};

impl Tickets<'_> {
    /// A reply to the customer on an occasion (`结果`, if none is named), from the entry's scripts and the record. What
    /// cannot be filled is marked and listed.
    ///
    /// # Errors
    /// When there is no such ticket, or the database refuses.
    pub fn draft_reply(&self, id: &str, occasion: Option<&str>) -> Result<Draft, TicketError> {
        let state = self.show(id)?;
        let (life, library) = (&state.life, &state.snapshot.library);
        let department = life.department.as_deref().map(|id| {
            let known = library.departments.get(id);
            known.map_or_else(|| id.to_owned(), |department| department.names.zh_hans.clone())
        });
        let mut values: BTreeMap<String, String> = life.slots.clone();
        let own = [
            ("agent", life.front.clone()),
            ("department", department),
            ("deadline", due(&state, ClockName::Promise).or_else(|| due(&state, ClockName::Resolve))),
            ("result", life.facts.get(&Fact::Done).cloned()),
            ("reason", life.facts.get(&Fact::Cause).cloned()),
        ];
        values.extend(own.into_iter().filter_map(|(blank, value)| Some((blank.to_owned(), value?))));
        let entry = life.entry.as_deref().and_then(|id| library.entry(id));
        Ok(flow::draft(entry, occasion.unwrap_or(RESULT_OCCASION), &life.facts, &values))
    }
}

/// The deadline of a clock that runs, as a script says it.
fn due(state: &TicketState, clock: ClockName) -> Option<String> {
    let due = state.running(clock)?.to_zoned(state.snapshot.calendar.zone().clone());
    Some(due.strftime("%-m月%-d日%H:%M").to_string())
}

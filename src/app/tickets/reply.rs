//! Drafting a reply: what there is to fill the scripts' blanks with.

use std::collections::BTreeMap;

use fenzhen_engine::flow::{self, RESULT_OCCASION};
use fenzhen_engine::kb::{ClockName, Fact};

use crate::api::v1::DraftView;
use crate::app::{App, AppError};

use super::{Desk, TicketRefusal, find, view};

impl App {
    /// A reply to the customer on an occasion (`结果`, if none is named), from the entry's scripts and the record. What
    /// cannot be filled is marked and listed.
    ///
    /// # Errors
    /// When there is no such ticket, or the database refuses.
    pub fn draft_reply(&self, id: &str, occasion: Option<&str>) -> Result<DraftView, AppError> {
        let desk = Desk { snapshot: self.snapshot(), now: self.clock.now() };
        let ticket = self.store.read(|dao| find(dao, id))?;
        let Some(ticket) = ticket else {
            return Err(TicketRefusal::NoSuchTicket(id.chars().take(100).collect()).into());
        };
        let life = &ticket.life;
        let mut values: BTreeMap<String, String> = life.slots.clone();
        let department = life.department.as_deref().map(|id| desk.department(id).name);
        let running = view::deadline(&desk, life, ClockName::Promise).or_else(|| view::deadline(&desk, life, ClockName::Resolve));
        let own = [
            ("agent", life.front.clone()),
            ("department", department),
            ("deadline", running),
            ("result", life.facts.get(&Fact::Done).cloned()),
            ("reason", life.facts.get(&Fact::Cause).cloned()),
        ];
        values.extend(own.into_iter().filter_map(|(blank, value)| Some((blank.to_owned(), value?))));
        let entry = life.entry.as_deref().and_then(|id| desk.snapshot.library.entry(id));
        let draft = flow::draft(entry, occasion.unwrap_or(RESULT_OCCASION), &life.facts, &values);
        Ok(DraftView { text: draft.text, blanks: draft.blanks })
    }
}

//! Looking at one ticket: as it is now, or its file with all there is to know about it for whoever works on it, read at one
//! instant. It changes nothing.

use fenzhen_engine::flow::Life;
use fenzhen_engine::flow::event::LoggedEvent;
use fenzhen_engine::text::signals::Signal;
use fenzhen_engine::triage::TicketPart;

use super::record::{find, history};
use super::repeats::{Repeat, repeats};
use super::state::{TicketState, state_of};
use super::{TicketError, Tickets, slots};

/// A ticket with its history.
pub struct TicketFile {
    /// What it is now.
    pub state: TicketState,
    /// Everything that happened to it, oldest first.
    pub history: Vec<LoggedEvent>,
    /// The key facts of its title and text, with their places.
    pub facts: Vec<(TicketPart, Signal)>,
    /// Other tickets of which it seems to be a repeat, or which seem to repeat it.
    pub repeats: Vec<Repeat>,
}

impl Tickets<'_> {
    /// A registered ticket as it is now.
    ///
    /// # Errors
    /// When there is none, or the database refuses.
    pub fn show(&self, id: &str) -> Result<TicketState, TicketError> {
        let context = self.context();
        let found = self.store.read(|dao| Ok((find(dao, id)?, dao.judged_ticket(id)?)))?;
        let (Some(ticket), Some((_, kept))) = found else { return Err(TicketError::no_such(id)) };
        let facts = slots::facts(&kept.title, &kept.text);
        Ok(state_of(&context, kept, ticket.life, &facts))
    }

    /// The file of a registered ticket.
    ///
    /// # Errors
    /// When there is none, or the database refuses.
    pub fn file(&self, id: &str) -> Result<TicketFile, TicketError> {
        let context = self.context();
        let found = self.store.read(|dao| {
            let (Some(row), Some((_, kept))) = (dao.registered(id)?, dao.judged_ticket(id)?) else { return Ok(None) };
            let history = history(dao, row)?;
            let Some(life) = Life::of(&history) else { return Ok(None) };
            let facts = slots::facts(&kept.title, &kept.text);
            let digest = slots::text_digest(&kept.title, &kept.text);
            // What the sender calls the customer is kept as a digest only; phones and accounts are in the ticket itself.
            let customer = slots::customer(&life.registered.source, None, &facts, &life.slots);
            let mut repeats = repeats(dao, &context, &digest, &customer, life.category.as_deref())?;
            repeats.retain(|repeat| repeat.ticket != id);
            let state = state_of(&context, kept, life, &facts);
            Ok(Some(TicketFile { state, history, facts, repeats }))
        })?;
        found.ok_or_else(|| TicketError::no_such(id))
    }
}

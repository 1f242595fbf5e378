//! A ticket's file: all there is to know about one ticket for whoever works on it, read at one instant. It changes nothing.

use std::sync::Arc;

use fenzhen_engine::flow::{Life, LoggedEvent};
use fenzhen_engine::text::signals::Signal;
use fenzhen_engine::triage::{Snapshot, TicketPart};
use jiff::Timestamp;

use crate::api::v1::{RepeatView, TicketView};
use crate::app::{App, AppError};

use super::{Desk, TicketRefusal, entry, register, slots, view};

/// A ticket with its history.
pub struct TicketFile {
    /// What it is now.
    pub view: TicketView,
    /// The same, as its history left it.
    pub life: Life,
    /// Everything that happened to it, oldest first.
    pub history: Vec<LoggedEvent>,
    /// The key facts of its text, with their places.
    pub signals: Vec<(TicketPart, Signal)>,
    /// Other tickets of which it seems to be a repeat, or which seem to repeat it.
    pub repeats: Vec<RepeatView>,
    /// The library it was read with.
    pub snapshot: Arc<Snapshot>,
    /// When it was read.
    pub now: Timestamp,
}

impl App {
    /// The file of a registered ticket.
    ///
    /// # Errors
    /// When there is none, or the database refuses.
    pub fn ticket_file(&self, id: &str) -> Result<TicketFile, AppError> {
        let desk = Desk { snapshot: self.snapshot(), now: self.clock.now() };
        let no_such = || AppError::from(TicketRefusal::NoSuchTicket(id.chars().take(100).collect()));
        self.store.read(|dao| {
            let (Some(row), Some((_, kept))) = (dao.registered(id)?, dao.judged_ticket(id)?) else { return Ok(Err(no_such())) };
            let history: Vec<LoggedEvent> = dao.history_of(row)?.iter().filter_map(entry).collect();
            let Some(life) = Life::of(&history) else { return Ok(Err(no_such())) };
            let facts = slots::facts(&kept.title, &kept.text);
            let digest = slots::text_digest(&kept.title, &kept.text);
            // What the sender calls the customer is kept as a digest only; phones and accounts are in the ticket itself.
            let customer = slots::customer(&life.registered.source, None, &facts, &life.slots);
            let mut repeats = register::repeats(dao, &desk, &digest, &customer, life.category.as_deref())?;
            repeats.retain(|repeat| repeat.ticket != id);
            let view = view::ticket(&desk, &kept, kept.external_id.as_deref(), &life, &facts);
            Ok(Ok(TicketFile {
                view,
                life,
                history,
                signals: facts,
                repeats,
                snapshot: Arc::clone(&desk.snapshot),
                now: desk.now,
            }))
        })?
    }
}

//! Watching the clocks: reminders and escalations of open tickets, each once, whatever was asleep when.
//!
//! What is due is found by the instant kept beside each ticket, decided from its history, and appended to it. A library
//! that changed since makes every open ticket be counted again, some at a time.

use crate::app::AppError;

use super::Tickets;
use super::record::{append, projection, read};

/// Tickets looked at in one transaction.
const AT_ONCE: usize = 500;
/// Who does what the clocks do.
const CLOCK: &str = "fenzhen";

/// What a look at the clocks did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ClocksLookedAt {
    /// Tickets looked at.
    pub tickets: usize,
    /// Reminders and escalations.
    pub fired: usize,
}

impl Tickets<'_> {
    /// Does everything that is due by now: reminders and escalations. Doing it again at once does nothing.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn look_at_clocks(&self) -> Result<ClocksLookedAt, AppError> {
        let mut looked = ClocksLookedAt::default();
        loop {
            let context = self.context();
            // Most looks find nothing; they need not take the writer's turn.
            let (at, revision) = (context.now, context.snapshot.revision);
            if self.store.read(|dao| dao.to_be_looked_at(at, revision, 1))?.is_empty() {
                break;
            }
            let (tickets, fired) = self.writer.write(move |dao| {
                let due = dao.read().to_be_looked_at(context.now, context.snapshot.revision, AT_ONCE)?;
                let mut fired = 0;
                for row in &due {
                    let Some(mut ticket) = read(&dao.read(), *row)? else { continue };
                    let events = context.levels().firings(&ticket.life, context.now);
                    fired += events.len();
                    if events.is_empty() {
                        dao.set_projection(*row, &projection(&context, &ticket.life))?;
                    } else {
                        append(dao, &context, &mut ticket, events, CLOCK)?;
                    }
                }
                Ok((due.len(), fired))
            })?;
            looked.tickets += tickets;
            looked.fired += fired;
            if tickets < AT_ONCE {
                break;
            }
        }
        Ok(looked)
    }
}

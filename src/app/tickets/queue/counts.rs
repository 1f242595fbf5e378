//! How much there is to do: the open tickets, counted.

use crate::app::AppError;
use crate::app::tickets::Tickets;
use crate::store::OpenTickets;

impl Tickets<'_> {
    /// How many registered tickets are open now, and how many of them have a deadline that has passed.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn counts(&self) -> Result<OpenTickets, AppError> {
        let now = self.clock.now();
        Ok(self.store.read(|dao| dao.open_tickets(now))?)
    }
}

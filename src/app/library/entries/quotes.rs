//! Quotes: what customers said, the words of tickets that came in, as a maintainer may take them into an entry.
//!
//! They leave it as the pack takes them: on one line, shortened, personal numbers masked. Nothing is changed here.

use fenzhen_engine::text::fold;
use jiff::Timestamp;

use crate::app::AppError;
use crate::app::library::Library;
use crate::app::library::error::LibraryError;
use crate::app::library::health::{SYMPTOM, fit};
use crate::store::JudgedTicket;

/// The newest tickets that are searched.
const SEARCHED: usize = 2_000;
/// Words of a search that count.
const WORDS: usize = 10;

/// What somebody said in a ticket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quote {
    /// The ticket, by the id the service gave it.
    pub ticket: String,
    /// Title and text, ready to be a symptom.
    pub text: String,
    /// When it came in.
    pub at: Timestamp,
}

impl Library<'_> {
    /// The newest tickets that have all words of `words`, in whichever script, width or case; with no word, the newest.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn quotes(&self, words: &str, most: usize) -> Result<Vec<Quote>, AppError> {
        self.flush_tickets();
        let words: Vec<String> = words.split_whitespace().take(WORDS).map(fold).filter(|word| !word.is_empty()).collect();
        let many = if words.is_empty() { most } else { SEARCHED };
        let tickets = self.store.read(|dao| dao.last_tickets(many))?;
        let has_all = |ticket: &&JudgedTicket| {
            let text = fold(&whole(ticket));
            words.iter().all(|word| text.contains(word.trim()))
        };
        Ok(tickets.iter().filter(has_all).take(most).map(Quote::of).filter(|quote| !quote.text.is_empty()).collect())
    }

    /// What was said in one ticket.
    ///
    /// # Errors
    /// When there is no such ticket, or the database cannot be read.
    pub fn quote_of(&self, ticket: &str) -> Result<Quote, LibraryError> {
        self.flush_tickets();
        let found = self.store.read(|dao| dao.judged_ticket(ticket))?;
        found.map(|(_, ticket)| Quote::of(&ticket)).ok_or_else(|| LibraryError::NotFound("such ticket".to_owned()))
    }
}

/// Anybody's words as a symptom: on one line, shortened, personal numbers masked.
#[must_use]
pub fn as_symptom(text: &str) -> String {
    fit(text, SYMPTOM)
}

impl Quote {
    fn of(ticket: &JudgedTicket) -> Quote {
        Quote { ticket: ticket.id.clone(), text: as_symptom(&whole(ticket)), at: ticket.received_at }
    }
}

fn whole(ticket: &JudgedTicket) -> String {
    format!("{} {}", ticket.title.trim(), ticket.text)
}

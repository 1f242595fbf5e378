//! The agent's journey: a request in, a suggestion out.

use std::time::Instant;

use crate::triage::{self, Policy, Ticket};

use super::v1::{SuggestRequest, Suggestion};
use super::{App, AppError, RequestError};

/// The longest text of a ticket, in code points; longer ones are exports or attacks, not complaints.
pub const LONGEST_TEXT: usize = 200_000;
/// The longest title, in code points.
pub const LONGEST_TITLE: usize = 2_000;

impl App {
    /// Judges one ticket against the current snapshot.
    ///
    /// # Errors
    /// When the request has no text or too much of it, or the index cannot be read.
    pub fn suggest(&self, request: SuggestRequest, explain_in_full: bool) -> Result<Suggestion, AppError> {
        let begun = Instant::now();
        let ticket = self.ticket(request)?;
        let snapshot = self.snapshot();
        let policy = Policy { explain_in_full, ..self.settings.policy() };
        let judged = triage::suggest(&snapshot, &ticket, &policy)?;
        let mut suggestion = Suggestion::new(&snapshot, &ticket, judged);
        suggestion.took_us = u64::try_from(begun.elapsed().as_micros()).unwrap_or(u64::MAX);
        Ok(suggestion)
    }

    pub(super) fn ticket(&self, request: SuggestRequest) -> Result<Ticket, RequestError> {
        let title = request.title.unwrap_or_default();
        if request.text.trim().is_empty() && title.trim().is_empty() {
            let message = "the ticket has no text".to_owned();
            return Err(RequestError {
                code: "empty-text",
                field: "text",
                message,
                help: "send what the customer said in `text`",
            });
        }
        bounded("text", &request.text, LONGEST_TEXT)?;
        bounded("title", &title, LONGEST_TITLE)?;
        Ok(Ticket {
            id: request.id,
            title,
            text: request.text,
            received_at: request.received_at.unwrap_or_else(|| self.clock.now()),
        })
    }
}

fn bounded(field: &'static str, text: &str, limit: usize) -> Result<(), RequestError> {
    // Bytes are counted first: most texts are far too short to need their characters counted.
    if text.len() <= limit || text.chars().count() <= limit {
        return Ok(());
    }
    let message = format!("`{field}` has more than {limit} characters");
    Err(RequestError { code: "text-too-long", field, message, help: "send the complaint itself, without attachments or history" })
}

//! The agent's journey: a request in, a suggestion out.

use std::time::Instant;

use fenzhen_engine::triage::{self, Policy, Ranked, Ticket, TicketError};
use jiff::Timestamp;

use crate::api::v1::{SuggestRequest, Suggestion};
use crate::app::{App, AppError, RequestError};
use crate::store::JudgedTicket;

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
        let kept = self.record(&ticket, &judged, snapshot.revision);
        let mut suggestion = Suggestion::new(&snapshot, &ticket, judged);
        suggestion.ticket = kept;
        suggestion.took_us = u64::try_from(begun.elapsed().as_micros()).unwrap_or(u64::MAX);
        Ok(suggestion)
    }

    /// Judges one ticket like [`App::suggest`], as somebody still writes it: it is not kept.
    ///
    /// # Errors
    /// Those of [`App::suggest`].
    pub fn consider(&self, request: SuggestRequest) -> Result<Suggestion, AppError> {
        let begun = Instant::now();
        let ticket = self.ticket(request)?;
        let snapshot = self.snapshot();
        let judged = triage::suggest(&snapshot, &ticket, &self.settings.policy())?;
        let mut suggestion = Suggestion::new(&snapshot, &ticket, judged);
        suggestion.took_us = u64::try_from(begun.elapsed().as_micros()).unwrap_or(u64::MAX);
        Ok(suggestion)
    }

    /// Hands the judged ticket to the background writer; gives its id where it will be kept.
    fn record(&self, ticket: &Ticket, judged: &triage::Suggestion, revision: i64) -> Option<String> {
        let recorder = self.recorder.as_ref()?;
        recorder.keep(self.judged_ticket(ticket, judged, revision, self.clock.now()))
    }

    /// A ticket as it is put on record, under a new id of the moment `now`.
    pub(in crate::app) fn judged_ticket(
        &self,
        ticket: &Ticket,
        judged: &triage::Suggestion,
        revision: i64,
        now: Timestamp,
    ) -> JudgedTicket {
        let first = |ranked: &[Ranked]| ranked.first().map(|r| r.id.clone());
        JudgedTicket {
            id: self.ticket_ids.next(now),
            external_id: ticket.id.clone(),
            title: ticket.title.clone(),
            text: ticket.text.clone(),
            received_at: ticket.received_at.to_string(),
            outcome: judged.outcome.as_str().to_owned(),
            category: first(&judged.categories),
            department: first(&judged.departments),
            entry: first(&judged.entries),
            revision,
        }
    }

    pub(in crate::app) fn ticket(&self, request: SuggestRequest) -> Result<Ticket, RequestError> {
        let received_at = request.received_at.unwrap_or_else(|| self.clock.now());
        Ok(Ticket::new(request.id, request.title.unwrap_or_default(), request.text, received_at)?)
    }
}

/// Of a text that is too long.
const SEND_LESS: &str = "send the complaint itself, without attachments or history";

impl From<TicketError> for RequestError {
    fn from(error: TicketError) -> RequestError {
        let (code, field, help) = match error {
            TicketError::NoText => ("empty-text", "text", "send what the customer said in `text`"),
            TicketError::TextTooLong { .. } => ("text-too-long", "text", SEND_LESS),
            TicketError::TitleTooLong { .. } => ("text-too-long", "title", SEND_LESS),
        };
        RequestError { code, field, message: error.to_string(), help }
    }
}

pub(in crate::app) fn bounded(field: &'static str, text: &str, limit: usize) -> Result<(), RequestError> {
    // Bytes are counted first: most texts are far too short to need their characters counted.
    if text.len() <= limit || text.chars().count() <= limit {
        return Ok(());
    }
    let message = format!("`{field}` has more than {limit} characters");
    Err(RequestError { code: "text-too-long", field, message, help: SEND_LESS })
}

//! The subject of feedback: a ticket on record, or one that is sent along and judged now.

use fenzhen_engine::kb::Labels;
use fenzhen_engine::text::fold;
use fenzhen_engine::triage::{self, Outcome, Snapshot};
use sha2::{Digest, Sha256};

use crate::app::{AppError, Complaint};
use crate::store::JudgedTicket;

use super::{CaseError, Cases, Feedback, Verdict};

/// The longest id of a ticket that is repeated in an answer.
const LONGEST_ID: usize = 100;

/// What feedback is about.
pub(super) struct Subject {
    /// Its row and id, where it is on record.
    pub ticket: Option<(i64, String)>,
    pub title: String,
    pub text: String,
    /// What was suggested; empty where nothing was, or it does not matter.
    pub suggested: Suggested,
}

/// What was suggested.
#[derive(Debug, Default)]
pub(super) struct Suggested {
    pub labels: Labels,
    /// Whether there were two possibilities.
    pub ambiguous: bool,
}

impl Subject {
    /// What equal complaints share, however they are written.
    pub(super) fn digest(&self) -> Vec<u8> {
        Sha256::digest(format!("{}\n{}", fold(&self.title), fold(&self.text))).to_vec()
    }
}

impl Cases<'_> {
    pub(super) fn subject(&self, feedback: &Feedback, snapshot: &Snapshot) -> Result<Subject, CaseError> {
        match (&feedback.ticket, feedback.text.is_some() || feedback.title.is_some()) {
            (Some(_), true) => Err(CaseError::TwoTickets),
            (Some(id), false) => self.on_record(id),
            (None, true) => self.sent_along(feedback, snapshot),
            (None, false) => Err(CaseError::NoTicket),
        }
    }

    fn on_record(&self, id: &str) -> Result<Subject, CaseError> {
        let mut found = self.store.read(|dao| dao.judged_ticket(id))?;
        if found.is_none() {
            // It may be waiting to be written.
            if let Some(recorder) = self.recorder {
                recorder.flush();
            }
            found = self.store.read(|dao| dao.judged_ticket(id))?;
        }
        let Some((row, ticket)) = found else {
            return Err(CaseError::NoSuchTicket(id.chars().take(LONGEST_ID).collect()));
        };
        let JudgedTicket { id, title, text, outcome, labels, .. } = ticket;
        let labels = if outcome == Outcome::NoMatch.as_str() { Labels::default() } else { labels };
        let suggested = Suggested { labels, ambiguous: outcome == Outcome::Ambiguous.as_str() };
        Ok(Subject { ticket: Some((row, id)), title, text, suggested })
    }

    fn sent_along(&self, feedback: &Feedback, snapshot: &Snapshot) -> Result<Subject, CaseError> {
        let text = feedback.text.clone().unwrap_or_default();
        let complaint = Complaint { text, title: feedback.title.clone(), ..Complaint::default() };
        let ticket = complaint.ticket(self.clock.now())?;
        let mut suggested = Suggested::default();
        if feedback.verdict == Verdict::Accepted {
            let judged = triage::suggest(snapshot, &ticket, &self.settings.policy()).map_err(AppError::from)?;
            suggested = Suggested { labels: judged.labels(), ambiguous: judged.outcome == Outcome::Ambiguous };
        }
        Ok(Subject { ticket: None, title: ticket.title, text: ticket.text, suggested })
    }
}

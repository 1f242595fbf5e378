//! The texts of a run's input, for tickets that are added to those on record.

use std::path::PathBuf;
use std::sync::Arc;

use jiff::Timestamp;

use crate::app::runs::error::RunError;
use crate::app::runs::plan::RunPlan;
use crate::app::runs::read::{Backlog, BacklogShape, Mapping};
use crate::app::runs::{digest, folder};
use crate::store::TicketText;

/// The tickets of an input, one after the other.
pub(super) struct InputTexts {
    backlog: Backlog,
    shape: Arc<BacklogShape>,
    input: PathBuf,
}

impl InputTexts {
    /// Opens the input of a run, which must be what the run read.
    pub(super) fn open(plan: &RunPlan) -> Result<InputTexts, RunError> {
        let same = digest::of_file(&plan.input).is_ok_and(|(sha256, _)| sha256 == plan.source.sha256);
        if !same {
            return Err(RunError::InputGone { input: plan.input.clone() });
        }
        let mapping = Mapping::parse(plan.map.iter().map(String::as_str))?;
        let backlog = Backlog::open(&plan.input, &mapping)?;
        Ok(InputTexts { shape: backlog.shape(), backlog, input: plan.input.clone() })
    }

    /// The text of the next row. What does not say when it came in came in now.
    pub(super) fn next(&mut self, now: Timestamp) -> Result<Option<TicketText>, RunError> {
        let row = self.backlog.next_row().map_err(folder::failed(&self.input))?;
        let ticket = row.and_then(|placed| self.shape.ticket(placed.raw).ok());
        Ok(ticket.map(|ticket| {
            let received_at = ticket.received_at.and_then(|at| at.parse().ok());
            TicketText { title: ticket.title, text: ticket.text, received_at: received_at.unwrap_or(now) }
        }))
    }
}

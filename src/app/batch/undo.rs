//! Taking back what applying a run wrote, in one transaction. A ticket that changed since is left as it is and listed.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::plan::Plan;
use super::skip::Skips;
use crate::app::{App, AppError, RequestError};
use crate::store::{Application, Applied as Written, ReadDao, StoreError, WriteDao};

/// What to take back.
#[derive(Debug, Clone)]
pub enum UndoWhat {
    /// The last time the run of this folder was applied.
    Run(PathBuf),
    /// The application with this number.
    Application(i64),
}

/// What taking it back did.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Undone {
    /// The number of the application.
    pub application: i64,
    /// Tickets that are as they were before.
    pub restored: u64,
    /// Tickets that applying had added, and that are gone again.
    pub removed: u64,
    /// Tickets that could not be restored.
    pub skipped: Skips,
}

impl App {
    /// Takes back an application.
    ///
    /// # Errors
    /// When there is none, it was taken back before, or the database refuses.
    pub fn batch_undo(&self, what: &UndoWhat, author: &str) -> Result<Undone, AppError> {
        let author = crate::app::feedback::author(Some(author))?;
        let run = match what {
            UndoWhat::Run(dir) => Some(Plan::read(dir)?.id),
            UndoWhat::Application(_) => None,
        };
        self.flush_tickets();
        let at = format!("{:.3}", self.clock.now());
        self.store.write_or(|dao| {
            let found = application(&dao.read(), what, run.as_deref())?;
            let application = found.ok_or_else(|| AppError::from(nothing_to_undo()))?;
            let mut undone = Undone { application: application.id, ..Undone::default() };
            // Bounded by what one application wrote; ids and labels, no texts.
            let mut written = Vec::new();
            dao.read().applied(application.id, |ticket| {
                written.push(ticket);
                Ok(())
            })?;
            for ticket in &written {
                restore(dao, ticket, &application.at, &mut undone)?;
            }
            dao.mark_undone(application.id, &author, &at)?;
            Ok(undone)
        })
    }
}

fn application(dao: &ReadDao<'_>, what: &UndoWhat, run: Option<&str>) -> Result<Option<Application>, StoreError> {
    match (what, run) {
        (UndoWhat::Application(id), _) => Ok(dao.application(*id)?.filter(|found| found.undone_at.is_none())),
        (UndoWhat::Run(_), Some(run)) => dao.standing_application(run),
        (UndoWhat::Run(_), None) => Ok(None),
    }
}

fn restore(dao: &WriteDao<'_>, written: &Written, applied_at: &str, undone: &mut Undone) -> Result<(), StoreError> {
    let reason = match dao.read().ticket_in(written.row)? {
        None => "gone",
        Some(now) if now.state != written.after || now.key != written.key => "changed-since",
        Some(now) if now.confirmed_at.as_deref().is_some_and(|confirmed| confirmed > applied_at) => "confirmed",
        Some(now) => match &written.before {
            Some(before) => {
                dao.set_ticket_state(now.row, before)?;
                undone.restored += 1;
                return Ok(());
            }
            None if dao.remove_ticket(now.row)? => {
                undone.removed += 1;
                return Ok(());
            }
            None => "has-feedback",
        },
    };
    undone.skipped.add(None, &written.key, reason);
    Ok(())
}

fn nothing_to_undo() -> RequestError {
    let message = "there is nothing to take back: the run was not applied, or was taken back before".to_owned();
    RequestError { code: "nothing-to-undo", field: "dir", message, help: "`fenzhen batch apply DIR` applies a run" }
}

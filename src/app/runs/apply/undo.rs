//! Taking back what applying a run wrote, all of it or nothing. A ticket that changed since is left as it is and listed.
//!
//! As in applying, what becomes of each ticket is decided by reading, and the transaction that writes it is short.

use std::path::PathBuf;

use fenzhen_engine::flow::Life;
use serde::{Deserialize, Serialize};

use crate::app::author;
use crate::app::runs::Runs;
use crate::app::runs::error::RunError;
use crate::app::runs::plan::RunPlan;
use crate::store::{Application, Applied as Written, Becomes, ReadDao, Rewrite, RewriteDao, RewriteEvent, StoreError, TicketNow};

use super::registered::{EventContext, RegisteredTicket, judgement};
use super::skip::{SkipReason, Skips};

/// Tickets of an application that are read together.
const TOGETHER: usize = 1_000;

/// What to take back.
#[derive(Debug, Clone)]
pub enum UndoWhat {
    /// The last time the run of this folder was applied.
    Run(PathBuf),
    /// The application with this number.
    Application(i64),
}

/// What taking it back did.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
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

impl Runs {
    /// Takes back an application.
    ///
    /// # Errors
    /// When there is none, it was taken back before, or the database refuses.
    pub fn undo_application(&self, what: &UndoWhat, author: &str) -> Result<Undone, RunError> {
        let author = author::author(Some(author))?;
        let run = match what {
            UndoWhat::Run(dir) => Some(RunPlan::read(dir)?.id),
            UndoWhat::Application(_) => None,
        };
        self.flush_tickets();
        let context = EventContext { snapshot: self.snapshot.load_full(), now: self.clock.now() };
        let standing = |dao: &RewriteDao<'_>| -> Result<Application, RunError> {
            let found = application(&dao.read(), what, run.as_deref())?;
            found.ok_or(RunError::NothingToUndo)
        };
        let mut rewriting = self.store.rewriting()?;
        let mut undone = rewriting.gather(|dao| {
            let application = standing(dao)?;
            let mut undone = Undone { application: application.id, ..Undone::default() };
            let mut after = i64::MIN;
            loop {
                let written = dao.read().applied(application.id, after, TOGETHER)?;
                let Some(last) = written.last() else { break };
                after = last.row;
                written.iter().try_for_each(|ticket| gather(dao, &context, &application, ticket, &mut undone))?;
            }
            Ok::<_, RunError>(undone)
        })?;
        rewriting.write(|dao| {
            let application = standing(dao)?;
            if application.id != undone.application {
                // Somebody took it back meanwhile, and applied the run again.
                return Err(RunError::NothingToUndo);
            }
            loop {
                let outdated = dao.take_outdated()?;
                if outdated.is_empty() {
                    break;
                }
                for ticket in outdated.iter().filter_map(|outdated| outdated.ticket) {
                    let Some(written) = dao.read().applied_to(application.id, ticket)? else { continue };
                    // What somebody spoke of is not removed; of all tickets that is asked at once, here.
                    if written.before.is_none() && dao.read().has_feedback(ticket)? {
                        undone.skipped.add(None, &written.key, SkipReason::HasFeedback);
                    } else {
                        gather(dao, &context, &application, &written, &mut undone)?;
                    }
                }
            }
            let counts = dao.counts()?;
            (undone.restored, undone.removed) = (counts.set, counts.removed);
            dao.rewrite(&author)?;
            dao.change().mark_undone(application.id, &author, context.now)?;
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

/// Gathers how a ticket becomes what it was, or notes why it cannot.
fn gather(
    dao: &RewriteDao<'_>,
    context: &EventContext,
    application: &Application,
    written: &Written,
    undone: &mut Undone,
) -> Result<(), StoreError> {
    match restored(dao, context, application, written)? {
        Ok(becomes) => {
            let says = written.before.clone().unwrap_or_else(|| written.after.clone());
            dao.add(&Rewrite { line: None, id: written.key.clone(), says, urgency: None, becomes })
        }
        Err(reason) => {
            undone.skipped.add(None, &written.key, reason);
            Ok(())
        }
    }
}

/// How a ticket becomes what it was, or why it cannot.
fn restored(
    dao: &RewriteDao<'_>,
    context: &EventContext,
    application: &Application,
    written: &Written,
) -> Result<Result<Becomes, SkipReason>, StoreError> {
    let Some(now) = dao.read().ticket_in(written.row)? else { return Ok(Err(SkipReason::Gone)) };
    if now.state != written.after || now.key != written.key {
        return Ok(Err(SkipReason::ChangedSince));
    }
    if now.confirmed_at.is_some_and(|confirmed| confirmed > application.at) {
        return Ok(Err(SkipReason::Confirmed));
    }
    let now: Box<TicketNow> = Box::new(now);
    if written.before.is_none() {
        return Ok(if now.life.is_none() { Ok(Becomes::Removed { now }) } else { Err(SkipReason::ChangedSince) });
    }
    let event = match now.life {
        Some(_) => countered(&dao.read(), context, &application.run, now.row)?,
        None => Ok(None),
    };
    Ok(event.map(|event| Becomes::Set { now, confirmed: false, event: event.map(Box::new) }))
}

/// The event by which a registered ticket is about what it was about before a run; none where the run changed nothing of
/// that.
fn countered(
    dao: &ReadDao<'_>,
    context: &EventContext,
    run: &str,
    row: i64,
) -> Result<Result<Option<RewriteEvent>, SkipReason>, StoreError> {
    let Some(ticket) = RegisteredTicket::read(dao, row)? else { return Ok(Err(SkipReason::ChangedSince)) };
    if ticket.life.ended_at.is_some() {
        return Ok(Err(SkipReason::Ended));
    }
    let Some(nth) = ticket.retriaged_by(run) else { return Ok(Ok(None)) };
    let (before, since) = ticket.history.split_at(nth);
    if since.iter().skip(1).any(|entry| entry.event.classifies()) {
        return Ok(Err(SkipReason::ChangedSince));
    }
    let Some(before) = Life::of(before) else { return Ok(Err(SkipReason::ChangedSince)) };
    let retriaged = judgement(&before, run, true);
    Ok(Ok(Some(context.event(ticket, retriaged))))
}

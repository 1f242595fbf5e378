//! Applying a run: its suggestions written over the tickets on record, all of them or none.
//!
//! Compare and set: a ticket that changed, or came, after the run began is left alone, and so is one that somebody
//! confirmed, unless that is asked for. What was there before is kept, so that it can be taken back.
//!
//! What is to become of each ticket is decided by reading, while others write; the transaction that then writes it looks
//! only whether it still holds. Telling what would be done is the first half alone.

use std::path::Path;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::app::runs::digest;
use crate::app::runs::folder::{self, Folder};
use crate::app::runs::plan::Plan;
use crate::app::runs::read::{Backlog, Mapping, Shape};
use crate::app::runs::report::each_row;
use crate::app::{App, AppError, RequestError};
use crate::store::{Rewrite, RewriteDao, TicketText};

use super::registered::Desk;
use super::skip::Skips;
use super::verdict::{Proposal, Terms, Verdict, refuse_standing};

/// The longest name of a source, in characters.
const LONGEST_SOURCE: usize = 200;

/// How to apply a run.
#[derive(Debug, Clone, Default)]
pub struct ApplyOptions {
    /// Add tickets of the input that are not on record, with their text.
    pub add: bool,
    /// Overwrite what somebody confirmed, too.
    pub over_confirmed: bool,
    /// Whose tickets the run is about; where none is named, an id must stand for tickets of one source.
    pub source: Option<String>,
    /// Say what would be done, and do nothing.
    pub dry_run: bool,
    /// Who applies it.
    pub author: String,
}

/// What applying a run did.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Applied {
    /// The number to take it back by; `None` where nothing was written.
    #[serde(default)]
    pub application: Option<i64>,
    /// Tickets that were overwritten.
    pub written: u64,
    /// Those of them that get another outcome, category, department or entry, a registered one also another urgency. The
    /// others said the same by another revision; so do those that nothing is known of before and after, whatever is guessed.
    #[serde(default)]
    pub moved: u64,
    /// Overwritten ones that somebody had confirmed.
    pub over_confirmed: u64,
    /// Tickets that were added.
    pub added: u64,
    /// Tickets that say what the run says already.
    pub unchanged: u64,
    /// Tickets that were left as they are.
    pub skipped: Skips,
}

impl Applied {
    fn count(&mut self, dao: &RewriteDao<'_>) -> Result<(), AppError> {
        let counts = dao.counts()?;
        (self.written, self.moved) = (counts.set, counts.moved);
        (self.over_confirmed, self.added) = (counts.confirmed, counts.added);
        Ok(())
    }
}

impl App {
    /// Writes the suggestions of a finished run over the tickets on record.
    ///
    /// # Errors
    /// When the run has not ended or was applied already, its input is needed and is not what it was, or the database
    /// refuses. Nothing is changed then.
    pub fn batch_apply(&self, dir: &Path, options: &ApplyOptions) -> Result<Applied, AppError> {
        let folder = Folder::open(dir)?;
        let plan = Plan::read(dir)?;
        let results = folder.file(folder::RESULTS);
        if !results.is_file() {
            let message = format!("the run in {} has not ended", dir.display());
            let help = "finish it with `fenzhen batch resume DIR`";
            return Err(RequestError { code: "run-not-done", field: "dir", message, help }.into());
        }
        let mut texts = if options.add { Some(self.texts(&plan)?) } else { None };
        let author = crate::app::cases::author(Some(&options.author))?;
        is_source(options.source.as_deref())?;
        // A ticket that was just judged may be waiting to be written.
        self.flush_tickets();
        let now = self.clock.now();
        let terms = Terms { plan: &plan, options, desk: Desk { snapshot: self.snapshot(), now } };
        let mut done = Applied::default();
        let mut rewriting = self.store.rewriting()?;
        rewriting.gather(|dao| {
            refuse_standing(&dao.read(), &plan)?;
            each_row(&results, |row| {
                let text = texts.as_mut().map(|texts| texts.next(now)).transpose()?.flatten();
                self.weigh(dao, &terms, Proposal::of(row, plan.knowledge.revision, text), &mut done)
            })?;
            done.count(dao)
        })?;
        if options.dry_run || done.written + done.added == 0 {
            return Ok(done);
        }
        rewriting.write(|dao| {
            refuse_standing(&dao.read(), &plan)?;
            loop {
                let outdated = dao.take_outdated()?;
                if outdated.is_empty() {
                    break;
                }
                let mut again = outdated.into_iter().map(Proposal::again);
                again.try_for_each(|proposal| self.weigh(dao, &terms, proposal, &mut done))?;
            }
            done.count(dao)?;
            if done.written + done.added > 0 {
                let application = dao.change().append_application(&plan.id, &author, &format!("{now:.3}"))?;
                dao.rewrite(&author)?;
                dao.keep_as(application)?;
                done.application = Some(application);
            }
            Ok(done)
        })
    }

    /// Gathers what becomes of a ticket, or notes why nothing does.
    fn weigh(&self, dao: &RewriteDao<'_>, terms: &Terms<'_>, row: Proposal, done: &mut Applied) -> Result<(), AppError> {
        match terms.verdict(dao, &row, &|| self.ticket_ids.next(terms.desk.now))? {
            Verdict::Skip(reason) => done.skipped.add(row.line, &row.id, reason),
            Verdict::Same => done.unchanged += 1,
            Verdict::Rewrite(becomes) => {
                let Proposal { line, id, says, urgency, .. } = row;
                dao.add(&Rewrite { line, id, says, urgency, becomes })?;
            }
        }
        Ok(())
    }

    /// The texts of the input, for tickets that are to be added.
    fn texts(&self, plan: &Plan) -> Result<Texts, AppError> {
        if !self.settings.keep_tickets {
            let message = "tickets are not kept here (keep_tickets = false)".to_owned();
            let help = "apply without adding, or keep tickets";
            return Err(RequestError { code: "tickets-not-kept", field: "add", message, help }.into());
        }
        let same = digest::of_file(&plan.input).is_ok_and(|(sha256, _)| sha256 == plan.source.sha256);
        if !same {
            let message = format!("{} is not there any more as the run read it", plan.input.display());
            let help = "put that file back, or apply without adding";
            return Err(RequestError { code: "input-changed", field: "add", message, help }.into());
        }
        let mapping = Mapping::parse(plan.map.iter().map(String::as_str))?;
        let backlog = Backlog::open(&plan.input, &mapping)?;
        Ok(Texts { shape: backlog.shape(), backlog, failed: plan.input.clone() })
    }
}

/// The tickets of an input, one after the other.
struct Texts {
    backlog: Backlog,
    shape: std::sync::Arc<Shape>,
    failed: std::path::PathBuf,
}

impl Texts {
    /// The text of the next row. What does not say when it came in came in now.
    fn next(&mut self, now: jiff::Timestamp) -> Result<Option<TicketText>, AppError> {
        let row = self.backlog.next_row().map_err(folder::failed(&self.failed))?;
        let ticket = row.and_then(|placed| self.shape.ticket(placed.raw).ok());
        Ok(ticket.map(|ticket| {
            let received_at = ticket.received_at.filter(|at| at.parse::<jiff::Timestamp>().is_ok());
            TicketText { title: ticket.title, text: ticket.text, received_at: received_at.unwrap_or_else(|| now.to_string()) }
        }))
    }
}

/// Refuses what no sender is called.
fn is_source(source: Option<&str>) -> Result<(), RequestError> {
    let fits =
        |name: &str| !name.trim().is_empty() && name.chars().count() <= LONGEST_SOURCE && !name.chars().any(char::is_control);
    if source.is_none_or(fits) {
        return Ok(());
    }
    let message = "`source` is no name".to_owned();
    Err(RequestError { code: "no-name", field: "source", message, help: "send the source that tickets were registered under" })
}

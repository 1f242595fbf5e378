//! Applying a run: its suggestions written over the tickets on record, all in one transaction or none.
//!
//! Compare and set: a ticket that changed, or came, after the run began is left alone, and so is one that somebody
//! confirmed, unless that is asked for. What was there before is kept, so that it can be taken back.

use std::path::Path;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::digest;
use super::folder::{self, Folder};
use super::plan::Plan;
use super::read::{Backlog, Mapping, Shape};
use super::report::each_row;
use super::row::ResultRow;
use super::skip::Skips;
use super::verdict::{Ahead, Verdict, refuse_standing, state, verdict};
use crate::app::{App, AppError, RequestError};
use crate::store::{Applied as Written, JudgedTicket, TicketState, WriteDao};

/// How to apply a run.
#[derive(Debug, Clone, Default)]
pub struct ApplyOptions {
    /// Add tickets of the input that are not on record, with their text.
    pub add: bool,
    /// Overwrite what somebody confirmed, too.
    pub over_confirmed: bool,
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
    /// Those of them that somebody had confirmed.
    pub over_confirmed: u64,
    /// Tickets that were added.
    pub added: u64,
    /// Tickets that say what the run says already.
    pub unchanged: u64,
    /// Tickets that were left as they are.
    pub skipped: Skips,
}

impl Applied {
    fn count(&mut self, row: &ResultRow, verdict: &Verdict) {
        match verdict {
            Verdict::Skip(reason) => self.skipped.add(Some(row.line), row.id.as_deref().unwrap_or_default(), reason),
            Verdict::Same => self.unchanged += 1,
            Verdict::Add => self.added += 1,
            Verdict::Write { confirmed, .. } => {
                self.written += 1;
                self.over_confirmed += u64::from(*confirmed);
            }
        }
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
        let author = crate::app::feedback::author(Some(&options.author))?;
        // A ticket that was just judged may be waiting to be written.
        self.flush_tickets();
        if options.dry_run {
            return self.foresee(&results, &plan, options);
        }
        let at = format!("{:.3}", self.clock.now());
        self.store.write_or(|dao| {
            refuse_standing(&dao.read(), &plan)?;
            let application = dao.append_application(&plan.id, &author, &at)?;
            let mut done = Applied { application: Some(application), ..Applied::default() };
            each_row(&results, |row| {
                let text = texts.as_mut().map(Texts::next).transpose()?.flatten();
                self.apply_row(dao, &plan, options, &row, text, &mut done)
            })?;
            if done.written + done.added == 0 {
                dao.remove_application(application)?;
                done.application = None;
            }
            Ok(done)
        })
    }

    /// What applying would do, told without a writer's lock.
    fn foresee(&self, results: &Path, plan: &Plan, options: &ApplyOptions) -> Result<Applied, AppError> {
        let mut done = Applied::default();
        let mut ahead = Ahead::default();
        let seen = self.store.read(|dao| {
            if let Err(error) = refuse_standing(dao, plan) {
                return Ok(Err(error));
            }
            Ok(each_row(results, |row| {
                let now = dao.ticket_now(row.id.as_deref().unwrap_or_default())?;
                let verdict = ahead.verdict(plan, options, &row, now);
                done.count(&row, &verdict);
                Ok(())
            }))
        });
        seen??;
        Ok(done)
    }

    fn apply_row(
        &self,
        dao: &WriteDao<'_>,
        plan: &Plan,
        options: &ApplyOptions,
        row: &ResultRow,
        text: Option<(String, String, Option<String>)>,
        done: &mut Applied,
    ) -> Result<(), AppError> {
        let id = row.id.as_deref().unwrap_or_default();
        let verdict = verdict(plan, options, row, text.is_some(), dao.read().ticket_now(id)?);
        done.count(row, &verdict);
        let (application, after) = (done.application.unwrap_or_default(), state(row, plan.knowledge.revision));
        match (verdict, text) {
            (Verdict::Add, Some((title, text, received_at))) => {
                let key = self.ticket_ids.next(self.clock.now());
                dao.append_ticket(&judged(key.clone(), id, title, text, received_at, &after, self.clock.now().to_string()))?;
                if let Some(added) = dao.read().ticket_now(&key)? {
                    dao.append_applied(application, &Written { row: added.row, key, before: None, after })?;
                }
            }
            (Verdict::Write { now, .. }, _) => {
                dao.set_ticket_state(now.row, &after)?;
                dao.append_applied(application, &Written { row: now.row, key: now.key, before: Some(now.state), after })?;
            }
            _ => {}
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
    /// Title, text and when it came in, of the next row.
    fn next(&mut self) -> Result<Option<(String, String, Option<String>)>, AppError> {
        let row = self.backlog.next_row().map_err(folder::failed(&self.failed))?;
        let ticket = row.and_then(|placed| self.shape.ticket(placed.raw).ok());
        Ok(ticket.map(|ticket| (ticket.title, ticket.text, ticket.received_at)))
    }
}

fn judged(
    key: String,
    id: &str,
    title: String,
    text: String,
    received_at: Option<String>,
    state: &TicketState,
    now: String,
) -> JudgedTicket {
    let received_at = received_at.filter(|at| at.parse::<jiff::Timestamp>().is_ok()).unwrap_or(now);
    let TicketState { outcome, category, department, entry, revision } = state.clone();
    JudgedTicket {
        id: key,
        external_id: Some(id.to_owned()),
        title,
        text,
        received_at,
        outcome,
        category,
        department,
        entry,
        revision,
    }
}

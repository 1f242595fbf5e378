//! Applying a run: its suggestions written over the tickets on record, all of them or none.
//!
//! Compare and set: a ticket that changed, or came, after the run began is left alone, and so is one that somebody
//! confirmed, unless that is asked for. What was there before is kept, so that it can be taken back.
//!
//! What is to become of each ticket is decided by reading, while others write; the transaction that then writes it looks
//! only whether it still holds. Telling what would be done is the first half alone.

use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::app::author;
use crate::app::runs::error::RunError;
use crate::app::runs::folder::Folder;
use crate::app::runs::plan::RunPlan;
use crate::app::runs::report::each_row;
use crate::app::runs::{Runs, file_names};
use crate::store::{Rewrite, RewriteDao, StoreError};

use super::input_texts::InputTexts;
use super::options::ApplyOptions;
use super::registered::EventContext;
use super::skip::Skips;
use super::write_decision::{Proposal, WriteDecision, WriteRules, refuse_standing};

/// What applying a run did.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
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

/// Whether tickets are written, or it is only told what would be.
#[derive(Clone, Copy)]
enum Writing {
    Done,
    Foretold,
}

impl Applied {
    fn count(&mut self, dao: &RewriteDao<'_>) -> Result<(), StoreError> {
        let counts = dao.counts()?;
        (self.written, self.moved) = (counts.set, counts.moved);
        (self.over_confirmed, self.added) = (counts.confirmed, counts.added);
        Ok(())
    }
}

impl Runs {
    /// Writes the suggestions of the finished run of a folder over the tickets on record.
    ///
    /// # Errors
    /// When the run has not ended or was applied already, its input is needed and is not what it was, or the database
    /// refuses. Nothing is changed then.
    pub fn apply_folder(&self, dir: &Path, options: &ApplyOptions) -> Result<Applied, RunError> {
        self.write_over(dir, options, Writing::Done)
    }

    /// What [`Runs::apply_folder`] would do. Nothing is changed.
    ///
    /// # Errors
    /// Those of [`Runs::apply_folder`].
    pub fn foretell_folder(&self, dir: &Path, options: &ApplyOptions) -> Result<Applied, RunError> {
        self.write_over(dir, options, Writing::Foretold)
    }

    fn write_over(&self, dir: &Path, options: &ApplyOptions, writing: Writing) -> Result<Applied, RunError> {
        let folder = Folder::open(dir)?;
        let plan = RunPlan::read(dir)?;
        let results = folder.file(file_names::RESULTS);
        if !results.is_file() {
            return Err(RunError::NotDone { folder: dir.to_owned() });
        }
        if options.add && !self.settings.keep_tickets {
            return Err(RunError::TicketsNotKept);
        }
        let mut texts = if options.add { Some(InputTexts::open(&plan)?) } else { None };
        let author = author::author(Some(&options.author))?;
        options.check()?;
        // A ticket that was just judged may be waiting to be written.
        self.flush_tickets();
        let now = self.clock.now();
        let rules = WriteRules { plan: &plan, options, context: EventContext { snapshot: self.snapshot.load_full(), now } };
        let mut done = Applied::default();
        let mut rewriting = self.store.rewriting()?;
        rewriting.gather(|dao| {
            refuse_standing(&dao.read(), &plan)?;
            each_row(&results, |row| {
                let text = texts.as_mut().map(|texts| texts.next(now)).transpose()?.flatten();
                Ok(self.weigh(dao, &rules, Proposal::of(row, plan.knowledge.revision, text), &mut done)?)
            })?;
            Ok::<_, RunError>(done.count(dao)?)
        })?;
        if matches!(writing, Writing::Foretold) || done.written + done.added == 0 {
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
                again.try_for_each(|proposal| self.weigh(dao, &rules, proposal, &mut done))?;
            }
            done.count(dao)?;
            if done.written + done.added > 0 {
                let application = dao.change().append_application(&plan.id, &author, now)?;
                dao.rewrite(&author)?;
                dao.keep_as(application)?;
                done.application = Some(application);
            }
            Ok(done)
        })
    }

    /// Gathers what becomes of a ticket, or notes why nothing does.
    fn weigh(&self, dao: &RewriteDao<'_>, rules: &WriteRules<'_>, row: Proposal, done: &mut Applied) -> Result<(), StoreError> {
        match rules.decide(dao, &row, &|| self.ids.next(rules.context.now))? {
            WriteDecision::Skip(reason) => done.skipped.add(row.line, &row.id, reason),
            WriteDecision::Same => done.unchanged += 1,
            WriteDecision::Rewrite(becomes) => {
                let Proposal { line, id, says, urgency, .. } = row;
                dao.add(&Rewrite { line, id, says, urgency, becomes })?;
            }
        }
        Ok(())
    }
}

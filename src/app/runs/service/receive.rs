//! Receiving a backlog: it is put in line once it is whole, and nothing of it is kept otherwise.

use std::fs::File;
use std::path::PathBuf;
use std::sync::Arc;

use crate::app::author;
use crate::app::runs::error::RunError;
use crate::app::runs::folder::{self, Folder};
use crate::app::runs::read::Backlog;
use crate::app::runs::request::RunRequest;
use crate::app::runs::state::RunState;
use crate::app::runs::{Runs, file_names};

use super::queued_request::QueuedRequest;
use super::status::RunStatus;

/// Runs that may wait.
const WAITING: usize = 100;
/// Characters of a run's name.
const LONGEST_NAME: usize = 200;

/// A backlog that is being received.
pub struct IncomingBacklog {
    /// The id of the run it will be.
    pub key: String,
    /// Where its bytes go.
    pub file: File,
    /// The run's folder.
    folder: PathBuf,
    kept: bool,
}

impl Drop for IncomingBacklog {
    /// What was not submitted is not kept.
    fn drop(&mut self) {
        if !self.kept {
            let _ = std::fs::remove_dir_all(&self.folder);
        }
    }
}

impl Runs {
    /// Opens a place for a backlog that is being sent.
    ///
    /// # Errors
    /// When too many runs wait, or the disk refuses.
    pub fn receive(&self) -> Result<IncomingBacklog, RunError> {
        let waiting =
            self.store.read(|dao| dao.runs(usize::MAX))?.iter().filter(|run| run.state == RunState::Waiting.as_str()).count();
        if waiting >= WAITING {
            return Err(RunError::TooManyRuns { waiting });
        }
        let key = self.ids.next(self.clock.now());
        let folder = self.folder_of(&key);
        let locked = Folder::make(&folder)?;
        let file = folder::create(&locked.file(file_names::INPUT))?;
        Ok(IncomingBacklog { key, file, folder, kept: false })
    }

    /// Puts a backlog that was received in line.
    ///
    /// # Errors
    /// When it is not a backlog, what it is to be compared with is not there, or the database refuses.
    pub fn submit(
        self: &Arc<Runs>,
        mut sent: IncomingBacklog,
        request: &RunRequest,
        before: Option<&str>,
        author: Option<&str>,
    ) -> Result<RunStatus, RunError> {
        sent.file.sync_all().map_err(folder::failed(&sent.folder))?;
        let author = author::author(author)?;
        let name = request.name.as_deref().map(str::trim).filter(|name| !name.is_empty()).unwrap_or("backlog").to_owned();
        if name.chars().count() > LONGEST_NAME || name.chars().any(char::is_control) {
            return Err(RunError::BadName);
        }
        if let Some(before) = before {
            self.attachment(before, file_names::RESULTS)?;
        }
        // Said at once rather than after a wait: a file that is not a backlog, a column that is not there.
        Backlog::open(&sent.folder.join(file_names::INPUT), &request.map)?;
        let before = before.map(str::to_owned);
        let queued = QueuedRequest {
            before,
            as_of: request.as_of,
            map: request.map.pairs(),
            csv: request.with_csv,
            xlsx: request.with_xlsx,
        };
        let queued = serde_json::to_string(&queued).unwrap_or_default();
        let at = self.clock.now();
        self.store.write(|dao| dao.append_run(&sent.key, &name, &queued, &author, at))?;
        sent.kept = true;
        self.work();
        self.status(&sent.key)
    }
}

//! Why a request about a run cannot be answered, and what to do about it.

use std::borrow::Cow;
use std::path::PathBuf;

use jiff::Timestamp;

use crate::app::{AppError, AuthorError, Refusal};
use crate::store::StoreError;

use super::file_names::PLAN;
use super::read::ReadError;
use super::state::RunState;

/// A run, or what is done with one, that is refused.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// There is none of this id.
    #[error("there is no run {0}")]
    NoSuchRun(String),
    /// The run has no such file, or not yet.
    #[error("the run has no file {0}, or not yet")]
    NoSuchFile(String),
    /// It is in a state that does not allow it.
    #[error("the run is {}", .0.as_str())]
    NotNow(RunState),
    /// What it wrote over tickets stands: the number of the application.
    #[error("what the run wrote over tickets still stands (application {0})")]
    StillApplied(i64),
    /// Another run, of this id, is to be compared with it.
    #[error("the run {0} is to be compared with it")]
    Awaited(String),
    /// Too many runs wait.
    #[error("{waiting} runs are waiting already")]
    TooManyRuns {
        /// How many wait.
        waiting: usize,
    },
    /// A name that a backlog cannot have.
    #[error("this is not a valid name for a backlog")]
    BadName,
    /// A name that a source of tickets cannot have.
    #[error("`source` is not a valid name")]
    BadSource,
    /// Somebody works in the folder of a run of the service.
    #[error("somebody is working in the run's folder")]
    InUse,
    /// Another process works in the folder.
    #[error("another process is working in {}", folder.display())]
    FolderBusy {
        /// The run's folder.
        folder: PathBuf,
    },
    /// A new run needs a folder of its own.
    #[error("{} is not empty", folder.display())]
    FolderNotEmpty {
        /// The folder that was named.
        folder: PathBuf,
    },
    /// The folder holds no run that has a plan.
    #[error("{} is not a folder of a run: there is no {PLAN} in it", folder.display())]
    NoRunInFolder {
        /// The folder that was named.
        folder: PathBuf,
        /// What is there instead.
        left: LeftBehind,
    },
    /// A file of the run that this program does not understand.
    #[error("{} was not written by this version of fenzhen{}", path.display(), explained(.reason))]
    OtherVersion {
        /// The file.
        path: PathBuf,
        /// What is wrong with it, where that is known.
        reason: Option<String>,
    },
    /// The input is not the one that the run began with.
    #[error("{} is not the file the run began with", input.display())]
    InputChanged {
        /// The input.
        input: PathBuf,
    },
    /// The input is needed to add tickets, and is not what it was.
    #[error("{} is not there any more as the run read it", input.display())]
    InputGone {
        /// The input.
        input: PathBuf,
    },
    /// There is more of the input than is taken.
    #[error("the input is larger than {} MB", limit >> 20)]
    InputTooLarge {
        /// Bytes that are taken.
        limit: u64,
    },
    /// What the run began with cannot be had any more.
    #[error("{what} is not what the run began with")]
    KnowledgeChanged {
        /// What changed.
        what: &'static str,
    },
    /// The revision to judge by was never made.
    #[error("there is no revision {0} of the library")]
    NoSuchRevision(i64),
    /// A line that is not a row of results.
    #[error("{}:{line}: this is not a row of results: {reason}", path.display())]
    BrokenResults {
        /// The results.
        path: PathBuf,
        /// The line, from 1.
        line: u64,
        /// What is wrong with it.
        reason: String,
    },
    /// The same in the results that a run is compared with.
    #[error("{}:{line}: this is not a row of results: {reason}", path.display())]
    BrokenComparison {
        /// The results.
        path: PathBuf,
        /// The line, from 1.
        line: u64,
        /// What is wrong with it.
        reason: String,
    },
    /// What the run is to be compared with has no labels.
    #[error("{} says of no ticket what it was taken for", path.display())]
    NothingToCompare {
        /// The file.
        path: PathBuf,
    },
    /// There are no results to compare.
    #[error("{} is not there", results.display())]
    NoResults {
        /// Where they would be.
        results: PathBuf,
    },
    /// The run has not ended, so that it cannot be applied.
    #[error("the run in {} has not ended", folder.display())]
    NotDone {
        /// Its folder.
        folder: PathBuf,
    },
    /// It was applied and not taken back.
    #[error("this run was applied already, as {application}, at {at:.3}")]
    AppliedAlready {
        /// The number of the application.
        application: i64,
        /// When, RFC 3339.
        at: Timestamp,
    },
    /// Nothing that it wrote stands.
    #[error("there is nothing to take back: the run was not applied, or was taken back before")]
    NothingToUndo,
    /// Tickets cannot be added where they are not kept.
    #[error("tickets are not kept here (keep_tickets = false)")]
    TicketsNotKept,
    /// The file is not a backlog.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// Nobody is called so.
    #[error(transparent)]
    Author(#[from] AuthorError),
    /// What goes wrong inside.
    #[error(transparent)]
    App(#[from] AppError),
}

/// What is in a folder that holds no run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LeftBehind {
    /// What came on standard input, of a run that ended before it began.
    Input,
    /// Nothing but the lock of such a run.
    Lock,
    /// Nothing of ours.
    Nothing,
}

fn explained(reason: &Option<String>) -> String {
    reason.as_ref().map_or_else(String::new, |reason| format!(": {reason}"))
}

impl From<StoreError> for RunError {
    fn from(error: StoreError) -> RunError {
        RunError::App(error.into())
    }
}

impl RunError {
    /// The refusal in itself; `None` for what goes wrong inside.
    #[must_use]
    pub fn refusal(&self) -> Option<&dyn Refusal> {
        match self {
            RunError::App(_) => None,
            RunError::Read(error) => Some(error),
            RunError::Author(error) => Some(error),
            refusal => Some(refusal),
        }
    }

    /// What is wrong and how to fix it, on one line.
    #[must_use]
    pub fn in_full(&self) -> String {
        self.refusal().map_or_else(|| self.to_string(), |refusal| format!("{refusal} ({})", refusal.help()))
    }
}

impl Refusal for RunError {
    fn code(&self) -> &'static str {
        match self {
            RunError::NoSuchRun(_) => "no-such-run",
            RunError::NoSuchFile(_) => "no-such-file",
            RunError::NotNow(_) => "not-now",
            RunError::StillApplied(_) => "still-applied",
            RunError::Awaited(_) => "awaited",
            RunError::TooManyRuns { .. } => "too-many-runs",
            RunError::BadName | RunError::BadSource => "no-name",
            RunError::InUse | RunError::FolderBusy { .. } => "run-busy",
            RunError::FolderNotEmpty { .. } => "folder-not-empty",
            RunError::NoRunInFolder { .. } => "no-run",
            RunError::OtherVersion { .. } => "unknown-run",
            RunError::InputChanged { .. } | RunError::InputGone { .. } => "input-changed",
            RunError::InputTooLarge { .. } => "input-too-large",
            RunError::KnowledgeChanged { .. } => "knowledge-changed",
            RunError::NoSuchRevision(_) => "no-such-revision",
            RunError::BrokenResults { .. } | RunError::BrokenComparison { .. } => "broken-results",
            RunError::NothingToCompare { .. } => "nothing-before",
            RunError::NoResults { .. } => "no-results",
            RunError::NotDone { .. } => "run-not-done",
            RunError::AppliedAlready { .. } => "applied-already",
            RunError::NothingToUndo => "nothing-to-undo",
            RunError::TicketsNotKept => "tickets-not-kept",
            RunError::Read(error) => error.code(),
            RunError::Author(error) => error.code(),
            RunError::App(_) => "internal",
        }
    }

    fn field(&self) -> Option<&'static str> {
        match self {
            RunError::TooManyRuns { .. } => Some("body"),
            RunError::BadName => Some("name"),
            RunError::BadSource => Some("source"),
            RunError::FolderNotEmpty { .. } => Some("out"),
            RunError::InputChanged { .. } | RunError::InputTooLarge { .. } => Some("input"),
            RunError::InputGone { .. } | RunError::TicketsNotKept => Some("add"),
            RunError::NoSuchRevision(_) => Some("as_of"),
            RunError::BrokenComparison { .. } | RunError::NothingToCompare { .. } => Some("before"),
            RunError::NoRunInFolder { .. }
            | RunError::OtherVersion { .. }
            | RunError::KnowledgeChanged { .. }
            | RunError::BrokenResults { .. }
            | RunError::NoResults { .. }
            | RunError::NotDone { .. } => Some("dir"),
            RunError::Read(error) => error.field(),
            RunError::Author(error) => error.field(),
            RunError::NoSuchRun(_)
            | RunError::NoSuchFile(_)
            | RunError::NotNow(_)
            | RunError::StillApplied(_)
            | RunError::Awaited(_)
            | RunError::InUse
            | RunError::FolderBusy { .. }
            | RunError::AppliedAlready { .. }
            | RunError::NothingToUndo
            | RunError::App(_) => None,
        }
    }

    fn help(&self) -> Cow<'static, str> {
        Cow::Borrowed(match self {
            RunError::NoSuchRun(_) => "GET /api/v1/runs lists what there is",
            RunError::NoSuchFile(_) => "`files` of GET /api/v1/runs/{id} lists what is ready",
            RunError::NotNow(_) => "GET /api/v1/runs/{id} says what it is doing",
            RunError::StillApplied(_) => "take it back first: POST /api/v1/runs/{id}/undo",
            RunError::Awaited(_) => "wait until that one has begun and ended, or cancel it",
            RunError::TooManyRuns { .. } => "wait, or cancel some",
            RunError::BadName => "send a name of at most 200 characters",
            RunError::BadSource => "send the source that tickets were registered under",
            RunError::InUse => "wait until that has ended",
            RunError::FolderBusy { .. } => "wait until it has ended",
            RunError::FolderNotEmpty { .. } => "name another folder with --out, or go on with `fenzhen batch resume DIR`",
            RunError::NoRunInFolder { left, .. } => match left {
                LeftBehind::Input => "it ended before it began; begin it again with `fenzhen batch run DIR/input --out DIR`",
                LeftBehind::Lock => "it ended before it began; begin it again with `fenzhen batch run FILE --out DIR`",
                LeftBehind::Nothing => "name the folder that `batch run` made",
            },
            RunError::OtherVersion { .. } => "begin the run again",
            RunError::InputChanged { .. } => "put that file back, or begin a new run",
            RunError::InputGone { .. } => "put that file back, or apply without adding",
            RunError::InputTooLarge { .. } => "split it",
            RunError::KnowledgeChanged { .. } => "begin a new run; the old results stay",
            RunError::NoSuchRevision(_) => "`fenzhen kb history` lists an entry's revisions; leave it out for the newest",
            RunError::BrokenResults { .. } => "run the batch again into another folder",
            RunError::BrokenComparison { .. } => "name the results of a finished run",
            RunError::NothingToCompare { .. } => "name results of a run, or a file with a column category or department",
            RunError::NoResults { .. } => "name the folder of a finished run, or its results.jsonl",
            RunError::NotDone { .. } => "finish it with `fenzhen batch resume DIR`",
            RunError::AppliedAlready { .. } => "take it back first: `fenzhen batch undo DIR`, or POST /api/v1/runs/{id}/undo",
            RunError::NothingToUndo => "`fenzhen batch apply DIR` applies a run",
            RunError::TicketsNotKept => "apply without adding, or keep tickets",
            RunError::Read(error) => return error.help(),
            RunError::Author(error) => return error.help(),
            RunError::App(_) => "try again, then tell the operator",
        })
    }
}

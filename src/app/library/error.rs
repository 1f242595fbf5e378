//! Why a change of the library was not kept, and what to do about it.

use std::borrow::Cow;

use fenzhen_engine::kb::Problem;

use crate::app::{AppError, Refusal};
use crate::store::StoreError;

use super::edit::Conflict;
use super::publish::rehearsal::Rehearsal;

/// Why a change of the library was not kept, or why something of it cannot be shown.
#[derive(Debug, thiserror::Error)]
pub enum LibraryError {
    /// Somebody else changed it first.
    #[error("{} was changed by somebody else since you read it", .0.path)]
    Conflict(Box<Conflict>),
    /// A draft that cannot be read as an entry.
    #[error("there are {} problems to fix first", .0.len())]
    Problems(Vec<Problem>),
    /// A publication that brings problems, or breaks cases nobody waived.
    #[error("not published: {} problems to fix, {} cases would break", .0.problems.len(), .0.broken_cases.len())]
    Blocked(Box<Rehearsal>),
    /// A published entry changes through publishing only.
    #[error("{0} is published; publish the edited version instead of saving over it")]
    IsPublished(String),
    /// A save must not publish.
    #[error("{0} would be published by this; save it as a draft or for review, then publish it")]
    WouldPublish(String),
    /// There is no such entry, or there was none then.
    #[error("there is no {0}")]
    NotFound(String),
    /// An entry whose id cannot be one.
    #[error("{0:?} is not a valid entry id; write <domain>/<slug> in lower-case letters, digits and -")]
    BadId(String),
    /// A path that no pack may have.
    #[error("{0:?} is not a file of a pack")]
    BadPath(String),
    /// The same file twice in one publication.
    #[error("{0} is named twice; say once what becomes of it")]
    NamedTwice(String),
    /// A file without a status that could be changed.
    #[error("the status of {0} cannot be changed in place; write `status = \"…\"` on a line of its own above the tables")]
    NoStatus(String),
    /// A publication that would change nothing.
    #[error("there is nothing to publish: all of it stands there already")]
    NothingToPublish,
    /// Others published all the time.
    #[error("others keep publishing; nothing was changed")]
    Overtaken,
    /// Anything else.
    #[error(transparent)]
    App(#[from] AppError),
}

impl From<StoreError> for LibraryError {
    fn from(error: StoreError) -> LibraryError {
        LibraryError::App(error.into())
    }
}

impl Refusal for LibraryError {
    fn code(&self) -> &'static str {
        match self {
            LibraryError::Conflict(_) => "conflict",
            LibraryError::Problems(_) => "has-problems",
            LibraryError::Blocked(rehearsal) if !rehearsal.problems.is_empty() => "has-problems",
            LibraryError::Blocked(_) => "breaks-cases",
            LibraryError::IsPublished(_) => "is-published",
            LibraryError::WouldPublish(_) => "would-publish",
            LibraryError::NotFound(_) => "not-found",
            LibraryError::BadId(_) => "bad-id",
            LibraryError::BadPath(_) => "bad-path",
            LibraryError::NamedTwice(_) => "named-twice",
            LibraryError::NoStatus(_) => "no-status",
            LibraryError::NothingToPublish => "nothing-to-publish",
            LibraryError::Overtaken => "overtaken",
            LibraryError::App(AppError::NoSuchRevision(_)) => "no-such-revision",
            LibraryError::App(AppError::Busy) => "busy",
            LibraryError::App(_) => "internal",
        }
    }

    fn help(&self) -> Cow<'static, str> {
        let help = match self {
            LibraryError::Conflict(_) => "bring `yours` and `theirs` together, then send it with `found`",
            LibraryError::Problems(_) => "fix what `problems` lists",
            LibraryError::Blocked(rehearsal) if !rehearsal.problems.is_empty() => "fix what `rehearsal.problems` lists",
            LibraryError::Blocked(_) => "fix what `rehearsal.broken_cases` lists, or send `waive` with a reason",
            LibraryError::IsPublished(_) => "POST /api/v1/publish with the edited file in `files`",
            LibraryError::WouldPublish(_) => "set status to draft or review; POST /api/v1/publish publishes",
            LibraryError::NotFound(_) => "GET /api/v1/entries lists what there is",
            LibraryError::BadId(_) => "such as telecom/broadband-slow",
            LibraryError::BadPath(_) => {
                "write entries/<domain>/<slug>.toml, taxonomy.toml, departments.toml, slots.toml, sla.toml, workflow.toml, \
                 baseline.jsonl, lexicon/words.txt, lexicon/synonyms.txt or lexicon/risk.toml"
            }
            LibraryError::NamedTwice(_) => "name each entry and file once",
            LibraryError::NoStatus(_) => "send the whole file in `files` with its status set",
            LibraryError::NothingToPublish => "name `entries`, `retire` or `files`",
            LibraryError::Overtaken => "try again",
            LibraryError::App(AppError::NoSuchRevision(_)) => "GET /api/v1/revisions lists what there is",
            LibraryError::App(AppError::Busy) => "wait a few seconds, then try again",
            LibraryError::App(_) => "try again, then tell the operator",
        };
        help.into()
    }
}

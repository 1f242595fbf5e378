//! Why a change of the library was not kept.

use fenzhen_engine::kb::Problem;

use crate::app::AppError;
use crate::store::StoreError;

use super::publish::rehearsal::Rehearsal;

/// Two people changed the same file; nothing was lost and nothing was kept.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Conflict {
    /// The file.
    pub path: String,
    /// The revision the loser started from; `None` where they thought it new.
    pub expected: Option<i64>,
    /// The revision that last changed what is there; `None` where nothing is.
    pub found: Option<i64>,
    /// What the loser wanted to write; `None` where they wanted it gone.
    pub yours: Option<String>,
    /// What is there; `None` where it is gone.
    pub theirs: Option<String>,
}

/// Why a change of the library was not kept.
#[derive(Debug, thiserror::Error)]
pub enum CurateError {
    /// Somebody else changed it first.
    #[error("{} was changed by somebody else since you read it", .0.path)]
    Conflict(Box<Conflict>),
    /// A draft that cannot be read as an entry.
    #[error("there are {} problems to mend first", .0.len())]
    Problems(Vec<Problem>),
    /// A publication that brings problems, or breaks cases nobody waived.
    #[error("not published: {} problems to mend, {} cases would break", .0.problems.len(), .0.broken_cases.len())]
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
    #[error("{0:?} is no id of an entry; write <domain>/<slug> in lower-case letters, digits and -")]
    BadId(String),
    /// A path that no pack may have.
    #[error("{0:?} is no file of a pack")]
    BadPath(String),
    /// The same file twice in one publication.
    #[error("{0} is named twice; say once what becomes of it")]
    Twice(String),
    /// A file without a status that could be changed.
    #[error("the status of {0} cannot be changed in place; write `status = \"…\"` on a line of its own above the tables")]
    NoStatus(String),
    /// A publication that would change nothing.
    #[error("there is nothing to publish: all of it stands there already")]
    Nothing,
    /// Others published all the time.
    #[error("others keep publishing; nothing was changed")]
    Unsettled,
    /// Anything else.
    #[error(transparent)]
    App(#[from] AppError),
}

impl From<StoreError> for CurateError {
    fn from(error: StoreError) -> CurateError {
        CurateError::App(error.into())
    }
}

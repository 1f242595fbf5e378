//! How a run is to be applied.

use crate::app::runs::error::RunError;

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
    /// Who applies it.
    pub author: String,
}

impl ApplyOptions {
    /// Refuses what no sender is called.
    pub(super) fn check(&self) -> Result<(), RunError> {
        let fits =
            |name: &str| !name.trim().is_empty() && name.chars().count() <= LONGEST_SOURCE && !name.chars().any(char::is_control);
        if self.source.as_deref().is_none_or(fits) { Ok(()) } else { Err(RunError::BadSource) }
    }
}

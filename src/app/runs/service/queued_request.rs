//! What is kept on record of how a backlog is to be run, until its turn comes.

use serde::{Deserialize, Serialize};

/// How a backlog of the service is to be run.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(in crate::app::runs) struct QueuedRequest {
    /// The id of the run to compare with.
    pub before: Option<String>,
    pub as_of: Option<i64>,
    pub map: Vec<String>,
    pub csv: bool,
    pub xlsx: bool,
}

impl QueuedRequest {
    /// As it stands on record; what cannot be read asks for nothing special.
    pub(in crate::app::runs) fn on_record(request: &str) -> QueuedRequest {
        serde_json::from_str(request).unwrap_or_default()
    }
}

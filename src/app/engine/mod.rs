//! The engine room: opening, the current snapshot behind its atomic swap, learning in the background, what is kept of
//! judged tickets and of what was learned.

pub(super) mod model_cache;
pub(super) mod open;
pub(super) mod recorder;
pub(super) mod snapshot;
pub(super) mod trainer;

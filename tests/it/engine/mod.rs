//! Promises of the engine, through its public doors.

mod cold_start;
mod flow;
mod incremental;
mod index_cache;
mod kb_check;
mod learn;
mod model_cache;
mod promises;
mod signals;
mod text;

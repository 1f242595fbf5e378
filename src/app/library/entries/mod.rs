//! Entries one by one: listing, reading, writing drafts, what customers said that may go into one.

pub(crate) mod history;
pub(crate) mod list;
pub(crate) mod quotes;
pub(crate) mod save;
pub(crate) mod status;
pub(crate) mod template;

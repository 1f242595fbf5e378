//! Entries: browsing, reading, writing them.

pub(crate) mod edit;
pub(crate) mod edit_page;
pub(crate) mod entry;
pub(crate) mod fields;
pub(crate) mod forecast;
pub(crate) mod form;
pub(crate) mod history;
pub(crate) mod list;

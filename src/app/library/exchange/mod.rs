//! The library in and out: packs of files, merged three ways, and spreadsheets of entries.

pub(crate) mod compare;
pub(crate) mod export;
pub(crate) mod merge;
pub mod pack;
pub(crate) mod spreadsheet;

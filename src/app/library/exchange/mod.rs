//! The library in and out: packs of files, merged three ways, and spreadsheets of entries.

pub(crate) mod compare;
mod export;
mod import;
pub(crate) mod merge;
mod pack;
pub(crate) mod spreadsheet;

pub use export::TableKind;
pub use import::{Import, ImportConflict, ImportError, ImportOptions, Side};
pub use merge::Take;
pub use pack::import_pack;
pub use spreadsheet::import::import_table;

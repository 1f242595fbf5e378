//! Spreadsheets.

mod office_files;

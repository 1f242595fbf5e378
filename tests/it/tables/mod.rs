//! Spreadsheets.

mod tables;

//! A ticket of the backlog as it was read, whatever file it came from.

use fenzhen_engine::kb::Labels;

use crate::app::runs::row::RowProblem;

/// Bytes a row may take; no complaint is as long, and one row must not fill the memory.
pub const LONGEST_ROW: usize = 4 << 20;

/// Characters of a label; what is longer is no label but a text, and reports must not grow with it.
const LONGEST_LABEL: usize = 200;

/// A row before its columns are known: workers take it apart, readers only find where it ends.
#[derive(Debug)]
pub enum Raw {
    /// The text of a JSON object, in the encoding of the file.
    Json(Vec<u8>),
    /// A row of CSV, in the encoding of the file.
    Csv(Vec<u8>),
    /// The cells of a table's row.
    Cells(Vec<String>),
    /// What could not be read at all.
    Bad(RowProblem),
}

/// A row and where it begins.
#[derive(Debug)]
pub struct Placed {
    /// From 1.
    pub line: u64,
    /// The row.
    pub raw: Raw,
}

/// A ticket.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct BacklogTicket {
    /// The sender's id.
    pub id: Option<String>,
    /// Its title; may be empty.
    pub title: String,
    /// Its text; may be empty where there is a title.
    pub text: String,
    /// When it came in, as the input words it.
    pub received_at: Option<String>,
    /// What it was taken for.
    pub labels: Labels,
}

/// A row that is no ticket, with its id where that could be read.
#[derive(Debug, Clone, PartialEq)]
pub struct NoTicket {
    /// The sender's id.
    pub id: Option<String>,
    /// What is wrong.
    pub problem: RowProblem,
}

impl From<RowProblem> for NoTicket {
    fn from(problem: RowProblem) -> NoTicket {
        NoTicket { id: None, problem }
    }
}

/// What a ticket was taken for, as the input words it.
pub(super) fn label(text: &str) -> String {
    text.trim().chars().take(LONGEST_LABEL).collect()
}

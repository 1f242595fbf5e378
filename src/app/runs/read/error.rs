//! Why a file is not a backlog.

use std::borrow::Cow;

use crate::app::Refusal;

/// Names of columns that a refusal repeats, and characters of each.
const NAMED: usize = 30;
const NAME: usize = 40;
/// Characters of a pair that a refusal repeats.
const PAIR: usize = 80;

/// A file that cannot be read as a backlog.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// There is nothing in it.
    #[error("the file is empty")]
    Empty,
    /// Its first row, which names the columns, cannot be read.
    #[error("the first row cannot be read")]
    BrokenHeader,
    /// It is not a table that can be read, for this reason.
    #[error("{0}")]
    NoTable(String),
    /// No column is known to hold the complaint.
    #[error("no column is known to hold the complaint; there are: {}", listed(header))]
    NoTextColumn {
        /// The names of the columns.
        header: Vec<String>,
    },
    /// A column that was mapped is not there.
    #[error("there is no column {:?}; there are: {}", shortened(column, NAME), listed(header))]
    NoSuchColumn {
        /// The column that was named.
        column: String,
        /// The names of the columns.
        header: Vec<String>,
    },
    /// A pair of a mapping that says no role and column.
    #[error("{:?} names no column", shortened(pair, PAIR))]
    BadMapping {
        /// The pair.
        pair: String,
    },
}

impl ReadError {
    /// The names of the columns there are, as they may be shown; blank where the refusal is about something else.
    #[must_use]
    pub fn columns(&self) -> String {
        match self {
            ReadError::NoTextColumn { header } | ReadError::NoSuchColumn { header, .. } => listed(header),
            ReadError::Empty | ReadError::BrokenHeader | ReadError::NoTable(_) | ReadError::BadMapping { .. } => String::new(),
        }
    }
}

impl Refusal for ReadError {
    fn code(&self) -> &'static str {
        match self {
            ReadError::Empty | ReadError::BrokenHeader => "no-header",
            ReadError::NoTable(_) => "no-table",
            ReadError::NoTextColumn { .. } => "no-text-column",
            ReadError::NoSuchColumn { .. } => "no-such-column",
            ReadError::BadMapping { .. } => "bad-map",
        }
    }

    fn field(&self) -> Option<&'static str> {
        Some(match self {
            ReadError::Empty | ReadError::BrokenHeader | ReadError::NoTable(_) => "file",
            ReadError::NoTextColumn { .. } | ReadError::NoSuchColumn { .. } | ReadError::BadMapping { .. } => "map",
        })
    }

    fn help(&self) -> Cow<'static, str> {
        Cow::Borrowed(match self {
            ReadError::Empty | ReadError::BrokenHeader => "the first row names the columns; or send JSON Lines",
            ReadError::NoTable(_) => "save it as .xlsx or as CSV in UTF-8; a larger backlog as CSV",
            ReadError::NoTextColumn { .. } => "say which: text=COLUMN",
            ReadError::NoSuchColumn { .. } => "name a column of the first row",
            ReadError::BadMapping { .. } => {
                "say role=column, e.g. text=投诉内容; roles: text, title, id, category, department, received_at"
            }
        })
    }
}

fn listed(header: &[String]) -> String {
    let names = header.iter().filter(|name| !name.trim().is_empty()).take(NAMED);
    let names: Vec<String> = names.map(|name| shortened(name.trim(), NAME)).collect();
    names.join(", ")
}

fn shortened(text: &str, longest: usize) -> String {
    text.chars().take(longest).collect()
}

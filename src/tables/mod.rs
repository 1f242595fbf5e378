//! Tables: a spreadsheet (CSV or XLSX, in whatever encoding offices use) read as rows of texts, and written so that Excel
//! shows every character and runs none of them.
//!
//! It knows rows and cells, never what they mean: entries and tickets are read from it elsewhere. What is wrong with a file
//! or a row is a [`Problem`]; a bad row does not hide the ones after it. Cells come as text, trimmed of nothing, with what
//! [`safe_cell`] did to them undone.

mod cell;
mod columns;
mod delimited;
pub(crate) mod encoding;
mod workbook;
mod write;

use std::fs::File;
use std::io::Read;
use std::path::Path;

use fenzhen_engine::kb::Problem;

pub use cell::{plain_cell, safe_cell};
pub use columns::{Column, Columns, column_name};
pub use write::{Sheet, Value, write_csv, write_sheets, write_xlsx};

/// Bytes of a file: 64 MiB, some 200,000 complaints of a hundred characters.
pub const TABLE_BYTES: u64 = 64 << 20;
/// Rows below the header.
pub const ROWS: u32 = 200_000;
/// Cells of a row.
pub const COLUMNS: usize = 200;
/// Characters of a cell; Excel takes no more either.
pub const CELL: usize = 32_767;

/// A table being read: its header is known, and it gives its rows one by one. Rows without any text are passed over.
pub struct Table {
    name: String,
    encoding: &'static str,
    header: Vec<String>,
    rows: Rows,
    given: u32,
}

/// A row with something in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The number a spreadsheet shows for it; the header usually is row 1.
    pub number: u32,
    /// As many as the header has.
    pub cells: Vec<String>,
}

/// A row as the format gives it.
struct RawRow {
    number: u32,
    cells: Vec<String>,
    /// What is wrong with how it was written.
    flaw: Option<&'static str>,
}

enum Rows {
    Delimited(Box<delimited::Delimited>),
    Workbook(std::vec::IntoIter<RawRow>),
    Ended,
}

impl Table {
    /// Opens the file at `path`.
    ///
    /// # Errors
    /// A problem when it cannot be read, is too large, is not a table, or has no header.
    pub fn open(path: &Path) -> Result<Table, Problem> {
        let name = path.display().to_string();
        let unreadable = |error: std::io::Error| {
            Problem::in_file(
                "table-unreadable",
                &name,
                error.to_string(),
                "give the path of a CSV or XLSX file that you may read",
            )
        };
        let file = File::open(path).map_err(unreadable)?;
        let mut bytes = Vec::new();
        file.take(TABLE_BYTES + 1).read_to_end(&mut bytes).map_err(unreadable)?;
        Table::from_bytes(&name, bytes)
    }

    /// The table in `bytes`; `name` stands in problems as their path. Whether it is CSV or XLSX is read off the bytes.
    ///
    /// # Errors
    /// A problem when they are too many, no table, or without a header.
    pub fn from_bytes(name: &str, bytes: Vec<u8>) -> Result<Table, Problem> {
        let problem = |code, message: String, help: &str| Err(Problem::in_file(code, name, message, help));
        if bytes.len() as u64 > TABLE_BYTES {
            return problem("table-too-large", format!("the file is larger than {TABLE_BYTES} bytes"), "split it");
        }
        let (encoding, mut rows) = if bytes.starts_with(b"PK\x03\x04") {
            let rows = workbook::rows(bytes).map_err(|(code, message, help)| Problem::in_file(code, name, message, help))?;
            ("XLSX", Rows::Workbook(rows.into_iter()))
        } else if bytes.starts_with(b"\xD0\xCF\x11\xE0") {
            let message = "this is a workbook of the old .xls kind, or one with a password".to_owned();
            return problem("table-old-workbook", message, "save it as .xlsx without a password, or as CSV");
        } else {
            let Some((text, encoding)) = encoding::decode(bytes) else {
                let message = "the bytes are not text in UTF-8, UTF-16, GB18030 or Big5".to_owned();
                return problem("table-encoding", message, "save it as “CSV UTF-8” or as .xlsx");
            };
            (encoding, Rows::Delimited(Box::new(delimited::Delimited::new(text))))
        };
        let header = rows.next().map(|row| row.cells.iter().map(|cell| plain_cell(cell.trim()).into_owned()).collect());
        let Some(header) = header else {
            return problem("table-empty", "the table has no row".to_owned(), "the first row names the columns");
        };
        let mut header: Vec<String> = header;
        // Spreadsheets leave blank columns behind at the right.
        header.truncate(header.iter().rposition(|name| !name.is_empty()).map_or(0, |last| last + 1));
        if header.len() > COLUMNS {
            return problem("table-too-wide", format!("the header has {} cells", header.len()), "200 columns are the most");
        }
        Ok(Table { name: name.to_owned(), encoding, header, rows, given: 0 })
    }

    /// The names of the columns, trimmed; blank where a column has none.
    #[must_use]
    pub fn header(&self) -> &[String] {
        &self.header
    }

    /// `UTF-8`, `UTF-16LE`, `UTF-16BE`, `GB18030`, `Big5` or `XLSX`.
    #[must_use]
    pub fn encoding(&self) -> &'static str {
        self.encoding
    }

    /// The name it was opened under.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// A problem with a row, or with one of its cells (`column` counts from 0).
    #[must_use]
    pub fn problem(&self, code: &'static str, row: u32, column: Option<usize>, message: &str, help: &str) -> Problem {
        let message = match column {
            Some(column) => format!("column {}: {message}", column_name(&self.header, column)),
            None => message.to_owned(),
        };
        let column = column.and_then(|column| u32::try_from(column + 1).ok());
        Problem { line: Some(row), column, ..Problem::in_file(code, &self.name, message, help) }
    }

    /// The row with its cells made plain, and as many as the header has.
    fn row(&self, raw: RawRow) -> Result<Row, Problem> {
        let RawRow { number, mut cells, flaw } = raw;
        if let Some(flaw) = flaw {
            return Err(self.problem(
                "row-malformed",
                number,
                None,
                flaw,
                "fix the row in a spreadsheet program and save it again",
            ));
        }
        let width = self.header.len();
        if let Some(beyond) = cells.iter().skip(width).position(|cell| !cell.trim().is_empty()) {
            let message = format!("there is text to the right of the last named column (column {})", width + beyond + 1);
            let help = "name the column in the first row, or put quotation marks around a cell that has a comma in it";
            return Err(self.problem("row-too-wide", number, None, &message, help));
        }
        cells.resize(width, String::new());
        if let Some(long) = cells.iter().position(|cell| cell.chars().nth(CELL).is_some()) {
            let message = format!("the cell has more than {CELL} characters");
            let help = "shorten it; a quotation mark that is never closed also makes a cell as long as this";
            return Err(self.problem("cell-too-long", number, Some(long), &message, help));
        }
        for cell in &mut cells {
            if let std::borrow::Cow::Owned(plain) = plain_cell(cell) {
                *cell = plain;
            }
        }
        Ok(Row { number, cells })
    }
}

impl Iterator for Table {
    type Item = Result<Row, Problem>;

    fn next(&mut self) -> Option<Self::Item> {
        let raw = self.rows.next()?;
        self.given += 1;
        if self.given > ROWS {
            self.rows = Rows::Ended;
            let message = format!("the table has more than {ROWS} rows; this one and those after it are not read");
            return Some(Err(self.problem("table-too-long", raw.number, None, &message, "split it")));
        }
        Some(self.row(raw))
    }
}

impl Rows {
    /// The next row that has a text.
    fn next(&mut self) -> Option<RawRow> {
        let blank = |row: &RawRow| row.flaw.is_none() && row.cells.iter().all(|cell| cell.trim().is_empty());
        match self {
            Rows::Delimited(rows) => rows.find(|row| !blank(row)),
            Rows::Workbook(rows) => rows.find(|row| !blank(row)),
            Rows::Ended => None,
        }
    }
}

//! Reading a backlog: JSON Lines, a JSON array, CSV or XLSX, told from its first bytes; columns guessed or mapped.
//!
//! Everything but a workbook streams: memory does not grow with the number of tickets. A bad row is a value with its line
//! and reason, never an error; errors are for files that cannot be read at all.

mod columns;
mod csv_rows;
mod encoding;
mod json_array;
mod json_lines;
mod json_ticket;
mod role;
mod row;

use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use encoding_rs::{Encoding, UTF_8};

use super::row::RowProblem;
use crate::app::table::Table;
use crate::app::{AppError, RequestError};

use columns::Columns;
use csv_rows::CsvRows;
use json_array::JsonArray;
use json_lines::JsonLines;
pub use role::{Mapping, Role};
pub use row::{BacklogTicket, LONGEST_ROW, NoTicket, Placed, Raw};

/// Bytes looked at to tell what a file is.
const HEAD: usize = 256 << 10;
/// Bytes of a workbook, or of text in UTF-16, which are read whole.
const WHOLE: u64 = 64 << 20;

type Input = BufReader<Counted>;

/// A backlog being read.
pub struct Backlog {
    rows: Rows,
    shape: Arc<Shape>,
    read: Arc<AtomicU64>,
    size: u64,
}

enum Rows {
    Lines(JsonLines<Input>),
    Array(JsonArray<Input>),
    Csv(CsvRows<Input>),
    Table(Box<Table>),
}

/// What a backlog's rows are, and how a worker takes one apart.
pub struct Shape {
    /// `JSON Lines`, `JSON`, `CSV` or `XLSX`.
    pub format: &'static str,
    /// The encoding of its text.
    pub encoding: &'static str,
    /// What each column was taken for: `text=投诉内容`.
    pub columns: Vec<String>,
    decoder: &'static Encoding,
    separator: u8,
    table: Option<Columns>,
    mapping: Mapping,
}

impl Backlog {
    /// Opens the file at `path`.
    ///
    /// # Errors
    /// When it cannot be read, is no backlog, or has no column with the complaint.
    pub fn open(path: &Path, mapping: &Mapping) -> Result<Backlog, AppError> {
        let name = path.display().to_string();
        let io = |source| AppError::Io { path: name.clone(), source };
        let file = File::open(path).map_err(io)?;
        let size = file.metadata().map_err(io)?.len();
        let mut head = Vec::new();
        (&file).take(HEAD as u64).read_to_end(&mut head).map_err(io)?;
        drop(file);
        let read = Arc::new(AtomicU64::new(0));
        let again = || {
            let file = File::open(path).map_err(io)?;
            Ok::<_, AppError>(BufReader::with_capacity(128 << 10, Counted { file, read: Arc::clone(&read) }))
        };
        let decoder = encoding::of_head(&head);
        let is_workbook = head.starts_with(b"PK\x03\x04") || head.starts_with(b"\xD0\xCF\x11\xE0");
        let shape = |format, decoder: &'static Encoding| Shape {
            format,
            encoding: encoding::name(decoder),
            columns: mapping.pairs(),
            decoder,
            separator: b',',
            table: None,
            mapping: mapping.clone(),
        };
        let (rows, shape) = match decoder {
            Some(decoder) if !is_workbook => {
                let begins = head.iter().find(|byte| !byte.is_ascii_whitespace() && !b"\xEF\xBB\xBF".contains(byte));
                if let Some(skip) = json_array::array_begins(&head) {
                    (Rows::Array(JsonArray::new(again()?, skip).map_err(io)?), shape("JSON", UTF_8))
                } else if begins == Some(&b'{') {
                    (Rows::Lines(JsonLines::new(again()?)), shape("JSON Lines", decoder))
                } else {
                    let separator = csv_rows::separator(&head);
                    let mut rows = CsvRows::new(again()?, separator);
                    let header = header(&mut rows, decoder, separator).map_err(io)??;
                    let columns = Columns::find(&header, mapping)?;
                    let said = columns.said();
                    (Rows::Csv(rows), Shape { separator, columns: said, table: Some(columns), ..shape("CSV", decoder) })
                }
            }
            _ => {
                let table = whole(&name, again()?)?;
                let columns = Columns::find(table.header(), mapping)?;
                let (said, encoding) = (columns.said(), table.encoding());
                let format = if encoding == "XLSX" { "XLSX" } else { "CSV" };
                let encoding = if encoding == "XLSX" { "UTF-8" } else { encoding };
                let shape = Shape { encoding, columns: said, table: Some(columns), ..shape(format, UTF_8) };
                (Rows::Table(Box::new(table)), shape)
            }
        };
        Ok(Backlog { rows, shape: Arc::new(shape), read, size })
    }

    /// What its rows are.
    #[must_use]
    pub fn shape(&self) -> Arc<Shape> {
        Arc::clone(&self.shape)
    }

    /// Bytes read so far, and all there are; a workbook is read at once.
    #[must_use]
    pub fn progress(&self) -> (u64, u64) {
        (self.read.load(Ordering::Relaxed).min(self.size), self.size)
    }

    /// The next row.
    ///
    /// # Errors
    /// When the file cannot be read any further.
    pub fn next_row(&mut self) -> io::Result<Option<Placed>> {
        match &mut self.rows {
            Rows::Lines(rows) => rows.next(),
            Rows::Array(rows) => rows.next(),
            Rows::Csv(rows) => rows.next(),
            Rows::Table(table) => Ok(table.next().map(|row| match row {
                Ok(row) => Placed { line: u64::from(row.number), raw: Raw::Cells(row.cells) },
                Err(problem) => {
                    let line = u64::from(problem.line.unwrap_or(0));
                    Placed { line, raw: Raw::Bad(RowProblem::new(problem.code, problem.message, &problem.help)) }
                }
            })),
        }
    }
}

impl Shape {
    /// The ticket of a row.
    ///
    /// # Errors
    /// What is wrong with the row.
    pub fn ticket(&self, raw: Raw) -> Result<BacklogTicket, NoTicket> {
        match (raw, &self.table) {
            (Raw::Json(bytes), _) => json_ticket::ticket(&encoding::decode(self.decoder, bytes)?, &self.mapping),
            (Raw::Csv(bytes), Some(columns)) => {
                columns.ticket(&csv_rows::cells(&encoding::decode(self.decoder, bytes)?, self.separator))
            }
            (Raw::Cells(cells), Some(columns)) => columns.ticket(&cells),
            (Raw::Bad(problem), _) => Err(problem.into()),
            (Raw::Csv(_) | Raw::Cells(_), None) => {
                Err(RowProblem::new("broken-row", "the row has no columns", "export the file with a first row of names").into())
            }
        }
    }
}

/// The first row of a table: the names of its columns.
fn header(rows: &mut CsvRows<Input>, decoder: &'static Encoding, separator: u8) -> io::Result<Result<Vec<String>, AppError>> {
    let refused = |message: &str| -> AppError {
        let help = "the first row names the columns; or send JSON Lines";
        RequestError { code: "no-header", field: "file", message: message.to_owned(), help }.into()
    };
    Ok(match rows.next()? {
        Some(Placed { raw: Raw::Csv(bytes), .. }) => match encoding::decode(decoder, bytes) {
            Ok(text) => Ok(csv_rows::cells(&text, separator).iter().map(|cell| cell.trim().to_owned()).collect()),
            Err(problem) => Err(refused(&problem.message)),
        },
        Some(_) => Err(refused("the first row cannot be read")),
        None => Err(refused("the file is empty")),
    })
}

/// A table that cannot be cut into rows while it is read.
fn whole(name: &str, input: Input) -> Result<Table, AppError> {
    let mut bytes = Vec::new();
    let io = |source| AppError::Io { path: name.to_owned(), source };
    input.take(WHOLE + 1).read_to_end(&mut bytes).map_err(io)?;
    let refused = |problem: crate::kb::Problem| RequestError {
        code: "no-table",
        field: "file",
        message: format!("{}: {}", problem.message, problem.help),
        help: "save it as .xlsx or as CSV in UTF-8; a larger backlog as CSV",
    };
    Ok(Table::from_bytes(name, bytes).map_err(refused)?)
}

/// A file that counts what was read of it.
struct Counted {
    file: File,
    read: Arc<AtomicU64>,
}

impl Read for Counted {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let taken = self.file.read(buffer)?;
        self.read.fetch_add(taken as u64, Ordering::Relaxed);
        Ok(taken)
    }
}

//! Reading a backlog: JSON Lines, a JSON array, CSV or XLSX, told from its first bytes; columns guessed or mapped.
//!
//! Everything but a workbook streams: memory does not grow with the number of tickets. A bad row is a value with its line
//! and reason, never an error; errors are for files that cannot be read at all.

mod backlog_row;
mod columns;
mod csv_rows;
mod csv_scan;
mod encoding;
mod error;
mod json_array;
mod json_lines;
mod json_ticket;
mod role;
mod source;

use std::io;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use encoding_rs::{Encoding, UTF_8};

use crate::tables::Table;

use super::error::RunError;
use super::row::RowProblem;

use columns::BacklogColumns;
use csv_rows::CsvRows;
use csv_scan::CsvDialect;
use json_array::JsonArray;
use json_lines::JsonLines;
use source::{BacklogSource, Counted, Input};

pub use backlog_row::{BacklogTicket, BadRow, LONGEST_ROW, PlacedRow, UnparsedRow};
pub use error::ReadError;
pub use role::{ColumnRole, Mapping};

/// The mark of UTF-8 at the beginning of a file.
const MARK: &[u8] = b"\xEF\xBB\xBF";

/// A backlog being read.
pub struct Backlog {
    rows: RowReader,
    shape: Arc<BacklogShape>,
    read: Arc<AtomicU64>,
    size: u64,
}

enum RowReader {
    Lines(JsonLines<Input>),
    Array(JsonArray<Input>),
    Csv(CsvRows<Counted>),
    Table(Box<Table>),
}

/// What a backlog's rows are, and how a worker takes one apart.
#[derive(Clone)]
pub struct BacklogShape {
    /// `JSON Lines`, `JSON`, `CSV` or `XLSX`.
    pub format: &'static str,
    /// The encoding of its text.
    pub encoding: &'static str,
    /// What each column was taken for: `text=投诉内容`.
    pub columns: Vec<String>,
    decoder: &'static Encoding,
    separator: u8,
    table: Option<BacklogColumns>,
    mapping: Mapping,
}

impl Backlog {
    /// Opens the file at `path`.
    ///
    /// # Errors
    /// When it cannot be read, is not a backlog, or has no column with the complaint.
    pub fn open(path: &Path, mapping: &Mapping) -> Result<Backlog, RunError> {
        let source = BacklogSource::open(path)?;
        if source.is_workbook() {
            return workbook(&source, mapping);
        }
        match encoding::of(&source.head, source.again()?).map_err(source.failed())? {
            Some(decoder) => text_backlog(&source, source.again()?, decoder, mapping),
            None => {
                let (text, encoding) = encoding::decode_whole(source.whole()?)?;
                let (source, input) = source.decoded(text);
                let mut backlog = text_backlog(&source, input, UTF_8, mapping)?;
                Arc::make_mut(&mut backlog.shape).encoding = encoding;
                Ok(backlog)
            }
        }
    }

    /// What its rows are.
    #[must_use]
    pub fn shape(&self) -> Arc<BacklogShape> {
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
    pub fn next_row(&mut self) -> io::Result<Option<PlacedRow>> {
        match &mut self.rows {
            RowReader::Lines(rows) => rows.next(),
            RowReader::Array(rows) => rows.next(),
            RowReader::Csv(rows) => rows.next(),
            RowReader::Table(table) => Ok(table.next().map(|row| match row {
                Ok(row) => PlacedRow { line: u64::from(row.number), raw: UnparsedRow::Cells(row.cells) },
                Err(problem) => {
                    let line = u64::from(problem.line.unwrap_or(0));
                    PlacedRow { line, raw: UnparsedRow::Bad(RowProblem::new(problem.code, problem.message, &problem.help)) }
                }
            })),
        }
    }
}

impl BacklogShape {
    fn of(format: &'static str, decoder: &'static Encoding, mapping: &Mapping) -> BacklogShape {
        BacklogShape {
            format,
            encoding: encoding::name(decoder),
            columns: mapping.pairs(),
            decoder,
            separator: b',',
            table: None,
            mapping: mapping.clone(),
        }
    }

    /// The ticket of a row.
    ///
    /// # Errors
    /// What is wrong with the row.
    pub fn ticket(&self, raw: UnparsedRow) -> Result<BacklogTicket, BadRow> {
        match (raw, &self.table) {
            (UnparsedRow::Json(bytes), _) => json_ticket::ticket(&encoding::decode(self.decoder, bytes)?, &self.mapping),
            (UnparsedRow::Csv(bytes), Some(columns)) => {
                columns.ticket(&csv_rows::cells(&encoding::decode(self.decoder, bytes)?, self.separator))
            }
            (UnparsedRow::Cells(cells), Some(columns)) => columns.ticket(&cells),
            (UnparsedRow::Bad(problem), _) => Err(problem.into()),
            (UnparsedRow::Csv(_) | UnparsedRow::Cells(_), None) => {
                Err(RowProblem::new("broken-row", "the row has no columns", "export the file with a first row of names").into())
            }
        }
    }
}

/// A backlog of text that can be cut into rows while it is read.
fn text_backlog(
    source: &BacklogSource,
    input: Input,
    decoder: &'static Encoding,
    mapping: &Mapping,
) -> Result<Backlog, RunError> {
    let head = source.head.as_slice();
    let mark = if head.starts_with(MARK) { MARK.len() } else { 0 };
    let begins = head[mark..].iter().find(|byte| !byte.is_ascii_whitespace());
    let (rows, shape) = if let Some(skip) = json_array::array_begins(head) {
        (RowReader::Array(JsonArray::new(input, skip).map_err(source.failed())?), BacklogShape::of("JSON", UTF_8, mapping))
    } else if begins == Some(&b'{') {
        (RowReader::Lines(JsonLines::new(input)), BacklogShape::of("JSON Lines", decoder, mapping))
    } else {
        let dialect = CsvDialect::of_head(head);
        let mut rows = CsvRows::new(input, dialect, mark).map_err(source.failed())?;
        let header = header(&mut rows, decoder, dialect.separator).map_err(source.failed())??;
        let first = rows.next().map_err(source.failed())?;
        let cells = first.as_ref().and_then(|first| decoded_cells(first, decoder, dialect.separator));
        rows.put_back(first);
        let columns = BacklogColumns::find(&header, mapping)?.with_room_for(&cells.unwrap_or_default());
        let said = columns.roles();
        let shape = BacklogShape::of("CSV", decoder, mapping);
        (RowReader::Csv(rows), BacklogShape { separator: dialect.separator, columns: said, table: Some(columns), ..shape })
    };
    Ok(Backlog { rows, shape: Arc::new(shape), read: Arc::clone(&source.read), size: source.size })
}

/// A backlog in a workbook, which is read at once.
fn workbook(source: &BacklogSource, mapping: &Mapping) -> Result<Backlog, RunError> {
    let refused = |problem: fenzhen_engine::kb::Problem| ReadError::NoTable(format!("{}: {}", problem.message, problem.help));
    let table = Table::from_bytes(&source.name(), source.whole()?).map_err(refused)?;
    let columns = BacklogColumns::find(table.header(), mapping)?;
    let shape = BacklogShape { columns: columns.roles(), table: Some(columns), ..BacklogShape::of("XLSX", UTF_8, mapping) };
    let (read, size) = (Arc::clone(&source.read), source.size);
    Ok(Backlog { rows: RowReader::Table(Box::new(table)), shape: Arc::new(shape), read, size })
}

/// The first row of a table: the names of its columns.
fn header(rows: &mut CsvRows<Counted>, decoder: &'static Encoding, separator: u8) -> io::Result<Result<Vec<String>, ReadError>> {
    let Some(first) = rows.next()? else { return Ok(Err(ReadError::Empty)) };
    let cells = decoded_cells(&first, decoder, separator);
    let names = cells.map(|cells| cells.iter().map(|cell| cell.trim().to_owned()).collect());
    Ok(names.ok_or(ReadError::BrokenHeader))
}

/// The cells of a row of CSV; `None` where it is none or cannot be read.
fn decoded_cells(row: &PlacedRow, decoder: &'static Encoding, separator: u8) -> Option<Vec<String>> {
    let UnparsedRow::Csv(bytes) = &row.raw else { return None };
    encoding::decode(decoder, bytes.clone()).ok().map(|text| csv_rows::cells(&text, separator))
}

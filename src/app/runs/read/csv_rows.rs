//! CSV cut into its rows, without taking the rows apart: workers do that.
//!
//! A quotation mark that is never closed costs its own line only: the lines after it are read again as rows. So does one
//! that is closed by the first mark of a later row, which shows because text follows it. What is held in memory is bounded
//! by what a row may take. No byte looked for here is ever part of a character in UTF-8, GB18030 or Big5, so that bytes
//! can be cut before they are decoded.

use std::io::{self, BufRead, BufReader, Read, Seek};

use crate::app::runs::row::RowProblem;

use super::backlog_row::{PlacedRow, UnparsedRow};
use super::csv_scan::{CsvDialect, RowEnd, Scan};
use super::json_lines::too_long;

/// Reads the rows of CSV.
pub(super) struct CsvRows<R> {
    input: BufReader<R>,
    dialect: CsvDialect,
    /// Lines before the next row.
    line: u64,
    /// A row that was given back.
    again: Option<PlacedRow>,
}

impl<R: Read + Seek> CsvRows<R> {
    /// `mark` bytes of a byte order mark stand before the first row.
    pub(super) fn new(mut input: BufReader<R>, dialect: CsvDialect, mark: usize) -> io::Result<CsvRows<R>> {
        input.read_exact(&mut vec![0; mark])?;
        Ok(CsvRows { input, dialect, line: 0, again: None })
    }

    /// Gives back the row that was read last.
    pub(super) fn put_back(&mut self, row: Option<PlacedRow>) {
        self.again = row;
    }

    /// The next row; blank lines are passed over.
    pub(super) fn next(&mut self) -> io::Result<Option<PlacedRow>> {
        if let Some(placed) = self.again.take() {
            return Ok(Some(placed));
        }
        loop {
            let line = self.line + 1;
            let Some((scan, cut)) = self.scan()? else { return Ok(None) };
            self.line += scan.lines.max(1);
            let raw = match cut {
                RowEnd::Row => {
                    let text = scan.into_text();
                    if text.iter().all(|byte| byte.is_ascii_whitespace() || *byte == self.dialect.separator) {
                        continue;
                    }
                    UnparsedRow::Csv(text)
                }
                RowEnd::TooLong => UnparsedRow::Bad(too_long()),
                RowEnd::Broken { again } => {
                    // The lines behind the first one are read again. They are most often still in the buffer.
                    self.input.seek_relative(-i64::try_from(again).unwrap_or(i64::MAX))?;
                    self.line = line;
                    UnparsedRow::Bad(broken())
                }
            };
            return Ok(Some(PlacedRow { line, raw }));
        }
    }

    /// Reads to the end of the next row.
    fn scan(&mut self) -> io::Result<Option<(Scan, RowEnd)>> {
        let mut scan = Scan::new(self.dialect);
        loop {
            let bytes = match self.input.fill_buf() {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                filled => filled?,
            };
            if bytes.is_empty() {
                return Ok(scan.end().map(|cut| (scan, cut)));
            }
            let (taken, cut) = scan.take(bytes);
            self.input.consume(taken);
            if let Some(cut) = cut {
                return Ok(Some((scan, cut)));
            }
        }
    }
}

fn broken() -> RowProblem {
    let message = "a quotation mark in this row is never closed, or one inside a cell is not doubled";
    let help = "fix the row in a spreadsheet program and export it again; the rows after it were read";
    RowProblem::new("broken-row", message, help)
}

/// A byte that stands in no UTF-8: a row that was cut already has no further end inside.
const NOWHERE: u8 = 0xFF;

/// The cells of a decoded row.
pub(super) fn cells(row: &str, separator: u8) -> Vec<String> {
    let mut reader = csv::ReaderBuilder::new();
    reader.has_headers(false).flexible(true).delimiter(separator).terminator(csv::Terminator::Any(NOWHERE));
    let record = reader.from_reader(row.as_bytes()).into_records().next();
    // A text in memory cannot fail to be read; the reader's type says otherwise.
    let record = record.and_then(Result::ok).unwrap_or_default();
    record.iter().map(|cell| cell.replace("\r\n", "\n").replace('\r', "\n")).collect()
}

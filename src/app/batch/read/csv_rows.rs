//! CSV cut into its rows, without taking the rows apart: workers do that.
//!
//! A quotation mark that is never closed costs its own line only: the lines after it are read again as rows. What is held
//! in memory is bounded by what a row may take. No byte looked for here is ever part of a character in UTF-8, GB18030 or
//! Big5, so that bytes can be cut before they are decoded.

use std::io::{self, BufRead};

use super::json_lines::too_long;
use super::row::{LONGEST_ROW, Placed, Raw};
use crate::app::batch::row::RowProblem;

/// Separators that a first line may have.
const SEPARATORS: [u8; 3] = [b',', b'\t', b';'];

/// Reads the rows of CSV.
pub(super) struct CsvRows<R> {
    input: R,
    /// Read, but not given yet: what stood behind a quotation mark that was never closed.
    again: Vec<u8>,
    at: usize,
    line: u64,
    separator: u8,
}

/// Where the scan is inside a row.
#[derive(Clone, Copy, PartialEq)]
enum State {
    FieldBegins,
    Plain,
    Quoted,
    /// Behind a quotation mark inside a quoted field: it closes it, unless another one follows.
    Closing,
}

impl<R: BufRead> CsvRows<R> {
    pub(super) fn new(input: R, separator: u8) -> CsvRows<R> {
        CsvRows { input, again: Vec::new(), at: 0, line: 0, separator }
    }

    /// The next row; blank lines are none.
    pub(super) fn next(&mut self) -> io::Result<Option<Placed>> {
        loop {
            let line = self.line + 1;
            let Some((bytes, ended)) = self.row()? else { return Ok(None) };
            if !ended {
                return Ok(Some(Placed { line, raw: Raw::Bad(self.left_open(line, bytes)) }));
            }
            self.line += bytes.iter().filter(|byte| **byte == b'\n').count().max(1) as u64;
            let text = bytes.strip_prefix(b"\xEF\xBB\xBF").filter(|_| line == 1).unwrap_or(&bytes);
            if !text.iter().all(|byte| byte.is_ascii_whitespace() || *byte == self.separator) {
                return Ok(Some(Placed { line, raw: Raw::Csv(text.to_vec()) }));
            }
        }
    }

    /// Puts back all but the first line of a row that does not end.
    fn left_open(&mut self, line: u64, bytes: Vec<u8>) -> RowProblem {
        let end = bytes.iter().position(|byte| *byte == b'\n').map_or(bytes.len(), |end| end + 1);
        let mut again = bytes[end..].to_vec();
        again.extend_from_slice(&self.again[self.at..]);
        (self.again, self.at, self.line) = (again, 0, line);
        if bytes.len() > LONGEST_ROW && end > LONGEST_ROW {
            return too_long();
        }
        let help = "mend the row in a spreadsheet program and export it again; the rows after it were read";
        RowProblem::new("broken-row", "a quotation mark in this row is never closed", help)
    }

    /// The bytes of the next row with its end of line, and whether it has an end.
    fn row(&mut self) -> io::Result<Option<(Vec<u8>, bool)>> {
        let (mut row, mut state) = (Vec::new(), State::FieldBegins);
        while let Some(byte) = self.byte()? {
            if row.len() <= LONGEST_ROW {
                row.push(byte);
            } else if state == State::Quoted {
                // Too long to be one row: the quotation mark is read as left open.
                return Ok(Some((row, false)));
            }
            state = match (state, byte) {
                (State::Quoted, b'"') => State::Closing,
                (State::Quoted, _) => State::Quoted,
                (_, b'\n') => return Ok(Some((row, true))),
                (State::FieldBegins | State::Closing, b'"') => State::Quoted,
                (_, byte) if byte == self.separator => State::FieldBegins,
                // A mark of the byte order is no part of the first field.
                (State::FieldBegins, 0xEF | 0xBB | 0xBF) if self.line == 0 && row.len() <= 3 => State::FieldBegins,
                _ => State::Plain,
            };
        }
        let ended = state != State::Quoted;
        Ok((!row.is_empty()).then_some((row, ended)))
    }

    fn byte(&mut self) -> io::Result<Option<u8>> {
        if let Some(byte) = self.again.get(self.at) {
            self.at += 1;
            return Ok(Some(*byte));
        }
        if self.at > 0 {
            (self.again, self.at) = (Vec::new(), 0);
        }
        loop {
            match self.input.fill_buf() {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
                Ok([]) => return Ok(None),
                Ok([byte, ..]) => {
                    let byte = *byte;
                    self.input.consume(1);
                    return Ok(Some(byte));
                }
            }
        }
    }
}

/// The separator that the first line has most of outside quotation marks; a comma where it has none.
pub(super) fn separator(head: &[u8]) -> u8 {
    let mut counts = [0_usize; SEPARATORS.len()];
    let mut quoted = false;
    for byte in head {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' if !quoted => break,
            _ if quoted => {}
            _ => SEPARATORS.iter().zip(&mut counts).filter(|(sep, _)| *sep == byte).for_each(|(_, count)| *count += 1),
        }
    }
    let most = SEPARATORS.iter().zip(counts).rev().max_by_key(|(_, count)| *count);
    most.map_or(b',', |(separator, _)| *separator)
}

/// The cells of a decoded row.
pub(super) fn cells(row: &str, separator: u8) -> Vec<String> {
    let reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(separator).from_reader(row.as_bytes());
    let record = reader.into_records().next();
    // A text in memory cannot fail to be read; the reader's type says otherwise.
    let record = record.and_then(Result::ok).unwrap_or_default();
    record.iter().map(|cell| cell.replace("\r\n", "\n")).collect()
}

//! JSON Lines: one object a line. A line that is too long is passed over without being held in memory.

use std::io::{self, BufRead};

use crate::app::runs::row::RowProblem;

use super::backlog_row::{LONGEST_ROW, PlacedRow, UnparsedRow};

/// Reads the rows of JSON Lines.
pub(super) struct JsonLines<R> {
    input: R,
    line: u64,
}

impl<R: BufRead> JsonLines<R> {
    pub(super) fn new(input: R) -> JsonLines<R> {
        JsonLines { input, line: 0 }
    }

    /// The next row; blank lines are passed over.
    pub(super) fn next(&mut self) -> io::Result<Option<PlacedRow>> {
        loop {
            let Some((bytes, whole)) = self.line()? else { return Ok(None) };
            self.line += 1;
            let text = bytes.strip_prefix(b"\xEF\xBB\xBF").filter(|_| self.line == 1).unwrap_or(&bytes).trim_ascii();
            if text.is_empty() && whole {
                continue;
            }
            let raw = if whole { UnparsedRow::Json(text.to_vec()) } else { UnparsedRow::Bad(too_long()) };
            return Ok(Some(PlacedRow { line: self.line, raw }));
        }
    }

    /// The next line and whether it is whole; at most so much of it is held as a row may take.
    fn line(&mut self) -> io::Result<Option<(Vec<u8>, bool)>> {
        let (mut line, mut whole, mut any) = (Vec::new(), true, false);
        loop {
            let available = match self.input.fill_buf() {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                filled => filled?,
            };
            if available.is_empty() {
                return Ok(any.then_some((line, whole)));
            }
            any = true;
            let end = available.iter().position(|byte| *byte == b'\n');
            let part = &available[..end.unwrap_or(available.len())];
            if line.len() + part.len() > LONGEST_ROW {
                whole = false;
                line.clear();
            } else if whole {
                line.extend_from_slice(part);
            }
            let taken = end.map_or(available.len(), |end| end + 1);
            self.input.consume(taken);
            if end.is_some() {
                return Ok(Some((line, whole)));
            }
        }
    }
}

/// What is said of a row that is too long.
pub(super) fn too_long() -> RowProblem {
    let message = format!("the row is longer than {} MB", LONGEST_ROW >> 20);
    RowProblem::new("row-too-long", message, "send the complaint itself, without attachments or history")
}

//! Rows of a CSV text: commas, tabs or semicolons, whichever the first line has most of.
//!
//! Rows are numbered as a spreadsheet program numbers them: a cell may have several lines, and a blank line is a row too.

use std::io::Cursor;

use csv::{Reader, ReaderBuilder, StringRecord};

use super::{CELL, RawRow};

const SEPARATORS: [u8; 3] = [b',', b'\t', b';'];

pub(super) struct Delimited {
    reader: Reader<Cursor<String>>,
    /// The row read last.
    row: u32,
}

impl Delimited {
    pub fn new(mut text: String) -> Delimited {
        // So that every row ends the same way, the last one too, and a break inside a cell is a line feed.
        if text.contains("\r\n") {
            text = text.replace("\r\n", "\n");
        }
        if !text.ends_with('\n') {
            text.push('\n');
        }
        let separator = separator(&text);
        let reader = ReaderBuilder::new().has_headers(false).flexible(true).delimiter(separator).from_reader(Cursor::new(text));
        Delimited { reader, row: 0 }
    }

    /// Whether the row's last cell runs to the end of the text because its quotation mark is never closed.
    fn is_left_open(&self, start: u64) -> bool {
        let text = self.reader.get_ref().get_ref();
        let (start, end) = (usize::try_from(start).unwrap_or(usize::MAX), self.reader.position().byte());
        let of_row = text.get(start..).unwrap_or_default();
        end >= text.len() as u64 && of_row.matches('"').count() % 2 == 1 && of_row.trim_end().contains('\n')
    }
}

impl Iterator for Delimited {
    type Item = RawRow;

    fn next(&mut self) -> Option<RawRow> {
        let start = self.reader.position().clone();
        let mut record = StringRecord::new();
        match self.reader.read_record(&mut record) {
            Ok(false) => None,
            // A text in memory is valid UTF-8 and cannot fail to be read; the reader's type says otherwise.
            Err(_) => None,
            Ok(true) => {
                let inside: usize = record.iter().map(|cell| cell.matches('\n').count()).sum();
                let lines = self.reader.position().line().saturating_sub(start.line());
                let blank = lines.saturating_sub(inside as u64 + 1);
                self.row = self.row.saturating_add(u32::try_from(blank).unwrap_or(u32::MAX)).saturating_add(1);
                let flaw = self.is_left_open(start.byte()).then_some("a quotation mark in this row is never closed");
                // Longer cells are refused by their length: no need to copy all of a text that forgot to close one.
                let cells = record.iter().map(|cell| shortened(cell).to_owned()).collect();
                Some(RawRow { number: self.row, cells, flaw })
            }
        }
    }
}

/// The separator that the first line has most of outside quotation marks; a comma where it has none.
fn separator(text: &str) -> u8 {
    let mut counts = [0_usize; SEPARATORS.len()];
    let mut quoted = false;
    for byte in text.bytes().skip_while(|byte| byte.is_ascii_whitespace() && *byte != b'\t') {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' | b'\r' if !quoted => break,
            _ if quoted => {}
            _ => SEPARATORS.iter().zip(&mut counts).filter(|(sep, _)| **sep == byte).for_each(|(_, count)| *count += 1),
        }
    }
    let most = SEPARATORS.iter().zip(counts).rev().max_by_key(|(_, count)| *count);
    most.map_or(b',', |(separator, _)| *separator)
}

/// At most one character more than a cell may have.
fn shortened(cell: &str) -> &str {
    cell.char_indices().nth(CELL + 1).map_or(cell, |(end, _)| &cell[..end])
}

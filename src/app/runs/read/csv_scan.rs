//! Where a row of CSV ends, byte by byte.
//!
//! Behind a quotation mark that closes a cell only a separator, the end of the row or another mark may follow. Anything
//! else shows that a mark was left open, or stands inside a cell without being doubled: then only the first line of what
//! was taken for a row is given up.

use super::backlog_row::LONGEST_ROW;

/// Separators that a first line may have.
const SEPARATORS: [u8; 3] = [b',', b'\t', b';'];
/// The separator of a table with one column: its commas belong to the text.
const NONE: u8 = 0;
/// How far behind the longest row the end of a quoted cell is looked for.
const FAR: u64 = 64 << 20;

/// How a file writes its rows.
#[derive(Debug, Clone, Copy)]
pub(super) struct CsvDialect {
    /// What parts cells.
    pub separator: u8,
    /// What ends rows: a line feed, or in files of old a carriage return alone.
    line_end: u8,
}

/// What became of a row.
pub(super) enum RowEnd {
    /// It is whole.
    Row,
    /// It is more than a row may be, and was passed over.
    TooLong,
    /// Its quotation marks are wrong; so many bytes behind its first line were read in vain.
    Broken { again: u64 },
}

/// Where the scan is inside a row.
#[derive(Clone, Copy, PartialEq)]
enum ScanState {
    CellBegins,
    Plain,
    Quoted,
    /// Behind a quotation mark inside a quoted cell: it closes it, unless another one follows.
    Closing,
    /// Behind a carriage return behind that: a line feed must follow.
    Ending,
    /// The row is given up; its first line is passed over.
    Broken,
}

/// A row being read.
pub(super) struct Scan {
    dialect: CsvDialect,
    state: ScanState,
    /// The row, as long as it is no longer than a row may be.
    kept: Vec<u8>,
    length: u64,
    /// Ends of lines that were read.
    pub lines: u64,
    /// The length of the first line with its end, once that was read.
    first_line: Option<u64>,
}

impl Scan {
    pub(super) fn new(dialect: CsvDialect) -> Scan {
        Scan { dialect, state: ScanState::CellBegins, kept: Vec::new(), length: 0, lines: 0, first_line: None }
    }

    /// Takes bytes up to the end of the row; says how many it took, and what became of the row once it is read.
    pub(super) fn take(&mut self, bytes: &[u8]) -> (usize, Option<RowEnd>) {
        for (nth, byte) in bytes.iter().enumerate() {
            let ends = *byte == self.dialect.line_end;
            self.length += 1;
            if ends {
                self.lines += 1;
                self.first_line.get_or_insert(self.length);
            }
            let ended = ends && !matches!(self.state, ScanState::Quoted | ScanState::Broken);
            self.state = self.after(*byte);
            let cut = match self.state {
                _ if ended => Some(self.whole()),
                ScanState::Broken => self.first_line.map(|line| RowEnd::Broken { again: self.length - line }),
                _ => None,
            };
            if cut.is_some() || nth + 1 == bytes.len() {
                self.keep(&bytes[..=nth]);
                return (nth + 1, cut);
            }
        }
        (bytes.len(), None)
    }

    /// What became of the row where the file ends; `None` where nothing was left.
    pub(super) fn end(&self) -> Option<RowEnd> {
        let again = self.first_line.map_or(0, |line| self.length - line);
        match self.state {
            _ if self.length == 0 => None,
            ScanState::Quoted | ScanState::Broken => Some(RowEnd::Broken { again }),
            _ => Some(self.whole()),
        }
    }

    /// The row without its end.
    pub(super) fn into_text(self) -> Vec<u8> {
        let mut text = self.kept;
        let end = text.iter().rev().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        text.truncate(text.len() - end);
        text
    }

    fn after(&self, byte: u8) -> ScanState {
        let is_separator = byte == self.dialect.separator;
        match (self.state, byte) {
            (ScanState::Broken, _) => ScanState::Broken,
            (ScanState::Quoted, b'"') => ScanState::Closing,
            (ScanState::Quoted, _) if self.length > LONGEST_ROW as u64 + FAR => ScanState::Broken,
            (ScanState::Quoted, _) => ScanState::Quoted,
            (ScanState::CellBegins | ScanState::Closing, b'"') => ScanState::Quoted,
            (ScanState::CellBegins | ScanState::Plain | ScanState::Closing, _) if is_separator => ScanState::CellBegins,
            (ScanState::CellBegins | ScanState::Plain, _) => ScanState::Plain,
            (ScanState::Closing | ScanState::Ending, b'\r') => ScanState::Ending,
            (ScanState::Closing | ScanState::Ending, b'\n') if self.dialect.line_end == b'\n' => ScanState::Plain,
            (ScanState::Closing | ScanState::Ending, _) => ScanState::Broken,
        }
    }

    fn whole(&self) -> RowEnd {
        if self.is_too_long() { RowEnd::TooLong } else { RowEnd::Row }
    }

    fn is_too_long(&self) -> bool {
        self.length > LONGEST_ROW as u64
    }

    fn keep(&mut self, bytes: &[u8]) {
        if self.is_too_long() {
            self.kept = Vec::new();
        } else {
            self.kept.extend_from_slice(bytes);
        }
    }
}

impl CsvDialect {
    /// How a file with this head writes its rows.
    pub(super) fn of_head(head: &[u8]) -> CsvDialect {
        let line_end = line_end(head);
        CsvDialect { separator: separator(head, line_end), line_end }
    }
}

/// The bytes outside quotation marks.
fn unquoted(head: &[u8]) -> impl Iterator<Item = (usize, u8)> {
    let mut quoted = false;
    head.iter().enumerate().filter_map(move |(at, byte)| {
        quoted ^= *byte == b'"';
        (!quoted).then_some((at, *byte))
    })
}

/// A carriage return where more rows end with one alone than with a line feed.
fn line_end(head: &[u8]) -> u8 {
    let (mut returns, mut feeds) = (0_usize, 0_usize);
    for (at, byte) in unquoted(head) {
        match (byte, head.get(at + 1)) {
            (b'\n', _) => feeds += 1,
            (b'\r', Some(b'\n' | b'\r')) => {}
            (b'\r', _) => returns += 1,
            _ => {}
        }
    }
    if returns > feeds { b'\r' } else { b'\n' }
}

/// The separator that the first line has most of.
fn separator(head: &[u8], line_end: u8) -> u8 {
    let begins = head.iter().position(|byte| !matches!(byte, b'\r' | b'\n' | b' ')).unwrap_or(0);
    let mut counts = [0_usize; SEPARATORS.len()];
    for (_, byte) in unquoted(&head[begins..]).take_while(|(_, byte)| *byte != line_end) {
        SEPARATORS.iter().zip(&mut counts).filter(|(known, _)| **known == byte).for_each(|(_, count)| *count += 1);
    }
    let most = SEPARATORS.iter().zip(counts).rev().max_by_key(|(_, count)| *count);
    most.filter(|(_, count)| *count > 0).map_or(NONE, |(separator, _)| *separator)
}

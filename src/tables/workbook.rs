//! Rows of the first sheet of an XLSX workbook.
//!
//! A workbook is a ZIP file, and both may promise far more than they weigh: it is unpacked once into nothing to see how
//! large it really is, and cells are taken as they stand in the file, never as the rectangle they claim to span.

use std::collections::BTreeMap;
use std::io::{self, Cursor, Read};

use calamine::{DataRef, ExcelDateTime, Reader, SheetType, Xlsx};
use zip::ZipArchive;

use super::{COLUMNS, ROWS, RawRow};

/// Bytes a workbook may unpack to: 512 MiB.
const UNPACKED: u64 = 512 << 20;
/// Files inside a workbook.
const PARTS: usize = 10_000;

/// Code, message and help of what is wrong.
type Wrong = (&'static str, String, &'static str);

const SAVE_ANEW: &str = "open it in a spreadsheet program and save it as .xlsx again";

pub(super) fn rows(bytes: Vec<u8>) -> Result<Vec<RawRow>, Wrong> {
    let malformed = |error: String| ("table-malformed", format!("the workbook cannot be read: {error}"), SAVE_ANEW);
    if !fits(&bytes).map_err(|error| malformed(error.to_string()))? {
        let message = format!("the workbook unpacks to more than {UNPACKED} bytes");
        return Err(("table-too-large", message, "split it, or save it as CSV"));
    }
    let mut workbook = Xlsx::new(Cursor::new(bytes)).map_err(|error| malformed(error.to_string()))?;
    let sheets = workbook.sheets_metadata();
    let sheet = sheets.iter().find(|sheet| sheet.typ == SheetType::WorkSheet).map(|sheet| sheet.name.clone());
    let Some(sheet) = sheet else { return Ok(Vec::new()) };
    let mut cells = workbook.worksheet_cells_reader(&sheet).map_err(|error| malformed(error.to_string()))?;
    let mut rows: BTreeMap<u32, Vec<String>> = BTreeMap::new();
    while let Some(cell) = cells.next_cell().map_err(|error| malformed(error.to_string()))? {
        let (row, column) = cell.get_position();
        let text = text(cell.get_value());
        let column = usize::try_from(column).unwrap_or(usize::MAX);
        if text.is_empty() {
            continue;
        }
        if column >= COLUMNS {
            let message = format!("row {} has text in column {}", row.saturating_add(1), column.saturating_add(1));
            return Err(("table-too-wide", message, "200 columns are the most"));
        }
        let cells = rows.entry(row).or_default();
        if cells.len() <= column {
            cells.resize(column + 1, String::new());
        }
        cells[column] = text;
        // One row more than may be read, so that the table can say that there are more; and one for the header.
        if rows.len() > ROWS as usize + 2 {
            rows.pop_last();
        }
    }
    Ok(rows.into_iter().map(|(row, cells)| RawRow { number: row.saturating_add(1), cells, flaw: None }).collect())
}

/// Whether the archive unpacks to no more than allowed, whatever its directory says.
fn fits(bytes: &[u8]) -> io::Result<bool> {
    let mut archive = ZipArchive::new(Cursor::new(bytes))?;
    let mut left = UNPACKED;
    if archive.len() > PARTS {
        return Ok(false);
    }
    for nth in 0..archive.len() {
        let part = archive.by_index(nth)?;
        let size = io::copy(&mut part.take(left + 1), &mut io::sink())?;
        match left.checked_sub(size) {
            Some(rest) => left = rest,
            None => return Ok(false),
        }
    }
    Ok(true)
}

/// A cell as a person reads it: a whole number without a point, a day as `2026-11-22`.
fn text(value: &DataRef<'_>) -> String {
    match value {
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => line_feeds(text),
        DataRef::SharedString(text) => line_feeds(text),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::Bool(truth) => truth.to_string(),
        DataRef::DateTime(moment) => moment_text(moment),
        DataRef::Error(error) => error.to_string(),
        DataRef::Empty => String::new(),
    }
}

fn moment_text(moment: &ExcelDateTime) -> String {
    if !moment.is_datetime() {
        return moment.as_f64().to_string();
    }
    let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
    if (hour, minute, second) == (0, 0, 0) {
        format!("{year:04}-{month:02}-{day:02}")
    } else {
        format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}")
    }
}

fn line_feeds(text: &str) -> String {
    text.replace("_x000D_", "").replace("\r\n", "\n")
}

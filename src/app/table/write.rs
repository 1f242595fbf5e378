//! Writing a table for Excel: a CSV with a byte order mark, so that Chinese is read as such, or an XLSX workbook. Either
//! way every cell is text and begins no formula.

use csv::{QuoteStyle, Terminator, WriterBuilder};
use rust_xlsxwriter::{ColNum, DocProperties, ExcelDateTime, Format, FormatAlign, RowNum, Workbook, XlsxError};

use super::{CELL, column_name, safe_cell};
use crate::kb::Problem;

/// The byte order mark of UTF-8.
const MARK: &[u8] = b"\xEF\xBB\xBF";
/// Columns of a workbook are between these wide, in characters.
const NARROWEST: f64 = 12.0;
const WIDEST: f64 = 60.0;

/// The table as CSV in UTF-8; `name` stands in problems as the path.
///
/// # Errors
/// When a cell is longer than a spreadsheet program takes.
pub fn write_csv(name: &str, header: &[String], rows: &[Vec<String>]) -> Result<Vec<u8>, Problem> {
    check(name, header, rows)?;
    let mut writer = WriterBuilder::new().quote_style(QuoteStyle::Always).terminator(Terminator::CRLF).from_writer(MARK.to_vec());
    for row in std::iter::once(header).chain(rows.iter().map(Vec::as_slice)) {
        writer.write_record(row.iter().map(|cell| safe_cell(cell).into_owned())).map_err(|error| failed(name, &error))?;
    }
    writer.into_inner().map_err(|error| failed(name, error.error()))
}

/// The table as a workbook with one sheet; `name` stands in problems as the path. Equal tables give equal bytes.
///
/// # Errors
/// When a cell is longer than a spreadsheet program takes.
pub fn write_xlsx(name: &str, header: &[String], rows: &[Vec<String>]) -> Result<Vec<u8>, Problem> {
    check(name, header, rows)?;
    workbook(header, rows).map_err(|error| failed(name, &error))
}

fn workbook(header: &[String], rows: &[Vec<String>]) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    // The library would put in the time of writing.
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&ExcelDateTime::from_ymd(2026, 1, 1)?));
    let sheet = workbook.add_worksheet();
    let strong = Format::new().set_bold().set_align(FormatAlign::Top);
    let text = Format::new().set_num_format("@").set_text_wrap().set_align(FormatAlign::Top);
    sheet.set_freeze_panes(1, 1)?;
    for (column, name) in (0 as ColNum..).zip(header) {
        sheet.write_string_with_format(0, column, safe_cell(name), &strong)?;
        let longest = rows.iter().filter_map(|row| row.get(usize::from(column))).flat_map(|cell| cell.lines());
        let widest = longest.map(textwrap::core::display_width).max().unwrap_or(0);
        sheet.set_column_width(column, f64::from(u32::try_from(widest).unwrap_or(u32::MAX)).clamp(NARROWEST, WIDEST))?;
    }
    for (number, row) in (1 as RowNum..).zip(rows) {
        for (column, cell) in (0 as ColNum..).zip(row) {
            sheet.write_string_with_format(number, column, safe_cell(cell), &text)?;
        }
    }
    workbook.save_to_buffer()
}

fn check(name: &str, header: &[String], rows: &[Vec<String>]) -> Result<(), Problem> {
    for (number, row) in (2_u32..).zip(rows) {
        if let Some(nth) = row.iter().position(|cell| safe_cell(cell).chars().nth(CELL).is_some()) {
            let first = row.first().map_or("", String::as_str);
            let message = format!("column {} of {first}: more than {CELL} characters", column_name(header, nth));
            let problem = Problem::in_file("cell-too-long", name, message, "no spreadsheet holds it; export a pack instead");
            return Err(Problem { line: Some(number), ..problem });
        }
    }
    Ok(())
}

fn failed(name: &str, error: &dyn std::error::Error) -> Problem {
    Problem::in_file("table-unwritable", name, error.to_string(), "try the other format, CSV or XLSX")
}

//! Writing a table for Excel: a CSV with a byte order mark, so that Chinese is read as such, or an XLSX workbook. No cell
//! begins a formula; a table's cells are all text, those of a [`Sheet`] may be numbers to count and chart with.

use csv::{QuoteStyle, Terminator, WriterBuilder};
use fenzhen_engine::kb::Problem;
use rust_xlsxwriter::{ColNum, DocProperties, ExcelDateTime, Format, FormatAlign, RowNum, Workbook, XlsxError};

use super::{CELL, column_name, safe_cell};

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
    let text = |cell: &String| Value::Text(cell.clone());
    let rows = rows.iter().map(|row| row.iter().map(text).collect()).collect();
    workbook(&[Sheet { name: "Sheet1", header: header.to_vec(), rows }]).map_err(|error| failed(name, &error))
}

/// A sheet of a workbook.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheet {
    /// Its name, at most 31 characters.
    pub name: &'static str,
    /// What the columns are called.
    pub header: Vec<String>,
    /// The rows below.
    pub rows: Vec<Vec<Value>>,
}

/// What a cell of a sheet holds.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Nothing.
    Blank,
    /// Text, which begins no formula.
    Text(String),
    /// A count, or another number.
    Number(f64),
    /// A share, 0 to 1, shown in percent.
    Share(f64),
}

impl From<&str> for Value {
    fn from(text: &str) -> Value {
        Value::Text(text.to_owned())
    }
}

impl From<usize> for Value {
    fn from(count: usize) -> Value {
        Value::Number(count as f64)
    }
}

/// The sheets as a workbook; `name` stands in problems as the path. Texts longer than a cell takes are cut. Equal sheets
/// give equal bytes.
///
/// # Errors
/// When the library refuses, as it does for a sheet's name that Excel would not take.
pub fn write_sheets(name: &str, sheets: &[Sheet]) -> Result<Vec<u8>, Problem> {
    workbook(sheets).map_err(|error| failed(name, &error))
}

fn workbook(sheets: &[Sheet]) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    // The library would put in the time of writing.
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&ExcelDateTime::from_ymd(2026, 1, 1)?));
    let strong = Format::new().set_bold().set_align(FormatAlign::Top);
    let text = Format::new().set_num_format("@").set_text_wrap().set_align(FormatAlign::Top);
    let number = Format::new().set_num_format("#,##0.##").set_align(FormatAlign::Top);
    let share = Format::new().set_num_format("0.0%").set_align(FormatAlign::Top);
    for Sheet { name, header, rows } in sheets {
        let sheet = workbook.add_worksheet();
        sheet.set_name(*name)?.set_freeze_panes(1, 1)?;
        for (column, name) in (0 as ColNum..).zip(header) {
            sheet.write_string_with_format(0, column, safe_cell(name), &strong)?;
            sheet.set_column_width(column, width(rows, usize::from(column)))?;
        }
        for (at, row) in (1 as RowNum..).zip(rows) {
            for (column, value) in (0 as ColNum..).zip(row) {
                match value {
                    Value::Blank => continue,
                    Value::Text(said) => sheet.write_string_with_format(at, column, cut(&safe_cell(said)), &text)?,
                    Value::Number(count) => sheet.write_number_with_format(at, column, *count, &number)?,
                    Value::Share(part) => sheet.write_number_with_format(at, column, *part, &share)?,
                };
            }
        }
    }
    workbook.save_to_buffer()
}

/// As wide as its longest line, within bounds.
fn width(rows: &[Vec<Value>], column: usize) -> f64 {
    let texts = rows.iter().filter_map(|row| match row.get(column) {
        Some(Value::Text(text)) => Some(text),
        _ => None,
    });
    let widest = texts.flat_map(|text| text.lines()).map(textwrap::core::display_width).max().unwrap_or(0);
    f64::from(u32::try_from(widest).unwrap_or(u32::MAX)).clamp(NARROWEST, WIDEST)
}

fn cut(text: &str) -> &str {
    text.char_indices().nth(CELL).map_or(text, |(end, _)| text.get(..end).unwrap_or(text))
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

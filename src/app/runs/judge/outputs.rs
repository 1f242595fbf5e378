//! The results for spreadsheet programs: CSV and a workbook, written row by row, so that memory does not grow with them.
//! Every cell is text and begins no formula.

use std::fs::File;
use std::io::{BufWriter, Write};

use csv::{QuoteStyle, Terminator, WriterBuilder};
use rust_xlsxwriter::{ColNum, DocProperties, ExcelDateTime, Format, RowNum, Workbook, XlsxError};

use crate::app::runs::error::RunError;
use crate::app::runs::evidence::EvidencePiece;
use crate::app::runs::file_names;
use crate::app::runs::folder::{self, Folder};
use crate::app::runs::plan::RunPlan;
use crate::app::runs::report::each_row;
use crate::app::runs::row::{ResultLabel, ResultRow};
use crate::tables::safe_cell;

/// Rows of a sheet; Excel takes 1,048,576.
const SHEET: RowNum = 1_000_000;
/// Names of the columns and how wide they are shown.
const COLUMNS: [(&str, f64); 18] = [
    ("line", 8.0),
    ("id", 16.0),
    ("excerpt", 44.0),
    ("outcome", 11.0),
    ("category", 26.0),
    ("category_name", 18.0),
    ("confidence", 11.0),
    ("department", 22.0),
    ("department_name", 18.0),
    ("entry", 30.0),
    ("urgency", 10.0),
    ("because", 40.0),
    ("resolve_by", 26.0),
    ("category_before", 26.0),
    ("department_before", 22.0),
    ("change", 18.0),
    ("evidence", 44.0),
    ("problem", 40.0),
];

/// Writes what the plan asks for.
pub(in crate::app::runs) fn write(folder: &Folder, plan: &RunPlan) -> Result<(), RunError> {
    if plan.csv && !folder.file(file_names::RESULTS_CSV).is_file() {
        folder.put(file_names::RESULTS_CSV, |file| csv(folder, file))?;
    }
    if plan.xlsx && !folder.file(file_names::RESULTS_XLSX).is_file() {
        folder.put(file_names::RESULTS_XLSX, |file| workbook(folder, file))?;
    }
    Ok(())
}

fn csv(folder: &Folder, file: &mut File) -> Result<(), RunError> {
    let path = folder.file(file_names::RESULTS_CSV);
    let failed = |error: csv::Error| folder::failed(&path)(error.into());
    let mut out = BufWriter::new(file);
    // Without the mark Excel reads Chinese as something else.
    out.write_all(b"\xEF\xBB\xBF").map_err(folder::failed(&path))?;
    let mut writer = WriterBuilder::new().quote_style(QuoteStyle::Always).terminator(Terminator::CRLF).from_writer(out);
    writer.write_record(COLUMNS.map(|(name, _)| name)).map_err(failed)?;
    each_row(&folder.file(file_names::RESULTS), |row| {
        Ok(writer.write_record(cells(&row).map(|cell| safe_cell(&cell).into_owned())).map_err(failed)?)
    })?;
    Ok(writer.flush().map_err(folder::failed(&path))?)
}

fn workbook(folder: &Folder, file: &mut File) -> Result<(), RunError> {
    let path = folder.file(file_names::RESULTS_XLSX);
    let failed = |error: XlsxError| folder::failed(&path)(std::io::Error::other(error));
    let mut workbook = Workbook::new();
    // The library would put in the time of writing.
    let properties = ExcelDateTime::from_ymd(2026, 1, 1).map(|day| DocProperties::new().set_creation_datetime(&day));
    workbook.set_properties(&properties.map_err(failed)?);
    let strong = Format::new().set_bold();
    let mut row_of_sheet = SHEET;
    each_row(&folder.file(file_names::RESULTS), |row| {
        if row_of_sheet >= SHEET {
            let sheet = workbook.add_worksheet_with_constant_memory().map_err(failed)?;
            sheet.set_freeze_panes(1, 2).map_err(failed)?;
            for (column, (name, width)) in (0 as ColNum..).zip(COLUMNS) {
                sheet.set_column_width(column, width).map_err(failed)?;
                sheet.write_string_with_format(0, column, name, &strong).map_err(failed)?;
            }
            row_of_sheet = 1;
        }
        let last = workbook.worksheets().len().saturating_sub(1);
        let sheet = workbook.worksheet_from_index(last).map_err(failed)?;
        for (column, cell) in (0 as ColNum..).zip(cells(&row)).filter(|(_, cell)| !cell.is_empty()) {
            sheet.write_string(row_of_sheet, column, safe_cell(&cell)).map_err(failed)?;
        }
        row_of_sheet += 1;
        Ok(())
    })?;
    Ok(workbook.save_to_writer(file).map_err(failed)?)
}

/// A row in the order of the columns.
fn cells(row: &ResultRow) -> [String; COLUMNS.len()] {
    let id = |label: &Option<ResultLabel>| label.as_ref().map_or_else(String::new, |label| label.id.clone());
    let name = |label: &Option<ResultLabel>| label.as_ref().map_or_else(String::new, |label| label.name.clone());
    let before = row.before.clone().unwrap_or_default();
    let changes = row.change.unwrap_or_default();
    let changes = [("category", changes.category), ("department", changes.department)];
    let changes: Vec<String> = changes.iter().filter_map(|(what, c)| Some(format!("{what} {}", (*c)?.as_str()))).collect();
    let piece = |piece: &EvidencePiece| format!("{} {:+.1}", piece.text, piece.weight);
    let evidence: Vec<String> = row.evidence.category.iter().map(piece).collect();
    let problem = row.problem.as_ref().map(|problem| format!("{}: {} ({})", problem.code, problem.message, problem.help));
    [
        row.line.to_string(),
        row.id.clone().unwrap_or_default(),
        row.excerpt.clone(),
        row.outcome.clone(),
        id(&row.category),
        name(&row.category),
        row.category.as_ref().map_or_else(String::new, |label| label.confidence.to_string()),
        id(&row.department),
        name(&row.department),
        id(&row.entry),
        row.urgency.as_ref().map_or_else(String::new, |urgency| urgency.level.clone()),
        row.urgency.as_ref().map_or_else(String::new, |urgency| urgency.because.join("；")),
        row.due.as_ref().map_or_else(String::new, |due| due.resolve_by.clone()),
        before.category.unwrap_or_default(),
        before.department.unwrap_or_default(),
        changes.join("，"),
        evidence.join("，"),
        problem.unwrap_or_default(),
    ]
}

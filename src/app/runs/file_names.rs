//! What the files in the folder of a run are called.

use std::ffi::OsStr;

/// What was asked for, until there is a plan.
pub(super) const REQUEST: &str = "request.json";
/// What was asked for, and with which knowledge it is answered.
pub const PLAN: &str = "run.json";
/// What the run is compared with.
pub(super) const BEFORE: &str = "before.jsonl";
/// A copy of what came on standard input.
pub(super) const INPUT: &str = "input";
/// One row a ticket.
pub const RESULTS: &str = "results.jsonl";
/// The rows judged so far, of a run that has not ended.
pub(super) const PART: &str = "results.jsonl.part";
/// The results for spreadsheet programs.
pub const RESULTS_CSV: &str = "results.csv";
/// The results as a workbook.
pub const RESULTS_XLSX: &str = "results.xlsx";
/// The figures.
pub const REPORT: &str = "report.json";
/// The figures as a page.
pub const PAGE: &str = "report.html";
/// Held while a process works in the folder; by it a folder is known to be ours.
pub(super) const LOCK: &str = ".lock";
/// What a file is called until it is whole.
pub(super) const NEW: &str = ".new";

/// Whether a file is what may be in a folder of ours before there is a plan.
pub(super) fn is_leftover(name: &OsStr) -> bool {
    let name = name.to_string_lossy();
    let whole = name.strip_suffix(NEW).unwrap_or(&name);
    [INPUT, REQUEST, BEFORE].contains(&whole) || (whole == PLAN && whole != name)
}

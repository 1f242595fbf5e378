//! Reports in a few lines for a terminal.

use std::fmt::Write;
use std::path::Path;

use crate::app::runs::{Move, PAGE, RunReport};
use crate::cli::layout::{ALARM, CARE, GOOD, QUIET, STRONG, styled};

/// Moves shown, problems shown, tickets shown.
const MOVES: usize = 8;
const PROBLEMS: usize = 5;
const TICKETS: usize = 10;

/// What came of a run.
pub(super) fn of_run(report: &RunReport, out: &Path) -> String {
    let mut text = String::new();
    let name = &report.input.name;
    // Writing to a String cannot fail, here and below.
    let _ = writeln!(text, "{}  {name} · 经验库第 {} 版", styled(STRONG, "批次"), report.knowledge.revision);
    let columns = report.input.columns.join("，");
    let _ = writeln!(text, "  {}", styled(QUIET, format!("{} · {} · {columns}", report.input.format, report.input.encoding)));
    let outcomes: Vec<String> = report.outcomes.iter().map(|o| format!("{} {}", o.name, o.count)).collect();
    let _ = writeln!(text, "  工单 {}：{}", report.tickets, outcomes.join(" · "));
    if report.tickets == 0 {
        let _ = writeln!(text, "  {}", styled(ALARM, "文件里没有一张工单：列名下面没有任何内容"));
    }
    text += &compared(report);
    if report.problems.count > 0 {
        let _ = writeln!(text, "  {}", styled(ALARM, format!("读不了的行 {}", report.problems.count)));
        for row in report.problems.first.iter().take(PROBLEMS) {
            let _ = writeln!(text, "    第 {} 行 {}: {} ({})", row.line, row.code, row.message, row.help);
        }
    }
    let _ = writeln!(text, "  报告 {}", styled(GOOD, out.join(PAGE).display()));
    text
}

/// What moved.
pub(super) fn compared(report: &RunReport) -> String {
    let mut text = String::new();
    let Some(compared) = &report.compared else { return text };
    let _ = writeln!(text, "  可比 {}，有变动 {}", compared.tickets, styled(CARE, report.moved.count));
    for (name, question) in [("类别    ", &report.category), ("责任部门", &report.department)] {
        if question.changes.is_empty() {
            continue;
        }
        let changes: Vec<String> = question.changes.iter().map(|c| format!("{} {}", c.name, c.count)).collect();
        let _ = writeln!(text, "  {name}  {}", changes.join(" · "));
        for step in question.matrix.iter().take(MOVES) {
            let _ = writeln!(text, "    {:>6}  {}", step.count, arrow(step));
        }
    }
    if compared.gone > 0 {
        let _ = writeln!(text, "  之前有、这次没有 {}", compared.gone);
    }
    text
}

/// The first tickets that moved, with what made the difference.
pub(super) fn moved(report: &RunReport) -> String {
    let mut text = String::new();
    for row in report.moved.first.iter().take(TICKETS) {
        let steps = [&row.category, &row.department].into_iter().flatten().filter(|step| step.from != step.to).map(arrow);
        let why: Vec<String> = row.why.iter().take(4).map(|w| format!("{} {:+.1}", w.text, w.after - w.before)).collect();
        let id = row.id.clone().unwrap_or_else(|| format!("第 {} 行", row.line));
        let _ = writeln!(text, "  {} {}", styled(STRONG, id), row.excerpt);
        let _ = writeln!(text, "    {}  {}", steps.collect::<Vec<_>>().join("；"), styled(QUIET, why.join(" · ")));
    }
    text
}

fn arrow(step: &Move) -> String {
    format!("{} → {}", step.from_name, step.to_name)
}

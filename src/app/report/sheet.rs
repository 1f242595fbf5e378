//! A report as a workbook: every figure in a row of its own, so that a spreadsheet can filter and chart it.

use crate::app::table::write_xlsx;
use crate::app::v1::{Part, Report, Share};
use crate::kb::Problem;

/// The columns.
const HEADER: [&str; 6] = ["部分", "编号", "名称", "数量", "总数", "占比"];

/// The report as an XLSX workbook with one sheet.
///
/// # Errors
/// When a text is longer than a spreadsheet program takes.
pub fn workbook(report: &Report) -> Result<Vec<u8>, Problem> {
    let header: Vec<String> = HEADER.iter().map(|name| (*name).to_owned()).collect();
    write_xlsx("report.xlsx", &header, &rows(report))
}

/// All figures, in the order of the page.
fn rows(report: &Report) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    let mut row = |cells: [&str; 6]| rows.push(cells.iter().map(|cell| (*cell).to_owned()).collect());
    row(["时间", "from", "起", &report.from, "", ""]);
    row(["时间", "to", "止", &report.to, "", ""]);
    row(["时间", "made_at", "制表", &report.made_at, "", ""]);
    let whole = Share::new(report.ended, report.tickets);
    let shares = [
        ("处理情况", "ended", "已闭环", whole),
        ("处理情况", "at_once", "一线直接解决", report.at_once),
        ("处理情况", "in_time", "按时解决", report.in_time),
        ("处理情况", "repeatedly", "反复处理", report.repeatedly),
        ("满意度", "answered", "已回访", report.satisfaction.answered),
        ("建议的名次", "first", "正确条目排第一", report.ranks.first),
        ("建议的名次", "among_three", "正确条目在前三", report.ranks.among_three),
    ];
    for (section, id, name, share) in shares {
        row([section, id, name, &share.count.to_string(), &share.of.to_string(), &percent(share.share)]);
    }
    let wholes = [
        ("类别", &report.categories),
        ("紧急程度", &report.urgencies),
        ("责任部门", &report.departments),
        ("渠道", &report.channels),
        ("客户等级", &report.classes),
        ("满意度", &report.satisfaction.steps),
    ];
    for (section, parts) in wholes {
        let of: usize = parts.iter().map(|part| part.count).sum();
        for Part { id, name, count, share } in parts {
            row([section, id, name, &count.to_string(), &of.to_string(), &percent(Some(*share).filter(|_| of > 0))]);
        }
    }
    for clock in &report.clocks {
        let Share { count, of, share } = clock.on_time;
        row(["时限", &clock.clock, "按时", &count.to_string(), &of.to_string(), &percent(share)]);
    }
    let transfers =
        [("全部", &report.transfers.all), ("采纳了建议", &report.transfers.with_accepted), ("未采纳", &report.transfers.without)];
    let figure = |figure: Option<f64>| figure.map_or_else(String::new, |figure| format!("{figure:.2}"));
    for (name, figures) in transfers {
        row([
            "转单",
            "per_ticket",
            &format!("{name}：平均接单次数"),
            &figure(figures.per_ticket),
            &figures.tickets.to_string(),
            "",
        ]);
        let minutes = figure(figures.answer_minutes);
        row(["转单", "answer_minutes", &format!("{name}：回单时间（分钟）"), &minutes, &figures.answered.to_string(), ""]);
    }
    for problem in &report.frequent {
        row(["多发问题", &problem.entry, &problem.what, &problem.count.to_string(), &report.tickets.to_string(), ""]);
        for measure in &problem.measures {
            let said = format!("{}（根因：{}；{}，{} 前）", measure.what, measure.cause, measure.owner, measure.due);
            row(["措施", &problem.entry, &said, "", "", ""]);
        }
    }
    rows
}

fn percent(share: Option<f64>) -> String {
    share.map_or_else(String::new, |share| format!("{:.1} %", 100.0 * share))
}

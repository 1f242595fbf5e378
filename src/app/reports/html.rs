//! A report as one page to read, print and send: no script, nothing loaded from elsewhere.

use std::fmt::Write;

use fenzhen_engine::kb::ClockName;

use crate::app::figures::share_in_percent;
use crate::app::time::day_and_minute;

use super::{Frequent, Part, Report, Share, TransferFigures};

/// The style of the page, small enough to stand in it.
const STYLE: &str = "body{font:15px/1.6 sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#222}\
h1{font-size:1.5rem}h2{font-size:1.15rem;margin-top:2rem;border-bottom:1px solid #ccc}\
table{border-collapse:collapse;width:100%}td,th{text-align:left;padding:.2rem .6rem .2rem 0;vertical-align:top}\
td.n{text-align:right;font-variant-numeric:tabular-nums}meter{width:8rem}.q{color:#666}";

/// The report as HTML.
#[must_use]
pub fn page(report: &Report) -> String {
    let mut page = String::new();
    // Writing to a String cannot fail.
    let _ = write!(
        page,
        "<!doctype html>\n<html lang=\"zh-Hans\">\n<meta charset=\"utf-8\">\n<title>投诉处理报告 {from} 至 {to}</title>\n\
         <style>{STYLE}</style>\n<h1>投诉处理报告</h1>\n<p>{from} 至 {to}，共 {tickets} 件，已闭环 {ended} 件。\
         <span class=\"q\">制表 {made}</span></p>\n",
        from = report.from,
        to = report.to,
        tickets = report.tickets,
        ended = report.ended,
        made = day_and_minute(&report.made_at),
    );
    head(&mut page, "处理情况");
    for (name, share) in [("一线直接解决", report.at_once), ("按时解决", report.in_time), ("反复处理", report.repeatedly)]
    {
        row(&mut page, name, share);
    }
    page.push_str("</table>\n");
    let wholes = [
        ("按类别", &report.categories),
        ("按紧急程度", &report.urgencies),
        ("按责任部门", &report.departments),
        ("按渠道", &report.channels),
        ("按客户等级", &report.classes),
        ("满意度", &report.satisfaction.steps),
    ];
    for (name, parts) in wholes {
        table(&mut page, name, parts);
    }
    trend(&mut page, report);
    head(&mut page, "时限");
    for clock in &report.clocks {
        row(&mut page, clock_name(clock.clock), clock.on_time);
    }
    page.push_str("</table>\n");
    transfers(&mut page, report);
    head(&mut page, "建议的名次");
    row(&mut page, "正确条目排第一", report.ranks.first);
    row(&mut page, "正确条目在前三", report.ranks.among_three);
    page.push_str("</table>\n<h2>多发问题</h2>\n");
    if report.frequent.is_empty() {
        page.push_str("<p>没有三件以上的同类问题。</p>\n");
    }
    report.frequent.iter().for_each(|problem| frequent(&mut page, problem));
    page.push_str("</html>\n");
    page
}

fn head(page: &mut String, name: &str) {
    let _ = writeln!(page, "<h2>{name}</h2>\n<table>");
}

fn row(page: &mut String, name: &str, share: Share) {
    let percent = share_in_percent(share.share);
    let _ = writeln!(
        page,
        "<tr><td>{}</td><td class=\"n\">{} / {}</td><td class=\"n\">{percent}</td><td><meter value=\"{}\"></meter></td></tr>",
        escape(name),
        share.count,
        share.of,
        share.share.unwrap_or(0.0)
    );
}

fn table(page: &mut String, name: &str, parts: &[Part]) {
    head(page, name);
    let of = parts.iter().map(|part| part.count).sum();
    for part in parts {
        row(page, &part.name, Share::new(part.count, of));
    }
    page.push_str("</table>\n");
}

fn trend(page: &mut String, report: &Report) {
    page.push_str(
        "<h2>走势</h2>\n<table>\n<tr><th>日期</th><th>工单</th><th>高</th><th>按时解决</th><th>反复处理</th><th>满意</th><th>回单（分钟）</th></tr>\n",
    );
    for period in &report.trend {
        let dates = if period.from == period.to { period.from.to_string() } else { format!("{} 至 {}", period.from, period.to) };
        let _ = write!(page, "<tr><td>{}</td>", escape(&dates));
        let minutes = period.answer_minutes.map_or_else(|| "—".to_owned(), |minutes| format!("{minutes:.1}"));
        let shares = [period.in_time, period.repeatedly, period.satisfied].map(|share| share_in_percent(share.share));
        let figures = [period.tickets.to_string(), period.high.to_string()].into_iter().chain(shares).chain([minutes]);
        for figure in figures {
            let _ = write!(page, "<td class=\"n\">{figure}</td>");
        }
        page.push_str("</tr>\n");
    }
    page.push_str("</table>\n");
}

fn transfers(page: &mut String, report: &Report) {
    page.push_str("<h2>转单</h2>\n<table>\n<tr><th></th><th>工单</th><th>平均接单次数</th><th>回单时间（分钟）</th></tr>\n");
    let of = &report.transfers;
    for (name, figures) in [("全部", &of.all), ("采纳了建议", &of.with_accepted), ("未采纳", &of.without)] {
        let TransferFigures { tickets, per_ticket, answer_minutes, .. } = figures;
        let shown = |figure: &Option<f64>| figure.map_or_else(|| "—".to_owned(), |figure| format!("{figure:.1}"));
        let _ = writeln!(
            page,
            "<tr><td>{name}</td><td class=\"n\">{tickets}</td><td class=\"n\">{}</td><td class=\"n\">{}</td></tr>",
            shown(per_ticket),
            shown(answer_minutes)
        );
    }
    page.push_str("</table>\n");
}

fn frequent(page: &mut String, problem: &Frequent) {
    let _ = writeln!(page, "<h3>{}（{} 件）</h3>\n<table>", escape(&problem.what), problem.count);
    let list =
        |parts: &[Part]| parts.iter().map(|part| format!("{}（{}）", part.name, part.count)).collect::<Vec<_>>().join("；");
    let by_entry = problem.why_by_entry.as_ref().map(|cause| format!("未记录；条目所列：{cause}"));
    let rows = [
        ("何时", problem.when.each_ref().map(day_and_minute).join(" 至 ")),
        ("何地", list(&problem.places)),
        ("何人", list(&problem.who)),
        ("为何", by_entry.unwrap_or_else(|| list(&problem.why))),
        ("如何处理", list(&problem.how)),
    ];
    for (name, said) in rows {
        let _ = writeln!(page, "<tr><th>{name}</th><td>{}</td></tr>", escape(&said));
    }
    for measure in &problem.measures {
        let done = if measure.done_at.is_some() { "已完成" } else { "未完成" };
        let said = format!("{}（根因：{}；{}，{} 前，{done}）", measure.what, measure.cause, measure.owner, measure.due);
        let _ = writeln!(page, "<tr><th>措施</th><td>{}</td></tr>", escape(&said));
    }
    page.push_str("</table>\n");
}

/// What a clock is called.
pub(super) fn clock_name(clock: ClockName) -> &'static str {
    match clock {
        ClockName::Acknowledge => "受理",
        ClockName::Answer => "首次答复",
        ClockName::Progress => "通报进度",
        ClockName::Transfer => "部门回单",
        ClockName::Resolve => "解决",
        ClockName::FollowUp => "回访",
        ClockName::Promise => "承诺",
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

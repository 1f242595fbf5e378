//! A review as a workbook: every figure in a row of its own beside what it was before, so that a spreadsheet can filter and
//! chart it; the trend, frequent problems, measures and alarms on sheets of their own.

use std::collections::BTreeMap;

use fenzhen_engine::kb::Problem;

use crate::app::alarms::Alarm;
use crate::app::time::with_offset;
use crate::tables::{Sheet, Value, write_sheets};

use super::{Frequent, Measure, Part, Period, Report, Review, Share};

/// A figure: so many, of how many, which share.
type Figure = [Value; 3];

/// The review as an XLSX workbook.
///
/// # Errors
/// When the workbook cannot be written.
pub fn workbook(review: &Review) -> Result<Vec<u8>, Problem> {
    let sheets = [
        sheet("总览", &["部分", "编号", "名称", "数量", "总数", "占比", "上期数量", "上期占比"], overview(review)),
        sheet(
            "走势",
            &["起", "止", "工单", "高", "中", "低", "按时解决", "反复处理", "满意", "回单时间（分钟）"],
            review.report.trend.iter().map(period).collect(),
        ),
        sheet(
            "多发问题",
            &["条目", "何事", "件数", "何时起", "何时止", "何地", "何部门", "为何", "如何处理"],
            review.report.frequent.iter().map(problem).collect(),
        ),
        sheet("措施", &["条目", "根因", "措施", "负责人", "期限", "完成"], review.report.measures.iter().map(measure).collect()),
        sheet(
            "预警",
            &["对象", "名称", "发出", "天数", "件数", "预期", "机会", "关闭", "结论"],
            review.alarms.iter().map(alarm).collect(),
        ),
    ];
    write_sheets("report.xlsx", &sheets)
}

fn sheet(name: &'static str, header: &[&str], rows: Vec<Vec<Value>>) -> Sheet {
    Sheet { name, header: header.iter().map(|name| (*name).to_owned()).collect(), rows }
}

/// All figures, in the order of the page, each beside what it was in the days before.
fn overview(review: &Review) -> Vec<Vec<Value>> {
    let Review { report, before, .. } = review;
    let dates = [
        ("from", "起", report.from.to_string()),
        ("to", "止", report.to.to_string()),
        ("made_at", "制表", with_offset(&report.made_at)),
    ];
    let dates = dates.map(|(id, name, at)| vec!["时间".into(), id.into(), name.into(), Value::Text(at)]);
    let past: BTreeMap<(&str, String), Figure> =
        figures(before).into_iter().map(|(section, id, _, figure)| ((section, id), figure)).collect();
    let rows = figures(report).into_iter().map(|(section, id, name, figure)| {
        let past = past.get(&(section, id.clone())).cloned().unwrap_or([Value::Blank, Value::Blank, Value::Blank]);
        let ([count, of, share], [count_before, _, share_before]) = (figure, past);
        vec![section.into(), Value::Text(id), Value::Text(name), count, of, share, count_before, share_before]
    });
    dates.into_iter().chain(rows).collect()
}

/// Every figure with its part of the report, its id and its name.
fn figures(report: &Report) -> Vec<(&'static str, String, String, Figure)> {
    let mut rows: Vec<(&str, String, String, Figure)> = Vec::new();
    let shares = [
        ("处理情况", "ended", "已闭环", Share::new(report.ended, report.tickets)),
        ("处理情况", "at_once", "一线直接解决", report.at_once),
        ("处理情况", "in_time", "按时解决", report.in_time),
        ("处理情况", "repeatedly", "反复处理", report.repeatedly),
        ("满意度", "answered", "已回访", report.satisfaction.answered),
        ("建议的名次", "first", "正确条目排第一", report.ranks.first),
        ("建议的名次", "among_three", "正确条目在前三", report.ranks.among_three),
    ];
    rows.extend(shares.map(|(section, id, name, of)| (section, id.to_owned(), name.to_owned(), share(of))));
    let wholes = [
        ("类别", &report.categories),
        ("紧急程度", &report.urgencies),
        ("责任部门", &report.departments),
        ("渠道", &report.channels),
        ("客户等级", &report.classes),
        ("满意度", &report.satisfaction.steps),
    ];
    for (section, parts) in wholes {
        let of = parts.iter().map(|part| part.count).sum();
        let row = |part: &Part| (section, part.id.clone(), part.name.clone(), share(Share::new(part.count, of)));
        rows.extend(parts.iter().map(row));
    }
    let clock = |clock| super::html::clock_name(clock).to_owned();
    rows.extend(report.clocks.iter().map(|kept| ("时限", kept.clock.to_string(), clock(kept.clock), share(kept.on_time))));
    let transfers =
        [("全部", &report.transfers.all), ("采纳了建议", &report.transfers.with_accepted), ("未采纳", &report.transfers.without)];
    let number = |figure: Option<f64>| figure.map_or(Value::Blank, Value::Number);
    for (name, figures) in transfers {
        let each = [number(figures.per_ticket), figures.tickets.into(), Value::Blank];
        let minutes = [number(figures.answer_minutes), figures.answered.into(), Value::Blank];
        rows.push(("转单", format!("per_ticket/{name}"), format!("{name}：平均接单次数"), each));
        rows.push(("转单", format!("answer_minutes/{name}"), format!("{name}：回单时间（分钟）"), minutes));
    }
    rows
}

fn share(Share { count, of, share }: Share) -> Figure {
    [count.into(), of.into(), share.map_or(Value::Blank, Value::Share)]
}

fn period(period: &Period) -> Vec<Value> {
    let share = |share: Share| share.share.map_or(Value::Blank, Value::Share);
    vec![
        Value::Text(period.from.to_string()),
        Value::Text(period.to.to_string()),
        period.tickets.into(),
        period.high.into(),
        period.medium.into(),
        (period.tickets - period.high - period.medium).into(),
        share(period.in_time),
        share(period.repeatedly),
        share(period.satisfied),
        period.answer_minutes.map_or(Value::Blank, Value::Number),
    ]
}

fn problem(problem: &Frequent) -> Vec<Value> {
    let said = |parts: &[Part]| {
        let said: Vec<String> = parts.iter().map(|part| format!("{}（{}）", part.name, part.count)).collect();
        Value::Text(said.join("\n"))
    };
    let why = match &problem.why_by_entry {
        Some(cause) => Value::Text(format!("条目所载：{cause}")),
        None => said(&problem.why),
    };
    let [first, last] = problem.when.each_ref().map(with_offset);
    vec![
        problem.entry.as_str().into(),
        problem.what.as_str().into(),
        problem.count.into(),
        Value::Text(first),
        Value::Text(last),
        said(&problem.places),
        said(&problem.who),
        why,
        said(&problem.how),
    ]
}

fn measure(measure: &Measure) -> Vec<Value> {
    let Measure { entry, cause, what, owner, due, done_at, .. } = measure;
    let texts = [entry, cause, what, owner].map(|text| text.as_str().into());
    let done = done_at.map(|at| Value::Text(at.to_string()));
    texts.into_iter().chain([Value::Text(due.to_string())]).chain(done).collect()
}

fn alarm(alarm: &Alarm) -> Vec<Value> {
    let said = |text: &Option<String>| text.as_deref().map_or(Value::Blank, Value::from);
    vec![
        alarm.dimension.as_str().into(),
        alarm.subject.as_str().into(),
        Value::Text(alarm.raised_at.to_string()),
        Value::Number(alarm.days as f64),
        Value::Number(alarm.observed as f64),
        Value::Number((alarm.expected * 100.0).round() / 100.0),
        Value::Number(alarm.chance),
        alarm.closed_at.map_or(Value::Blank, |at| Value::Text(at.to_string())),
        said(&alarm.note),
    ]
}

//! `fenzhen report`: what a stretch of days taught us.

use std::io::{IsTerminal, Write};
use std::process::ExitCode;

use anyhow::ensure;
use clap::Args;
use jiff::civil::Date;

use crate::api::v1;
use crate::app::Settings;
use crate::app::figures::share_in_percent;
use crate::app::reports::{Part, Report as Figures, ReportError, Share, page, workbook};
use crate::app::time::with_offset;

use super::layout::{QUIET, STRONG, paragraph, styled};
use super::with_help;

/// Report on the tickets registered in a stretch of days 报告
///
/// Example: fenzhen report --from 2026-11-23 --to 2026-11-29 --html > week.html
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub struct Report {
    /// The first day, in the library's time zone
    #[arg(long, value_name = "DATE")]
    from: Date,
    /// The last day
    #[arg(long, value_name = "DATE")]
    to: Date,
    /// Print the object of `GET /api/v1/reports/summary` instead of text
    #[arg(long, group = "form")]
    json: bool,
    /// Print a page to read, print and send
    #[arg(long, group = "form")]
    html: bool,
    /// Print a workbook: every figure beside what it was in the days before, trend, frequent problems, measures, alarms
    #[arg(long, group = "form")]
    xlsx: bool,
}

impl Report {
    pub(super) fn run(self, settings: Settings) -> anyhow::Result<ExitCode> {
        let app = super::open(settings)?;
        if self.xlsx {
            let mut out = std::io::stdout().lock();
            ensure!(!out.is_terminal(), "a workbook is nothing to look at here; write it to a file with `> report.xlsx`");
            let review = app.reports().review(self.from, self.to).map_err(refused)?;
            out.write_all(&workbook(&review).map_err(|problem| anyhow::anyhow!("{problem}"))?)?;
            return Ok(ExitCode::SUCCESS);
        }
        let report = app.reports().summary(self.from, self.to).map_err(refused)?;
        let mut out = anstream::stdout().lock();
        if self.json {
            writeln!(out, "{}", serde_json::to_string_pretty(&v1::Report::from(report))?)?;
        } else if self.html {
            write!(out, "{}", page(&report))?;
        } else {
            write!(out, "{}", text(&report))?;
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// A refusal with its way out; what went wrong inside as it is.
fn refused(error: ReportError) -> anyhow::Error {
    match error {
        ReportError::App(error) => error.into(),
        refusal => with_help(&refusal),
    }
}

fn text(report: &Figures) -> String {
    let mut out = format!(
        "{}  {} 至 {}，共 {} 件，已闭环 {} 件\n",
        styled(STRONG, "投诉处理报告"),
        report.from,
        report.to,
        report.tickets,
        report.ended
    );
    let share = |share: Share| {
        let percent = share_in_percent(share.share);
        format!("{} / {}（{percent}）", share.count, share.of)
    };
    let handled = [
        ("一线直接解决", report.at_once),
        ("按时解决", report.in_time),
        ("反复处理", report.repeatedly),
        ("条目排第一", report.ranks.first),
    ];
    for (name, value) in handled {
        out += &format!("  {name}  {}\n", share(value));
    }
    let list = |parts: &[Part]| {
        parts
            .iter()
            .take(6)
            .map(|part| format!("{} {}（{:.0} %）", part.name, part.count, 100.0 * part.share))
            .collect::<Vec<_>>()
            .join(" · ")
    };
    let wholes = [
        ("  类别  ", &report.categories),
        ("  紧急  ", &report.urgencies),
        ("  部门  ", &report.departments),
        ("  渠道  ", &report.channels),
        ("  客户  ", &report.classes),
        ("  满意  ", &report.satisfaction.steps),
    ];
    for (name, parts) in wholes {
        out += &paragraph(name, &list(parts));
    }
    for clock in &report.clocks {
        out += &paragraph("  时限  ", &format!("{} 按时 {}", clock.clock, share(clock.on_time)));
    }
    let of = &report.transfers;
    let figure = |figure: Option<f64>| figure.map_or_else(|| "—".to_owned(), |figure| format!("{figure:.1}"));
    for (name, figures) in [("全部", &of.all), ("采纳建议", &of.with_accepted), ("未采纳", &of.without)] {
        let said = format!("{name}：平均接单 {} 次，回单 {} 分钟", figure(figures.per_ticket), figure(figures.answer_minutes));
        out += &paragraph("  转单  ", &said);
    }
    for problem in &report.frequent {
        out += &paragraph("  多发  ", &format!("{}（{} 件） {}", problem.what, problem.count, problem.entry));
        let why = problem.why.first().map(|part| part.name.as_str()).or(problem.why_by_entry.as_deref()).unwrap_or_default();
        out += &paragraph("        ", &format!("为何：{why}"));
        for measure in &problem.measures {
            out += &paragraph("        ", &format!("措施：{}（{}，{} 前）", measure.what, measure.owner, measure.due));
        }
    }
    out + &format!("{}\n", styled(QUIET, format!("制表 {}", with_offset(&report.made_at))))
}

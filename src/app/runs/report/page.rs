//! The report as one page: self-contained, without scripts, readable on paper and in the dark.

use crate::app::figures::{grouped, percent};

use super::charts::{bars, histogram, matrix, stack};
use super::markup::Markup;
use super::{Count, LabelFigures, Move, MovedRow, RunReport};

/// Tickets and problems listed on the page; the figures have more, the results have all.
const MOVED: usize = 200;
const PROBLEMS: usize = 50;
/// Pieces of changed evidence shown of a ticket.
const REASONS: usize = 5;

/// The page of a report.
#[must_use]
pub fn page(report: &RunReport) -> String {
    let mut out = Markup::default();
    out.raw("<!doctype html>\n<html lang=\"zh-Hans\"><head><meta charset=\"utf-8\">");
    out.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>");
    out.text(title(report)).raw("</title><style>").raw(include_str!("style.css")).raw("</style></head><body><main>\n");
    out.put(&head(report)).put(&cards(report));
    if report.compared.is_some() {
        out.put(&changes(report));
    }
    out.put(&outcomes(report));
    out.raw("<div class=\"pair row\">");
    out.put(&distribution("类别", "Categories", &report.category));
    out.put(&distribution("责任部门", "Departments", &report.department)).raw("</div>\n");
    if report.moved.count > 0 {
        out.put(&moved(report));
    }
    if report.problems.count > 0 {
        out.put(&problems(report));
    }
    out.put(&origin(report)).raw("</main></body></html>\n");
    out.into_string()
}

fn title(report: &RunReport) -> String {
    let what = if report.input.name.is_empty() { "工单" } else { report.input.name.as_str() };
    format!("{what} · 批次报告")
}

fn head(report: &RunReport) -> Markup {
    let mut out = Markup::default();
    out.raw("<header><h1>批次报告</h1><p>").text(&report.input.name).raw(" · 经验库第 ").text(report.knowledge.revision);
    out.raw(" 版");
    if let Some(day) = report.knowledge.revised_at.get(..10) {
        out.raw("（").text(day).raw("）");
    }
    if let Some(with) = report.compared.as_ref().map(|compared| compared.with.as_ref()) {
        out.raw(" · 与").text(with.map_or_else(|| "原有标注".to_owned(), |with| format!(" {} ", with.name))).raw("比较");
    }
    out.raw("</p></header>\n");
    out
}

fn cards(report: &RunReport) -> Markup {
    let mut out = Markup::default();
    let mut card = |figure: String, name: &str, note: String| {
        out.raw("<div class=\"card\"><span>")
            .text(name)
            .raw("</span><b>")
            .text(figure)
            .raw("</b><small>")
            .text(note)
            .raw("</small></div>");
    };
    let judged = report.tickets - report.problems.count;
    let outcome = |id: &str| report.outcomes.iter().find(|count| count.id == id).map_or(0, |count| count.count);
    card(grouped(report.tickets), "工单 Tickets", format!("{} 张已判", grouped(judged)));
    card(percent(outcome("answer"), judged), "可以采用 Answered", format!("{} 张", grouped(outcome("answer"))));
    let urgent = report.urgencies.iter().find(|count| count.id == "high").map_or(0, |count| count.count);
    card(grouped(urgent), "高紧急 Urgent", percent(urgent, judged));
    if let Some(compared) = &report.compared {
        let note = format!("占可比的 {}", percent(report.moved.count, compared.tickets));
        card(grouped(report.moved.count), "有变动 Changed", note);
    }
    if report.problems.count > 0 {
        card(grouped(report.problems.count), "读不了的行 Bad rows", percent(report.problems.count, report.tickets));
    }
    let mut all = Markup::default();
    all.raw("<div class=\"cards\">").put(&out).raw("</div>\n");
    all
}

fn section(name: &str, english: &str, note: &str) -> Markup {
    let mut out = Markup::default();
    out.raw("<section><h2>").text(name).raw(" <small class=\"even\">").text(english).raw("</small></h2><p class=\"note\">");
    out.text(note).raw("</p>");
    out
}

fn changes(report: &RunReport) -> Markup {
    let mut out = section(
        "变动",
        "What moved",
        "与之前相比，每张工单的去向：不变、改派、新得（原来没有，现在有）、失去（原来有，现在没有）。",
    );
    for (name, question) in [("类别", &report.category), ("责任部门", &report.department)] {
        if question.changes.is_empty() {
            continue;
        }
        let classes = ["none", "news", "gain", "lost"];
        let parts: Vec<(&Count, &str)> = question.changes.iter().zip(classes).collect();
        out.raw("<h3>").text(name).raw("</h3>").put(&stack(&parts));
        if !question.matrix.is_empty() {
            out.raw("<h3>").text(name).raw("：从哪里到哪里</h3>").put(&matrix(&question.matrix));
        }
    }
    if let Some(gone) = report.compared.as_ref().map(|compared| compared.gone).filter(|gone| *gone > 0) {
        out.raw("<p class=\"note\">之前有、这次没有的工单：").text(grouped(gone)).raw(" 张。</p>");
    }
    out.raw("</section>\n");
    out
}

fn outcomes(report: &RunReport) -> Markup {
    let mut out = Markup::default();
    out.raw("<div class=\"pair row\">");
    let note = "“可以采用”的首选把握够高；“有两种可能”要人来选；“经验库里没有”就是不知道。";
    out.put(&section("结果", "Outcomes", note));
    out.put(&stack(&report.outcomes.iter().zip(["good", "care", "none"]).collect::<Vec<_>>()));
    out.raw("<h3>紧急程度</h3>").put(&stack(&report.urgencies.iter().zip(["bad", "care", "none"]).collect::<Vec<_>>()));
    out.raw("</section>\n");
    let bar = report.knowledge.answer_from * 100.0;
    let note = format!("首选类别的把握（%）分布；虚线 {bar:.0}% 起才算“可以采用”。");
    out.put(&section("把握", "Confidence", &note)).put(&histogram(&report.confidence, report.knowledge.answer_from));
    out.raw("</section></div>\n");
    out
}

fn distribution(name: &str, english: &str, question: &LabelFigures) -> Markup {
    let compared = !question.changes.is_empty();
    let note = if compared { "蓝色是这次，灰色是之前。" } else { "每个的工单数。" };
    let mut out = section(name, english, note);
    out.put(&bars(&question.labels)).raw("</section>\n");
    out
}

fn moved(report: &RunReport) -> Markup {
    let shown = report.moved.first.len().min(MOVED);
    let mut note = format!("类别或部门变了的 {} 张", grouped(report.moved.count));
    if (shown as u64) < report.moved.count {
        note += &format!("，这里列出前 {shown} 张，全部在 results.jsonl");
    }
    note += "。“为什么”列出分量变化最大的字词：+ 支持现在的判断，− 曾支持之前的判断。";
    let mut out = section("变动的工单", "Tickets that moved", &note);
    out.raw("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"变动的工单\"><table class=\"list\">");
    out.raw("<thead><tr><th class=\"figure\">行</th><th>工单</th><th>类别</th><th>部门</th>");
    out.raw("<th class=\"figure\">把握</th><th>为什么</th></tr></thead><tbody>\n");
    for row in report.moved.first.iter().take(MOVED) {
        out.put(&moved_row(row));
    }
    out.raw("</tbody></table></div></section>\n");
    out
}

fn moved_row(row: &MovedRow) -> Markup {
    let mut out = Markup::default();
    out.raw("<tr><td class=\"figure\" data-name=\"行\">").text(row.line).raw("</td><td>");
    if let Some(id) = &row.id {
        out.raw("<code>").text(id).raw("</code><br>");
    }
    out.text(&row.excerpt).raw("</td>");
    for (name, step) in [("类别", &row.category), ("部门", &row.department)] {
        out.raw(&format!("<td data-name=\"{name}\">"));
        if let Some(step) = step {
            out.put(&arrow(step));
        }
        out.raw("</td>");
    }
    out.raw("<td class=\"figure\" data-name=\"把握\">").text(format_args!("{:.0}%", row.confidence * 100.0)).raw("</td><td>");
    for why in row.why.iter().take(REASONS) {
        let weight = why.after - why.before;
        let class = if weight > 0.0 { "up" } else { "down" };
        let sign = if weight > 0.0 { "+" } else { "−" };
        out.raw("<span class=\"chip\">")
            .text(&why.text)
            .raw(&format!(" <b class=\"{class}\">{sign}{:.1}</b></span>", weight.abs()));
    }
    if let Some(reason) = &row.reason {
        out.raw("<div class=\"even\">").text(reason).raw("</div>");
    }
    out.raw("</td></tr>\n");
    out
}

fn arrow(step: &Move) -> Markup {
    let mut out = Markup::default();
    if step.from == step.to {
        out.text(&step.to_name);
        return out;
    }
    out.raw("<span class=\"from\">").text(&step.from_name).raw("</span><span class=\"arrow\">→</span>").text(&step.to_name);
    out
}

fn problems(report: &RunReport) -> Markup {
    let all = &report.problems;
    let kinds: Vec<String> = all.by_code.iter().map(|count| format!("{} {}", count.id, grouped(count.count))).collect();
    let note = format!("这 {} 行没有判：{}。其余各行不受影响。", grouped(all.count), kinds.join("，"));
    let mut out = section("读不了的行", "Bad rows", &note);
    out.raw("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"读不了的行\"><table class=\"list\">");
    out.raw("<thead><tr><th class=\"figure\">行</th><th>工单</th><th>问题</th><th>怎么办</th></tr></thead><tbody>\n");
    for row in all.first.iter().take(PROBLEMS) {
        out.raw("<tr><td class=\"figure\" data-name=\"行\">")
            .text(row.line)
            .raw("</td><td><code>")
            .text(row.id.as_deref().unwrap_or("–"));
        out.raw("</code></td><td>").text(&row.message).raw("<br><code>").text(&row.code).raw("</code></td><td>");
        out.text(&row.help).raw("</td></tr>\n");
    }
    out.raw("</tbody></table></div></section>\n");
    out
}

fn origin(report: &RunReport) -> Markup {
    let mut out = section("来历", "Where this comes from", "同样的输入、同一版经验库、同样的设置，得到逐字节相同的报告。");
    let knowledge = &report.knowledge;
    let mut facts = vec![
        ("批次", report.run.clone()),
        ("输入", format!("{} · {} · {}", report.input.name, report.input.format, report.input.encoding)),
        ("列", report.input.columns.join("，")),
        ("SHA-256", report.input.sha256.clone()),
    ];
    if let Some(with) = report.compared.as_ref().and_then(|compared| compared.with.as_ref()) {
        facts.push(("比较对象", format!("{} {}", with.name, with.sha256)));
    }
    facts.push(("经验库", format!("第 {} 版 · {}", knowledge.revision, knowledge.model)));
    facts.push((
        "接受的错误",
        format!("{:.1}% · 把握不低于 {:.0}% 即答复", knowledge.error_target * 100.0, knowledge.answer_from * 100.0),
    ));
    facts.push(("程序", format!("fenzhen {} · {}", knowledge.program, knowledge.analyzer)));
    out.raw("<dl>");
    for (name, fact) in facts.iter().filter(|(_, fact)| !fact.trim().is_empty()) {
        out.raw("<dt>").text(name).raw("</dt><dd>").text(fact).raw("</dd>");
    }
    out.raw("</dl></section>\n");
    out
}

//! A suggestion as a person reads it on a terminal.

use std::fmt::Write;

use fenzhen_engine::kb::Urgency;
use fenzhen_engine::triage::{EvidenceKind, Outcome, TicketPart};

use crate::api::v1::{AgainstView, Choice, EntryView, EvidenceView, SignalView, Suggestion};
use crate::cli::layout::{ALARM, CARE, GOOD, MARK, QUIET, STRONG, paragraph, styled};

/// Pieces of evidence shown for an entry.
const REASONS: usize = 8;

/// The whole answer.
pub(in crate::cli) fn render(text: &str, suggestion: &Suggestion, full: bool) -> String {
    let mut out = String::new();
    headline(&mut out, suggestion);
    out.push('\n');
    out.push_str(&paragraph("  ", &highlighted(text, &suggestion.signals)));
    out.push('\n');
    judgement(&mut out, suggestion);
    facts(&mut out, suggestion);
    let shown = match suggestion.outcome {
        Outcome::NoMatch => 0,
        Outcome::Ambiguous => 2,
        Outcome::Answer => 1 + usize::from(full),
    };
    for entry in suggestion.entries.iter().take(shown) {
        steps(&mut out, entry);
        why(&mut out, entry, &suggestion.signals, full);
    }
    if let Some(against) = &suggestion.against {
        out.push_str(&separation(against, suggestion));
    }
    others(&mut out, suggestion, shown);
    let took = suggestion.took_us as f64 / 1000.0;
    let footer = format!("经验库第 {} 版 · {} · {took:.1} 毫秒", suggestion.kb_revision, suggestion.model);
    // Writing to a String cannot fail, here and below.
    let _ = writeln!(out, "\n  {}", styled(QUIET, footer));
    if let Some(ticket) = &suggestion.ticket {
        let _ = writeln!(out, "  {}", styled(QUIET, format!("反馈：fenzhen feedback --ticket {ticket} --verdict accepted")));
    }
    out
}

fn headline(out: &mut String, suggestion: &Suggestion) {
    let (style, words) = match suggestion.outcome {
        Outcome::Answer => (GOOD, "可以采用"),
        Outcome::Ambiguous => (CARE, "有两种可能"),
        Outcome::NoMatch => (CARE, "经验库里没有"),
    };
    let _ = write!(out, "\n{}  {}", styled(STRONG, "分诊建议"), styled(style, words));
    if let Some(reason) = &suggestion.reason {
        let _ = write!(out, "  {reason}");
    }
    out.push('\n');
}

/// The text with its key facts underlined and personal ones masked.
fn highlighted(text: &str, signals: &[SignalView]) -> String {
    let chars: Vec<char> = text.chars().collect();
    let slice = |from: usize, to: usize| chars.get(from..to.max(from)).unwrap_or_default().iter().collect::<String>();
    let mut in_text: Vec<&SignalView> = signals.iter().filter(|s| s.part == TicketPart::Text).collect();
    in_text.sort_by_key(|s| (s.start, std::cmp::Reverse(s.end)));
    let (mut out, mut at) = (String::new(), 0);
    for signal in in_text {
        let (start, end) = (signal.start as usize, signal.end as usize);
        if start < at {
            continue;
        }
        out.push_str(&slice(at, start));
        out.push_str(&styled(MARK, signal.masked.clone().unwrap_or_else(|| slice(start, end))));
        at = end;
    }
    out + &slice(at, chars.len())
}

fn judgement(out: &mut String, suggestion: &Suggestion) {
    let line = |out: &mut String, name: &str, choice: &Option<Choice>| {
        if let Some(choice) = choice.as_ref().filter(|_| suggestion.outcome != Outcome::NoMatch) {
            let id = styled(QUIET, format!("{} · 把握 {:.0}%", choice.id, choice.confidence * 100.0));
            let _ = writeln!(out, "  {name}  {} {id}", styled(STRONG, &choice.name));
        }
    };
    line(out, "类别    ", &suggestion.category);
    line(out, "责任部门", &suggestion.department);
    let (style, level) = match suggestion.urgency.level {
        Urgency::High => (ALARM, "高"),
        Urgency::Medium => (CARE, "中"),
        Urgency::Low => (STRONG, "低"),
    };
    let because = suggestion.urgency.because.iter().map(|b| match b.shown(&suggestion.signals) {
        Some(text) => format!("{}（“{text}”）", b.reason),
        None => b.reason.clone(),
    });
    let because: Vec<String> = because.collect();
    let _ = write!(out, "{}", paragraph(&format!("  紧急程度  {} ", styled(style, level)), &because.join("；")));
    let urgency = &suggestion.urgency;
    let deadlines = [("受理", &urgency.acknowledge_by), ("部门答复", &urgency.respond_by), ("解决", &urgency.resolve_by)];
    let deadlines: Vec<String> = deadlines.iter().map(|(what, when)| format!("{} 前{what}", short_time(when))).collect();
    let _ = writeln!(out, "  时限      {} · 进度 {}", deadlines.join(" · "), progress(&urgency.progress_every));
}

/// `2026-11-22T18:44:33+08:00` as `11-22 18:44`.
fn short_time(instant: &str) -> String {
    instant.get(5..16).unwrap_or(instant).replace('T', " ")
}

/// The pack's wording of the progress interval in the reader's language.
fn progress(interval: &str) -> String {
    match interval.split_once(' ') {
        Some(("every", length)) => format!("每 {}一次", length_in_words(length)),
        Some(("daily", time)) => format!("每天 {time} 前"),
        Some(("before", _)) => "结案前告知一次".to_owned(),
        _ => interval.to_owned(),
    }
}

/// `15m` as 15 分钟.
fn length_in_words(length: &str) -> String {
    let digits = length.chars().take_while(char::is_ascii_digit).count();
    let (count, unit) = length.split_at(digits);
    let unit = match unit {
        "m" => "分钟",
        "h" => "小时",
        "d" => "天",
        "wd" => "个工作日",
        other => other,
    };
    format!("{count} {unit}")
}

fn facts(out: &mut String, suggestion: &Suggestion) {
    let mut facts: Vec<String> = Vec::new();
    for signal in &suggestion.signals {
        let fact = format!("{} {}", signal.kind.label(), signal.masked.as_ref().unwrap_or(&signal.text));
        if !facts.contains(&fact) {
            facts.push(fact);
        }
    }
    if !facts.is_empty() {
        out.push_str(&paragraph("  关键信息  ", &facts.join(" · ")));
    }
    for (nth, missing) in suggestion.missing.iter().enumerate() {
        let first = if nth == 0 { "  还要问    " } else { "            " };
        out.push_str(&paragraph(first, &format!("· {}", missing.ask)));
    }
}

fn steps(out: &mut String, entry: &EntryView) {
    let _ = writeln!(out, "\n  {}  {}", styled(STRONG, &entry.title), styled(QUIET, &entry.id));
    out.push_str(&paragraph("  原因  ", &entry.cause));
    for (nth, step) in entry.steps.iter().enumerate() {
        let first = format!("  {:>2}. ", nth + 1);
        out.push_str(&paragraph(&first, &step.task));
        let _ = writeln!(out, "      {}", styled(QUIET, format!("{}，{}内", step.who, length_in_words(&step.within))));
        out.push_str(&styled(QUIET, paragraph("      做完的标志：", &step.done_when)));
        out.push_str(&styled(QUIET, paragraph("      做不到时：", &step.if_not)));
    }
    for script in &entry.scripts {
        out.push_str(&paragraph(&format!("  话术·{}  ", script.when), &format!("“{}”", script.say)));
    }
}

fn why(out: &mut String, entry: &EntryView, signals: &[SignalView], full: bool) {
    let shown = if full { usize::MAX } else { REASONS };
    let reasons: Vec<String> = entry.evidence.iter().take(shown).map(|evidence| reason(evidence, signals)).collect();
    out.push_str(&paragraph("  依据  ", &format!("{}（合计 {:.1}）", reasons.join(" · "), entry.score)));
}

fn reason(evidence: &EvidenceView, signals: &[SignalView]) -> String {
    let Some(text) = evidence.shown(signals) else { return format!("{} {:+.1}", without_words(evidence), evidence.weight) };
    let matched = evidence.shown_matches(signals);
    let same = matched.contains(&text) || matched.is_empty();
    let matched = if same { String::new() } else { format!("→{}", matched.join("/")) };
    format!("{text}{matched} {:+.1}", evidence.weight)
}

/// Why the one and why the other, for an ambiguous ticket.
fn separation(against: &AgainstView, suggestion: &Suggestion) -> String {
    let name = |id: &str| {
        let choice = suggestion.category.as_ref();
        let others = choice.iter().flat_map(|c| &c.alternatives).map(|a| (&a.id, &a.name));
        let known = choice.map(|c| (&c.id, &c.name)).into_iter().chain(others).find(|(known, _)| *known == id);
        known.map_or_else(|| id.to_owned(), |(_, name)| name.clone())
    };
    let side = |speaks_for_first: bool| {
        let words = against.evidence.iter().filter(|e| (e.weight > 0.0) == speaks_for_first);
        let words: Vec<String> = words.filter_map(|e| e.shown(&suggestion.signals)).take(REASONS).collect();
        if words.is_empty() { "没有特别的字词".to_owned() } else { words.join("、") }
    };
    let text = format!("像“{}”的：{}；像“{}”的：{}", name(&against.first), side(true), name(&against.second), side(false));
    format!("\n{}", paragraph("  两者之别  ", &text))
}

/// What a reason without words is called.
fn without_words(evidence: &EvidenceView) -> String {
    let alike = evidence.matched.first().map(String::as_str).unwrap_or_default();
    match evidence.kind {
        EvidenceKind::NearCase => format!("与案例 {alike} 相像"),
        EvidenceKind::NearExample => format!("与条目里的一句话相像 {alike}"),
        EvidenceKind::Bias => "常见程度".to_owned(),
        _ => "其余".to_owned(),
    }
}

fn others(out: &mut String, suggestion: &Suggestion, shown: usize) {
    let rest: Vec<String> =
        suggestion.entries.iter().skip(shown).take(3).map(|e| format!("{}（{:.0}%）", e.title, e.confidence * 100.0)).collect();
    if rest.is_empty() {
        return;
    }
    let name = if suggestion.outcome == Outcome::NoMatch { "  最接近的  " } else { "  也可能是  " };
    out.push('\n');
    out.push_str(&paragraph(name, &rest.join(" · ")));
}

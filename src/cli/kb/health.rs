//! `fenzhen kb health`: what the library's maintainers should look at.

use std::io::{self, Write};
use std::process::ExitCode;

use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};

use crate::api::v1::library::LibraryHealth;
use crate::app::Settings;
use crate::app::library::health::{
    Difference, DueEntry, EntryConflict, EntryRef, Found, Gap, HealthReport, MOST_TICKETS, NearDuplicate, TICKETS, UnknownWord,
    WitnessKind,
};
use crate::cli::layout::{ALARM, CARE, GOOD, QUIET, STRONG, paragraph, styled};

/// Items of a list that are printed; --json has up to 100.
const SHOWN: usize = 10;

/// Look the library over: conflicts, gaps, expired and unused entries, unknown words 体检
///
/// Judges the newest tickets of the database and the entries' own texts by the current library. For each gap it proposes a
/// draft entry (--drafts prints them whole). Personal data in tickets is masked.
#[derive(Debug, Args)]
pub struct Health {
    /// The newest so many tickets are read, at most 10000
    #[arg(long, value_name = "N", default_value_t = TICKETS)]
    tickets: usize,
    /// Print the draft entry of every gap
    #[arg(long)]
    drafts: bool,
    /// Print one object, as GET /api/v1/health/library answers
    #[arg(long)]
    json: bool,
}

impl Health {
    pub(in crate::cli) fn run(self, settings: Settings) -> anyhow::Result<ExitCode> {
        anyhow::ensure!(self.tickets <= MOST_TICKETS, "--tickets {} is more than {MOST_TICKETS}", self.tickets);
        let app = crate::cli::open(settings)?;
        let style = ProgressStyle::with_template("{spinner} {pos}/{len} texts judged, {per_sec}, {elapsed}")
            .unwrap_or_else(|_| ProgressStyle::default_spinner());
        let bar = ProgressBar::new(0).with_style(style);
        let health = app.library().health().report(self.tickets, &|done, all| {
            bar.set_length(all as u64);
            bar.set_position(done as u64);
        })?;
        bar.finish_and_clear();
        let mut out = anstream::stdout().lock();
        if self.json {
            writeln!(out, "{}", serde_json::to_string_pretty(&LibraryHealth::from(&health))?)?;
        } else {
            self.tell(&mut out, &health)?;
        }
        Ok(ExitCode::SUCCESS)
    }

    fn tell(&self, out: &mut impl Write, health: &HealthReport) -> io::Result<()> {
        let tickets = &health.tickets;
        let looked = format!(
            "第 {} 版 · {} 条在用条目 · 最近 {} 张工单（至多读 {} 张）",
            health.revision, health.entries, tickets.read, tickets.limit
        );
        writeln!(out, "{}  {looked}", styled(STRONG, "经验库体检"))?;
        if tickets.read == 0 {
            let why = "还没有工单，只能查条目本身。用 suggest 或 serve 分诊过的工单会留在库里（设置 keep_tickets）。";
            out.write_all(paragraph("  ", why).as_bytes())?;
        }
        section(out, "条目互相矛盾", "同一句投诉，两条条目把握相近，部门或步骤却不同", &health.conflicts, conflict)?;
        let gaps = |out: &mut dyn Write, gap: &Gap| tell_gap(out, gap, self.drafts);
        section(out, "没有覆盖的投诉", "没有答复或被退回的工单，按相似归拢，多的在前", &health.gaps, gaps)?;
        section(out, "到期待复核", "已过期，或 30 天内到期", &health.due, due)?;
        section(out, "近乎重复的条目", "可以考虑合并", &health.near_duplicates, duplicate)?;
        if tickets.read > 0 {
            section(out, "从未推荐过的条目", "这些工单里没有一张首选它，当时和现在都没有", &health.never_suggested, never)?;
            section(
                out,
                "词典不认识的词",
                "确是词就加进 lexicon/words.txt，另有叫法就加进 lexicon/synonyms.txt",
                &health.unknown_words,
                word,
            )?;
        }
        Ok(())
    }
}

fn section<T>(
    out: &mut dyn Write,
    title: &str,
    about: &str,
    found: &Found<T>,
    mut tell: impl FnMut(&mut dyn Write, &T) -> io::Result<()>,
) -> io::Result<()> {
    if found.total == 0 {
        return writeln!(out, "\n{} {}", styled(GOOD, "✓"), styled(QUIET, format!("{title}：没有")));
    }
    writeln!(out, "\n{} {} {}", styled(CARE, format!("{title}：{}", found.total)), styled(QUIET, "·"), styled(QUIET, about))?;
    found.items.iter().take(SHOWN).try_for_each(|item| tell(out, item))?;
    if found.total > SHOWN {
        writeln!(out, "  {}", styled(QUIET, format!("还有 {} 条；--json 列出至多 100 条", found.total - SHOWN)))?;
    }
    Ok(())
}

fn named(entry: &EntryRef) -> String {
    format!("{} {}", styled(STRONG, &entry.id), entry.title)
}

fn text(out: &mut dyn Write, first: &str, text: &str) -> io::Result<()> {
    out.write_all(paragraph(first, text).as_bytes())
}

fn conflict(out: &mut dyn Write, conflict: &EntryConflict) -> io::Result<()> {
    let differs = |difference: &Difference| match difference {
        Difference::Department => "部门",
        Difference::Steps => "步骤",
    };
    let differs: Vec<&str> = conflict.differs.iter().map(differs).collect();
    let percent = |confidence: f64| format!("{:.0}%", confidence * 100.0);
    let (first, second, witness) = (&conflict.first, &conflict.second, &conflict.witness);
    writeln!(
        out,
        "  {}  {}",
        styled(ALARM, format!("{}不同", differs.join("、"))),
        styled(QUIET, format!("证据 {} 条", conflict.witnesses))
    )?;
    for (entry, confidence) in [(first, witness.first_confidence), (second, witness.second_confidence)] {
        writeln!(out, "    {} · {} · {}", named(entry), entry.department, percent(confidence))?;
    }
    let kind = match witness.kind {
        WitnessKind::Ticket => "工单",
        WitnessKind::Case => "案例",
        WitnessKind::Symptom => "客户说法",
    };
    text(out, "    ", &format!("{kind} {}：“{}”", witness.from, witness.text))
}

fn tell_gap(out: &mut dyn Write, gap: &Gap, whole: bool) -> io::Result<()> {
    let rejected = if gap.rejected > 0 { format!("，其中 {} 张被退回", gap.rejected) } else { String::new() };
    writeln!(out, "  {}{rejected} · {}", styled(STRONG, format!("{} 张", gap.tickets)), gap.words.join(" "))?;
    gap.texts.iter().try_for_each(|example| text(out, "    · ", example))?;
    if whole {
        writeln!(out, "    {}", styled(QUIET, format!("# {}", gap.draft.path)))?;
        return gap.draft.content.lines().try_for_each(|line| writeln!(out, "    {line}"));
    }
    writeln!(out, "    {}", styled(QUIET, format!("草稿 {}（--drafts 打印全文）", gap.draft.path)))
}

fn due(out: &mut dyn Write, entry: &DueEntry) -> io::Result<()> {
    let left = match entry.days_left {
        days if days < 0 => styled(ALARM, format!("过期 {} 天", -days)),
        days => styled(CARE, format!("还有 {days} 天")),
    };
    writeln!(out, "  {left}  {} {} · {} · {}", styled(STRONG, &entry.id), entry.title, entry.expires_on, entry.owner)
}

fn duplicate(out: &mut dyn Write, pair: &NearDuplicate) -> io::Result<()> {
    writeln!(out, "  {:.0}%  {} · {}", pair.similarity * 100.0, named(&pair.first), pair.shared.join(" "))?;
    writeln!(out, "       {}", named(&pair.second))
}

fn never(out: &mut dyn Write, entry: &EntryRef) -> io::Result<()> {
    writeln!(out, "  {}", named(entry))
}

fn word(out: &mut dyn Write, word: &UnknownWord) -> io::Result<()> {
    let figures = format!("{} 张工单 · 凝合 {:.1} · 自由 {:.1}", word.tickets, word.cohesion, word.freedom);
    text(out, "  ", &format!("{}  {}  {}", styled(STRONG, &word.word), styled(QUIET, figures), word.example))
}

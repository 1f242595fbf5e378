//! `fenzhen batch apply` and `fenzhen batch undo`.

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use crate::api::v1;
use crate::app::Settings;
use crate::app::runs::{ApplyOptions, SkipReason, Skips, UndoWhat};
use crate::cli::layout::{CARE, GOOD, styled};
use crate::cli::open;

use super::refused;

/// Skipped tickets that are shown; --json lists up to a thousand.
const SHOWN: usize = 20;

/// Write a run's suggestions over the tickets on record
///
/// All in one transaction. Tickets that changed or came after the run began are skipped and listed, and so are those that
/// somebody confirmed or corrected, and registered ones that have ended. `batch undo` takes it back.
#[derive(Debug, Args)]
pub struct Apply {
    /// The run's folder
    dir: PathBuf,
    /// Add tickets of the input that are not on record yet, with their text
    #[arg(long)]
    add: bool,
    /// Overwrite tickets that somebody confirmed, too
    #[arg(long)]
    over_confirmed: bool,
    /// Whose tickets these are: the source they were registered under. Needed where several sources have the same ids
    #[arg(long, value_name = "SOURCE")]
    source: Option<String>,
    /// Say what would be done, and do nothing
    #[arg(long)]
    dry_run: bool,
    /// Who applies it
    #[arg(long, value_name = "NAME", default_value = "fenzhen")]
    author: String,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

impl Apply {
    pub(super) fn run(self, settings: Settings) -> anyhow::Result<ExitCode> {
        let (add, over_confirmed, dry_run) = (self.add, self.over_confirmed, self.dry_run);
        let options = ApplyOptions { add, over_confirmed, source: self.source, author: self.author };
        let app = open(settings)?;
        let runs = app.runs();
        let applied = if dry_run { runs.foretell_folder(&self.dir, &options) } else { runs.apply_folder(&self.dir, &options) };
        let applied = applied.map_err(refused)?;
        let mut out = anstream::stdout().lock();
        if self.json {
            writeln!(out, "{}", serde_json::to_string_pretty(&v1::AppliedView::from(applied))?)?;
            return Ok(ExitCode::SUCCESS);
        }
        let said = styled(GOOD, if dry_run { "将会" } else { "已应用" });
        let (written, moved, added) = (applied.written, applied.moved, applied.added);
        let (unchanged, skipped) = (applied.unchanged, applied.skipped.total());
        writeln!(out, "{said}  改写 {written} · 加入 {added} · 本来就一样 {unchanged} · 跳过 {skipped}")?;
        if written > 0 {
            writeln!(out, "  改写的里面，建议有变 {moved} · 只是换成这一版经验库 {}", written - moved)?;
        }
        if applied.over_confirmed > 0 {
            writeln!(out, "  {}", styled(CARE, format!("其中 {} 张有人确认过", applied.over_confirmed)))?;
        }
        tell_skipped(&mut out, &applied.skipped)?;
        if let Some(application) = applied.application {
            writeln!(out, "  撤回：fenzhen batch undo {}（第 {application} 次应用）", self.dir.display())?;
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// Take back what `batch apply` wrote
///
/// Tickets get back the suggestion they had; those that were added go. Tickets that changed or ended since, or that somebody
/// confirmed or gave feedback on, stay as they are and are listed; the exit code then is 1.
#[derive(Debug, Args)]
pub struct Undo {
    /// The run's folder
    #[arg(required_unless_present = "application")]
    dir: Option<PathBuf>,
    /// The number of the application instead
    #[arg(long, value_name = "NUMBER", conflicts_with = "dir")]
    application: Option<i64>,
    /// Who takes it back
    #[arg(long, value_name = "NAME", default_value = "fenzhen")]
    author: String,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

impl Undo {
    pub(super) fn run(self, settings: Settings) -> anyhow::Result<ExitCode> {
        let what = match (self.application, self.dir) {
            (Some(application), _) => UndoWhat::Application(application),
            (None, dir) => UndoWhat::Run(dir.unwrap_or_default()),
        };
        let undone = open(settings)?.runs().undo_application(&what, &self.author).map_err(refused)?;
        let not_restored = undone.skipped.total();
        let mut out = anstream::stdout().lock();
        if self.json {
            writeln!(out, "{}", serde_json::to_string_pretty(&v1::UndoneView::from(undone))?)?;
        } else {
            let (restored, removed) = (undone.restored, undone.removed);
            writeln!(out, "{}  恢复 {restored} · 移走加入的 {removed} · 不能恢复 {not_restored}", styled(GOOD, "已撤回"))?;
            tell_skipped(&mut out, &undone.skipped)?;
        }
        Ok(if not_restored == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
    }
}

fn tell_skipped(out: &mut impl Write, skips: &Skips) -> io::Result<()> {
    for (reason, count) in &skips.counts {
        writeln!(out, "  {}", styled(CARE, format!("{} {count}  {}", reason.as_str(), meaning(*reason))))?;
        for skipped in skips.first.iter().filter(|skipped| skipped.reason == *reason).take(SHOWN) {
            let line = skipped.line.map_or_else(String::new, |line| format!("（第 {line} 行）"));
            writeln!(out, "    {}{line}", skipped.id)?;
        }
    }
    Ok(())
}

/// What a reason means, in words.
fn meaning(reason: SkipReason) -> &'static str {
    match reason {
        SkipReason::NotOnRecord => "不在工单库里（--add 可加入）",
        SkipReason::ChangedSince => "之后又有变动",
        SkipReason::Confirmed => "已有人确认",
        SkipReason::NotJudged => "这一行没有判",
        SkipReason::NoId => "没有编号",
        SkipReason::HasFeedback => "已有人反馈",
        SkipReason::Gone => "已不在工单库里",
        SkipReason::Ended => "已办结",
        SkipReason::SeveralSources => "这个编号在几个来源里都有（用 --source 写明来源）",
    }
}

//! `fenzhen kb`: the library as a pack of files.

mod author;
mod diff;
mod edit;
mod export;
mod health;
mod import;
mod list;
mod publish;
mod show;

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Subcommand};
use fenzhen_engine::kb::Problem;

use crate::app::Settings;
use crate::app::library::{check_pack, checks};

use super::layout::{ALARM, CARE, GOOD, QUIET, styled};

/// The library of experience entries 经验库
///
/// A maintainer's day:
///   fenzhen kb list 光猫                              what there is
///   fenzhen kb new telecom/wifi-slow --out wifi.toml  a draft that says what goes where
///   fenzhen kb edit telecom/wifi-slow --file wifi.toml   save it; nobody sees it yet
///   fenzhen kb publish telecom/wifi-slow --dry-run    what it would change, on cases and recent tickets
///   fenzhen kb publish telecom/wifi-slow --note "新增WiFi慢"
///   fenzhen kb history telecom/wifi-slow              who changed it when
///   fenzhen kb rollback telecom/wifi-slow 12          back to what it said at revision 12
#[derive(Debug, Subcommand)]
#[command(verbatim_doc_comment)]
pub enum Kb {
    Check(Check),
    List(list::List),
    New(edit::New),
    Show(show::Show),
    Edit(edit::Edit),
    Publish(publish::Publish),
    Retire(publish::Retire),
    History(show::History),
    Rollback(publish::Rollback),
    Diff(diff::Diff),
    Export(export::Export),
    Import(import::Import),
    Health(health::Health),
}

impl Kb {
    pub(super) fn run(self, settings: Settings) -> anyhow::Result<ExitCode> {
        match self {
            Kb::Check(verb) => verb.run(),
            Kb::Export(verb) => verb.run(settings),
            Kb::List(verb) => verb.run(settings),
            Kb::New(verb) => verb.run(settings),
            Kb::Show(verb) => verb.run(settings),
            Kb::Edit(verb) => verb.run(settings),
            Kb::Publish(verb) => verb.run(settings),
            Kb::Retire(verb) => verb.run(settings),
            Kb::History(verb) => verb.run(settings),
            Kb::Rollback(verb) => verb.run(settings),
            Kb::Diff(verb) => verb.run(settings),
            Kb::Import(verb) => verb.run(&settings),
            Kb::Health(verb) => verb.run(settings),
        }
    }
}

/// Check a pack: every Problem in one pass, with file, line and how to fix it
///
/// Runs the named checks (--list), then puts the entries' cases and the baseline texts to the engine. Exit 1 when
/// there are problems.
#[derive(Debug, Args)]
pub struct Check {
    /// The folder of the pack; without it, the pack inside the program
    dir: Option<PathBuf>,
    /// Print the problems as JSON
    #[arg(long)]
    json: bool,
    /// List the checks and what each promises, and check nothing
    #[arg(long)]
    list: bool,
}

impl Check {
    fn run(self) -> anyhow::Result<ExitCode> {
        let mut out = anstream::stdout().lock();
        if self.list {
            for check in checks() {
                writeln!(out, "{:<28} {}", check.code, check.promise)?;
            }
            return Ok(ExitCode::SUCCESS);
        }
        let checked = check_pack(self.dir.as_deref())?;
        if self.json {
            writeln!(out, "{}", serde_json::to_string_pretty(&checked.problems)?)?;
        } else {
            checked.problems.iter().try_for_each(|p| out.write_all(lines(p).as_bytes()))?;
            let (entries, cases, checks) = (checked.entries, checked.cases, checks().count());
            let found = checked.problems.len();
            let verdict = if found == 0 { styled(GOOD, "no problems") } else { styled(ALARM, format!("{found} problems")) };
            writeln!(out, "{verdict}: {entries} entries, {cases} cases and baseline texts, {checks} checks")?;
        }
        Ok(if checked.problems.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
    }
}

pub(super) fn lines(problem: &Problem) -> String {
    let line = problem.line.map_or_else(String::new, |line| format!(":{line}"));
    let place = styled(QUIET, format!("{}{line}:", problem.path));
    format!("{place} {} {}\n    {}\n", styled(CARE, problem.code), problem.message, styled(QUIET, &problem.help))
}

//! The command: one file a verb. It knows the journeys of [`crate::app`] and nothing beneath them.
//!
//! Results go to stdout, logs to stderr. Exit 0: done; 1: the answer is "no" (checks failed); 2: it could not run.

mod backup;
mod batch;
mod eval;
mod feedback;
mod kb;
mod layout;
mod report;
mod serve;
mod suggest;
mod ticket;
mod token;

use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use clap::{Parser, Subcommand};

use crate::app::{App, Clock, Refusal, Settings};

/// Triage for complaint tickets 投诉工单分诊
///
/// Reads the text of a complaint and says, from a library of experience entries, which category it is, which department
/// should handle it, how urgent it is and what to do, step by step, with the words that made it say so.
///
/// The first command creates the database (--db) and fills it from the pack inside the program.
#[derive(Debug, Parser)]
#[command(name = "fenzhen", version, propagate_version = true, max_term_width = 100)]
pub struct Cli {
    /// The database file; created where there is none [default: fenzhen.db]
    #[arg(long, global = true, env = "FENZHEN_DB", value_name = "PATH")]
    db: Option<PathBuf>,
    /// A settings file (TOML: db, addr, entries, error_target, max_body, request_timeout, keep_tickets, false_alarms_a_year); each key also as FENZHEN_…
    #[arg(long, global = true, env = "FENZHEN_CONFIG", value_name = "FILE")]
    config: Option<PathBuf>,
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    Suggest(suggest::Suggest),
    Serve(serve::Serve),
    Feedback(feedback::Feedback),
    #[command(subcommand)]
    Ticket(ticket::Ticket),
    Report(report::Report),
    #[command(subcommand)]
    Kb(kb::Kb),
    #[command(subcommand)]
    Eval(eval::Eval),
    #[command(subcommand)]
    Token(token::Token),
    #[command(subcommand)]
    Batch(batch::Batch),
    Backup(backup::Backup),
    Restore(backup::Restore),
}

/// The service that `serve` starts; `main` brings it, because the command does not know HTTP.
pub type Service = fn(Arc<App>, SocketAddr) -> anyhow::Result<()>;

impl Cli {
    /// Runs the verb.
    ///
    /// # Errors
    /// When it could not run; the exit code then is 2.
    pub fn run(self, service: Service) -> anyhow::Result<ExitCode> {
        let mut settings = Settings::load(self.config.as_deref(), |name| std::env::var(name).ok())?;
        if let Some(db) = self.db {
            settings.db = db;
        }
        match self.verb {
            Verb::Suggest(verb) => verb.run(settings),
            Verb::Serve(verb) => verb.run(settings, service),
            Verb::Feedback(verb) => verb.run(settings),
            Verb::Ticket(verb) => verb.run(settings),
            Verb::Report(verb) => verb.run(settings),
            Verb::Kb(verb) => verb.run(settings),
            Verb::Eval(verb) => verb.run(),
            Verb::Token(verb) => verb.run(&settings),
            Verb::Batch(verb) => verb.run(settings),
            Verb::Backup(verb) => verb.run(&settings),
            Verb::Restore(verb) => verb.run(&settings),
        }
    }
}

/// A refusal with the way out that it names.
fn with_help(refusal: &impl Refusal) -> anyhow::Error {
    anyhow::anyhow!("{refusal} ({})", refusal.help())
}

/// The app on the system's clock.
fn open(settings: Settings) -> anyhow::Result<App> {
    Ok(App::open(settings, Clock::System)?)
}

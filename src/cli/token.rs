//! `fenzhen token`: who may use the service.

use std::io::Write;
use std::process::ExitCode;

use clap::{Args, Subcommand, ValueEnum};

use crate::app::access::Role;
use crate::app::{Clock, Settings, TokenError, Tokens};

/// Who may use the service 访问令牌
///
/// As soon as there is a token, every request needs one: `Authorization: Bearer TOKEN`. Each role may do what those
/// before it may: agent asks, reads and gives feedback; maintainer edits drafts; publisher changes what agents see;
/// admin does the rest.
#[derive(Debug, Subcommand)]
pub enum Token {
    Create(Create),
    List(List),
    Revoke(Revoke),
}

impl Token {
    pub(super) fn run(self, settings: &Settings) -> anyhow::Result<ExitCode> {
        let tokens = Tokens::open(settings, Clock::System)?;
        match self {
            Token::Create(verb) => verb.run(&tokens),
            Token::List(verb) => verb.run(&tokens),
            Token::Revoke(verb) => verb.run(&tokens),
        }
    }
}

/// Create a token and print it, this one time
///
/// Only its hash is kept: a token that is lost is revoked and made again.
#[derive(Debug, Args)]
pub struct Create {
    /// Who or what will use it; the author of what it changes
    #[arg(long)]
    name: String,
    /// What it may do
    #[arg(long, value_enum)]
    role: RoleName,
    /// Print an object with id, name, role and token
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum RoleName {
    Agent,
    Maintainer,
    Publisher,
    Admin,
}

impl From<RoleName> for Role {
    fn from(name: RoleName) -> Role {
        match name {
            RoleName::Agent => Role::Agent,
            RoleName::Maintainer => Role::Maintainer,
            RoleName::Publisher => Role::Publisher,
            RoleName::Admin => Role::Admin,
        }
    }
}

impl Create {
    fn run(self, tokens: &Tokens) -> anyhow::Result<ExitCode> {
        let made = tokens.create(&self.name, self.role.into()).map_err(|error| match error {
            TokenError::App(error) => error.into(),
            refusal => super::with_help(&refusal),
        })?;
        let mut out = anstream::stdout().lock();
        if self.json {
            writeln!(out, "{}", serde_json::to_string_pretty(&made)?)?;
        } else {
            // The token alone is the result, so that `TOKEN=$(fenzhen token create …)` holds it.
            writeln!(out, "{}", made.token)?;
            anstream::eprintln!("token {} ({}, {}); keep it safe: it is not shown again", made.id, made.name, made.role);
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// List the tokens: whose, what for, since when; never the tokens themselves
#[derive(Debug, Args)]
pub struct List {
    /// Print a list of objects
    #[arg(long)]
    json: bool,
}

impl List {
    fn run(self, tokens: &Tokens) -> anyhow::Result<ExitCode> {
        let mut out = anstream::stdout().lock();
        let all = tokens.list()?;
        if self.json {
            writeln!(out, "{}", serde_json::to_string_pretty(&all)?)?;
            return Ok(ExitCode::SUCCESS);
        }
        for token in &all {
            let since = token.revoked_at.as_ref().map_or_else(String::new, |at| format!("  revoked {at}"));
            writeln!(out, "{:>4}  {:<10}  {}  {}{since}", token.id, token.role, token.created_at, token.name)?;
        }
        if all.is_empty() {
            writeln!(out, "no tokens: the service is open to this machine, and is not started for others")?;
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// Revoke a token: it fails from the next request on
#[derive(Debug, Args)]
pub struct Revoke {
    /// Its number, as `fenzhen token list` shows it
    id: i64,
}

impl Revoke {
    fn run(self, tokens: &Tokens) -> anyhow::Result<ExitCode> {
        let Some(token) = tokens.revoke(self.id)? else {
            anyhow::bail!("there is no token {}; `fenzhen token list` shows them", self.id);
        };
        let since = token.revoked_at.map_or_else(String::new, |at| at.to_string());
        writeln!(anstream::stdout(), "token {} ({}, {}) is revoked since {since}", token.id, token.name, token.role)?;
        Ok(ExitCode::SUCCESS)
    }
}

//! `fenzhen suggest`: one complaint in, one suggestion out.

pub(crate) mod text;

use std::io::{IsTerminal, Read, Write};
use std::process::ExitCode;

use anyhow::{Context, anyhow, ensure};
use clap::Args;

use crate::api::v1::Suggestion;
use crate::app::{Complaint, Refusal, Settings, SuggestError, SuggestKind, SuggestOptions};

use text::render;

/// The most bytes read from standard input.
const MOST_INPUT: u64 = 4 << 20;

/// Suggest what to do about a complaint 给出处理建议
///
/// Examples:
///   fenzhen suggest "快递三天没动，单号SF1234567890123，再不送到我就投诉"
///   fenzhen suggest --json < complaint.txt
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub struct Suggest {
    /// What the customer said; `-` or nothing reads standard input
    text: Option<String>,
    /// The ticket's title
    #[arg(long)]
    title: Option<String>,
    /// Print the object of `POST /api/v1/suggest` instead of text
    #[arg(long)]
    json: bool,
    /// Show every piece of evidence, and the second entry's steps too
    #[arg(long)]
    full: bool,
    /// Answer as this revision of the library would have; `fenzhen kb history` lists them
    #[arg(long, value_name = "REV")]
    as_of: Option<i64>,
}

impl Suggest {
    pub(super) fn run(self, settings: Settings) -> anyhow::Result<ExitCode> {
        let text = match self.text.filter(|t| t != "-") {
            Some(text) => text,
            None => from_stdin()?,
        };
        let complaint = Complaint { text: text.clone(), title: self.title, ..Complaint::default() };
        // Kept until the answer is printed: the ticket is written when it goes.
        let app = super::open(settings)?;
        let kind = self.as_of.map_or(SuggestKind::Live, SuggestKind::AsOf);
        let judged = app.desk().suggest(complaint, SuggestOptions { explain_in_full: self.full, kind });
        let suggestion = Suggestion::from(&judged.map_err(in_words)?);
        let mut out = anstream::stdout().lock();
        let written = if self.json {
            writeln!(out, "{}", serde_json::to_string_pretty(&suggestion)?)
        } else {
            write!(out, "{}", render(&text, &suggestion, self.full))
        };
        written.context("standard output is closed")?;
        Ok(ExitCode::SUCCESS)
    }
}

fn in_words(error: SuggestError) -> anyhow::Error {
    match error {
        SuggestError::Complaint(error) => anyhow!("{error} ({})", error.help()),
        SuggestError::App(error) => error.into(),
    }
}

pub(super) fn from_stdin() -> anyhow::Result<String> {
    let mut stdin = std::io::stdin().lock();
    if stdin.is_terminal() {
        eprintln!("把客户的原话粘贴进来，按 Ctrl-D 结束：");
    }
    let mut bytes = Vec::new();
    stdin.by_ref().take(MOST_INPUT + 1).read_to_end(&mut bytes).context("standard input cannot be read")?;
    ensure!(bytes.len() as u64 <= MOST_INPUT, "standard input is larger than {} MB; send one complaint", MOST_INPUT >> 20);
    String::from_utf8(bytes).context("standard input is not UTF-8; convert it first, e.g. with iconv -f GB18030 -t UTF-8")
}

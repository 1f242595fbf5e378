//! `fenzhen feedback`: saying whether a suggestion was right, and what was taught that way.

use std::io::Write;
use std::process::ExitCode;

use clap::{Args, Subcommand, ValueEnum};

use crate::api::v1::{CaseList, CaseView, FeedbackAnswer, FeedbackRequest, Verdict};
use crate::app::idempotency::KeyError;
use crate::app::{CaseError, CaseQuery, Refusal, Settings};

use super::layout::{CARE, GOOD, QUIET, STRONG, paragraph, styled};
use super::suggest::from_stdin;

/// Say whether a suggestion was right, and see what was taught 反馈
///
/// What is accepted or corrected becomes a case that the model learns from; a running service learns it within seconds.
/// Exit 1 when the feedback contradicts what others taught of the same complaint.
///
/// Examples:
///   fenzhen feedback --ticket 0192… --verdict accepted
///   fenzhen feedback "光猫一直闪红灯" --verdict corrected --entry telecom/broadband-los-red
///   fenzhen feedback list
///   fenzhen feedback revoke 17
#[derive(Debug, Args)]
#[command(verbatim_doc_comment, args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub struct Feedback {
    #[command(subcommand)]
    verb: Option<FeedbackVerb>,
    #[command(flatten)]
    give: Option<Give>,
}

#[derive(Debug, Subcommand)]
enum FeedbackVerb {
    List(List),
    Revoke(Revoke),
}

#[derive(Debug, Args)]
struct Give {
    /// What the customer said; `-` reads standard input
    #[arg(required_unless_present = "ticket", conflicts_with = "ticket")]
    text: Option<String>,
    /// The ticket's title
    #[arg(long, conflicts_with = "ticket")]
    title: Option<String>,
    /// The ticket's id, from the suggestion
    #[arg(long, value_name = "ID")]
    ticket: Option<String>,
    /// Whether the suggestion was right
    #[arg(long, value_enum)]
    verdict: VerdictName,
    /// The right category's id, with corrected
    #[arg(long, value_name = "ID")]
    category: Option<String>,
    /// The right department's id, with corrected
    #[arg(long, value_name = "ID")]
    department: Option<String>,
    /// The right entry's id, with corrected; category and department follow from it
    #[arg(long, value_name = "ID")]
    entry: Option<String>,
    /// Who says so
    #[arg(long, value_name = "NAME")]
    author: Option<String>,
    /// The case to revoke in favour of this one, where they contradict
    #[arg(long, value_name = "CASE", value_parser = case_number)]
    replaces: Option<i64>,
    /// An idempotency key: the same feedback under the same key is taken once
    #[arg(long)]
    key: Option<String>,
    /// Print the object of `POST /api/v1/feedback` instead of text
    #[arg(long)]
    json: bool,
}

/// List what was taught, newest first: what, by whom, when; personal data is masked
#[derive(Debug, Args)]
struct List {
    /// At most so many, 1 to 200
    #[arg(long, default_value_t = 50, value_parser = clap::value_parser!(u8).range(1..=200))]
    limit: u8,
    /// Only those older than this case
    #[arg(long, value_name = "CASE", value_parser = case_number)]
    before: Option<i64>,
    /// List revoked ones too
    #[arg(long)]
    revoked: bool,
    /// Print the object of `GET /api/v1/cases` instead of text
    #[arg(long)]
    json: bool,
}

/// Take a case back: it stays on record and teaches no more
#[derive(Debug, Args)]
struct Revoke {
    /// The case's number
    #[arg(value_parser = case_number)]
    case: i64,
    /// Who says so
    #[arg(long, value_name = "NAME")]
    author: Option<String>,
    /// Why; kept with the case
    #[arg(long, value_name = "REASON")]
    because: Option<String>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum VerdictName {
    Accepted,
    Corrected,
    Rejected,
}

/// `17`, or `case/17` as evidence names it.
fn case_number(text: &str) -> Result<i64, std::num::ParseIntError> {
    text.strip_prefix("case/").unwrap_or(text).parse()
}

impl Feedback {
    pub(super) fn run(self, settings: Settings) -> anyhow::Result<ExitCode> {
        match (self.verb, self.give) {
            (Some(FeedbackVerb::List(verb)), _) => verb.run(settings),
            (Some(FeedbackVerb::Revoke(verb)), _) => verb.run(settings),
            (None, Some(give)) => give.run(settings),
            (None, None) => anyhow::bail!("nothing is said; `fenzhen feedback --help` shows how"),
        }
    }
}

impl Give {
    fn run(self, settings: Settings) -> anyhow::Result<ExitCode> {
        let text = match self.text {
            Some(dash) if dash == "-" => Some(from_stdin()?),
            text => text,
        };
        let verdict = match self.verdict {
            VerdictName::Accepted => Verdict::Accepted,
            VerdictName::Corrected => Verdict::Corrected,
            VerdictName::Rejected => Verdict::Rejected,
        };
        let Give { ticket, title, category, department, entry, author, replaces, key, json, .. } = self;
        let request = FeedbackRequest { ticket, text, title, verdict, category, department, entry, author, replaces };
        let app = super::open(settings)?;
        let submitted = || {
            let key = key.map(|key| request.under(&key)).transpose()?;
            Ok(FeedbackAnswer::try_from(app.cases().submit(&request.into(), key.as_ref())?)?)
        };
        match submitted() {
            Ok(answer) => {
                let said = if json { serde_json::to_string_pretty(&answer)? + "\n" } else { taken(&answer) };
                write!(anstream::stdout(), "{said}")?;
                Ok(ExitCode::SUCCESS)
            }
            Err(refusal @ (CaseError::Contradicts(_) | CaseError::Key(KeyError::KeyReused))) => {
                eprintln!("fenzhen: {refusal}");
                Ok(ExitCode::FAILURE)
            }
            Err(error) => Err(in_words(error)),
        }
    }
}

/// An error with how to fix it, where it does not say so itself.
fn in_words(error: CaseError) -> anyhow::Error {
    match error {
        CaseError::App(error) => error.into(),
        CaseError::NoSuchTicket(_) | CaseError::NoSuchCase(_) => error.into(),
        error => anyhow::anyhow!("{error} ({})", error.help()),
    }
}

fn taken(answer: &FeedbackAnswer) -> String {
    let head = styled(GOOD, "已记录");
    let replaced = answer.revoked.iter().map(|id| format!("  已撤销 case/{id}\n")).collect::<String>();
    match &answer.case {
        Some(case) => format!("{head}\n{}{replaced}", lines(case)),
        None => format!("{head}（不形成案例）\n"),
    }
}

impl List {
    fn run(self, settings: Settings) -> anyhow::Result<ExitCode> {
        let list = {
            let query = CaseQuery { before: self.before, with_revoked: self.revoked, ..CaseQuery::default() };
            CaseList::from(super::open(settings)?.cases().list(&query, usize::from(self.limit))?)
        };
        let mut out = anstream::stdout().lock();
        if self.json {
            writeln!(out, "{}", serde_json::to_string_pretty(&list)?)?;
            return Ok(ExitCode::SUCCESS);
        }
        if list.cases.is_empty() {
            writeln!(out, "还没有案例")?;
        }
        list.cases.iter().try_for_each(|case| write!(out, "{}", lines(case)))?;
        if let Some(next) = list.next {
            writeln!(out, "{}", styled(QUIET, format!("更早的：fenzhen feedback list --before {next}")))?;
        }
        Ok(ExitCode::SUCCESS)
    }
}

impl Revoke {
    fn run(self, settings: Settings) -> anyhow::Result<ExitCode> {
        let app = super::open(settings)?;
        let revoked = app.cases().revoke(self.case, self.author.as_deref(), self.because.as_deref());
        write!(anstream::stdout(), "{}", lines(&revoked.map_err(in_words)?.into()))?;
        Ok(ExitCode::SUCCESS)
    }
}

/// A case in two or three lines.
fn lines(case: &CaseView) -> String {
    let labels = [("类别", &case.category), ("部门", &case.department), ("条目", &case.entry)];
    let labels: Vec<String> = labels.iter().filter_map(|(name, id)| Some(format!("{name} {}", id.as_ref()?))).collect();
    let taught = styled(QUIET, format!("{} · {}", case.taught_by, case.taught_at));
    let mut out = format!("{}  {}  {taught}\n", styled(STRONG, format!("case/{}", case.id)), labels.join(" · "));
    let text = [case.title.as_str(), case.text.as_str()].into_iter().filter(|t| !t.is_empty()).collect::<Vec<_>>().join(" / ");
    out.push_str(&paragraph("  ", &text));
    if let (Some(by), Some(at)) = (&case.revoked_by, &case.revoked_at) {
        let why = case.revoked_because.as_ref().map_or_else(String::new, |why| format!(" · {why}"));
        out.push_str(&format!("  {}\n", styled(CARE, format!("已撤销 · {by} · {at}{why}"))));
    }
    out
}

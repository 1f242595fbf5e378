//! `fenzhen ticket`: registering tickets, looking at them, moving them on.

pub(crate) mod text;

use std::io::Write;
use std::process::ExitCode;

use anyhow::{Context, anyhow, ensure};
use clap::{Args, Subcommand, ValueEnum};
use fenzhen_engine::kb::{Fact, WorkflowRole};
use jiff::Timestamp;

use crate::api::v1::{ActionAnswer, ActionRequest, Customer, QueueView, RegisterAnswer, RegisterRequest, TicketView};
use crate::app::idempotency::{Answered, Idempotent, KeyError, Scope};
use crate::app::{self, ActedTicket, ActingRole, Action, App, NewTicket, QueueOptions, Refusal, Settings, Step, TicketError};

use super::layout::{ALARM, CARE, GOOD, QUIET, STRONG, paragraph, styled};
use super::suggest::from_stdin;

use text::show;

/// The life of a ticket 工单
#[derive(Debug, Subcommand)]
pub enum Ticket {
    Add(Box<Add>),
    Show(Show),
    List(List),
    Move(Move),
    Act(Act),
    Draft(Draft),
}

/// Register a ticket: it is judged, kept, and timed from then on
#[derive(Debug, Args)]
pub struct Add {
    /// What the customer said; `-` or nothing reads standard input
    text: Option<String>,
    /// The ticket's title
    #[arg(long)]
    title: Option<String>,
    /// Where the customer said it: hotline, chat, web …
    #[arg(long)]
    channel: Option<String>,
    /// The product it is about
    #[arg(long)]
    product: Option<String>,
    /// Where
    #[arg(long)]
    region: Option<String>,
    /// The system it comes from
    #[arg(long, default_value = "cli")]
    source: String,
    /// That system's id for it; registered once only
    #[arg(long, value_name = "ID")]
    external_id: Option<String>,
    /// What that system calls the customer
    #[arg(long, value_name = "ID")]
    customer: Option<String>,
    /// The customer's class, as the service levels name it
    #[arg(long)]
    class: Option<String>,
    /// What is on record already, by slot: phone=…, account_no=… and so on; may be repeated
    #[arg(long, value_name = "SLOT=VALUE", value_parser = slot)]
    slot: Vec<(String, String)>,
    /// When the customer said it (RFC 3339); now, if absent
    #[arg(long, value_name = "INSTANT")]
    received_at: Option<Timestamp>,
    /// Somebody complained about: they may not handle it; may be repeated
    #[arg(long, value_name = "NAME")]
    about: Vec<String>,
    /// Who faces the customer; who registers it, if absent
    #[arg(long, value_name = "NAME")]
    front: Option<String>,
    /// Who registers it
    #[arg(long, value_name = "NAME")]
    author: Option<String>,
    /// An idempotency key: the same ticket under the same key is taken once
    #[arg(long)]
    key: Option<String>,
    /// Print the object of `POST /api/v1/tickets` instead of text
    #[arg(long)]
    json: bool,
}

/// Show a ticket: where it is, what is due, what may be done next
#[derive(Debug, Args)]
pub struct Show {
    /// Its id
    id: String,
    /// Print the object of `GET /api/v1/tickets/{id}` instead of text
    #[arg(long)]
    json: bool,
}

/// List open tickets, the earliest deadline first; personal data is masked
#[derive(Debug, Args)]
pub struct List {
    /// Only those a department has
    #[arg(long, value_name = "ID")]
    department: Option<String>,
    /// Only those in a state
    #[arg(long, value_name = "ID")]
    state: Option<String>,
    /// Only those with a deadline that has passed
    #[arg(long)]
    overdue: bool,
    /// At most so many, 1 to 199
    #[arg(long, default_value_t = 50, value_parser = clap::value_parser!(u8).range(1..=199))]
    limit: u8,
    /// Only those after this place: the `next` of the page before
    #[arg(long, value_name = "PLACE")]
    after: Option<String>,
    /// Print the object of `GET /api/v1/tickets` instead of text
    #[arg(long)]
    json: bool,
}

/// Take a step of the workflow
///
/// Example: fenzhen ticket move ID propose --fact cause=接口证书过期 --fact solution=更换证书
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub struct Move {
    /// The ticket's id
    id: String,
    /// The step, as `fenzhen ticket show` names it
    step: String,
    /// What is put on record with it: cause=…, solution=…, done=…, reason=… and so on; may be repeated
    #[arg(long, value_name = "FACT=TEXT", value_parser = fact)]
    fact: Vec<(Fact, String)>,
    /// When the customer agreed to be asked how it was (RFC 3339), where it is not as usual
    #[arg(long, value_name = "INSTANT")]
    follow_up_at: Option<Timestamp>,
    /// Only if this is the number of the ticket's last event
    #[arg(long, value_name = "SEQ")]
    expect: Option<u32>,
    /// As whom
    #[arg(long = "as", value_enum, default_value_t = PartName::Agent)]
    part: PartName,
    /// Who
    #[arg(long, value_name = "NAME")]
    author: Option<String>,
    /// Print the object of `POST /api/v1/tickets/{id}/actions` instead of text
    #[arg(long)]
    json: bool,
}

/// Do anything that may be done to a ticket, as JSON
///
/// Example: fenzhen ticket act ID '{"action":{"hand_over":{"contact":"值班工程师","report":"电话"}}}'
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub struct Act {
    /// The ticket's id
    id: String,
    /// The body of `POST /api/v1/tickets/{id}/actions`; `-` or nothing reads standard input
    action: Option<String>,
}

/// Draft a reply from scripts and record; what cannot be filled is marked
#[derive(Debug, Args)]
pub struct Draft {
    /// The ticket's id
    id: String,
    /// The occasion, as scripts name it: 安抚, 核实, 告知进度, 结果 …
    #[arg(long, default_value = "结果")]
    when: String,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum PartName {
    Agent,
    Department,
    Supervisor,
}

impl From<PartName> for WorkflowRole {
    fn from(name: PartName) -> WorkflowRole {
        match name {
            PartName::Agent => WorkflowRole::Agent,
            PartName::Department => WorkflowRole::Department,
            PartName::Supervisor => WorkflowRole::Supervisor,
        }
    }
}

/// `cause=…`
fn fact(text: &str) -> Result<(Fact, String), String> {
    let known = || Fact::ALL.iter().map(|fact| fact.as_str()).collect::<Vec<_>>().join(", ");
    let found = text.split_once('=').and_then(|(fact, said)| Some((Fact::parse(fact)?, said.to_owned())));
    found.ok_or_else(|| format!("write FACT=TEXT, with one of {}", known()))
}

/// `phone=…`
fn slot(text: &str) -> Result<(String, String), String> {
    let found = text.split_once('=').map(|(slot, value)| (slot.trim().to_owned(), value.to_owned()));
    found.ok_or_else(|| "write SLOT=VALUE".to_owned())
}

impl Ticket {
    pub(super) fn run(self, settings: Settings) -> anyhow::Result<ExitCode> {
        let app = super::open(settings)?;
        match self {
            Ticket::Add(verb) => answered(verb.run(&app)),
            Ticket::Show(verb) => answered(verb.run(&app)),
            Ticket::List(verb) => answered(verb.run(&app)),
            Ticket::Move(verb) => answered(verb.run(&app)),
            Ticket::Act(verb) => answered(verb.run(&app)),
            Ticket::Draft(verb) => answered(verb.run(&app)),
        }
    }
}

/// A refusal of the rules is an answer: exit 1. Everything else could not run.
fn answered(done: anyhow::Result<()>) -> anyhow::Result<ExitCode> {
    let Err(error) = done else { return Ok(ExitCode::SUCCESS) };
    let error = error.downcast::<TicketError>()?;
    let refused = |words: String| {
        eprintln!("fenzhen: {words}");
        Ok(ExitCode::FAILURE)
    };
    match error {
        TicketError::Flow(_) => refused(format!("{error} ({})", error.help())),
        TicketError::Registered { .. }
        | TicketError::ChangedMeanwhile { .. }
        | TicketError::PartTooHigh
        | TicketError::Key(KeyError::KeyReused) => refused(error.to_string()),
        TicketError::NoSuchTicket(_) => Err(error.into()),
        TicketError::App(error) => Err(error.into()),
        TicketError::Key(KeyError::NoKey)
        | TicketError::Complaint(_)
        | TicketError::SaysNothing { .. }
        | TicketError::NotAWord { .. }
        | TicketError::TooLong { .. }
        | TicketError::TooMany(_)
        | TicketError::NobodyNamed
        | TicketError::EmptyNote
        | TicketError::InTheFuture
        | TicketError::FrontComplainedAbout(_)
        | TicketError::NoSuchSlot(_)
        | TicketError::NoSuchClass { .. }
        | TicketError::NoSuchPlace
        | TicketError::NoHistory => Err(anyhow!("{error} ({})", error.help())),
    }
}

impl Add {
    fn run(self, app: &App) -> anyhow::Result<()> {
        let text = match self.text.filter(|text| text != "-") {
            Some(text) => text,
            None => from_stdin()?,
        };
        let customer =
            (self.customer.is_some() || self.class.is_some()).then_some(Customer { id: self.customer, class: self.class });
        let request = RegisterRequest {
            text,
            title: self.title,
            channel: self.channel,
            product: self.product,
            region: self.region,
            source: Some(self.source),
            external_id: self.external_id,
            received_at: self.received_at,
            customer,
            slots: self.slot.into_iter().collect(),
            about: self.about,
            front: self.front,
            author: self.author,
        };
        let once = self.key.map(|key| Idempotent::new(Scope::Tickets, &key, &request, RegisterAnswer::written));
        let once = once.transpose().map_err(TicketError::from)?;
        let mut out = anstream::stdout().lock();
        match app.tickets().register(NewTicket::from(request), once)? {
            Answered::Now(registered) if self.json => print_json(&mut out, &RegisterAnswer::from(&registered))?,
            Answered::Now(registered) => write!(out, "{}", added(&RegisterAnswer::from(&registered)))?,
            Answered::Before(written) => print_json(&mut out, &serde_json::from_str::<serde_json::Value>(&written)?)?,
        }
        Ok(())
    }
}

fn added(answer: &RegisterAnswer) -> String {
    let mut out = format!("{}  {}\n", styled(GOOD, "已登记"), styled(STRONG, &answer.ticket.id));
    for repeat in &answer.repeats {
        let why = if repeat.why == "same_text" { "内容相同" } else { "同一客户的同类工单" };
        out += &format!(
            "  {}\n",
            styled(CARE, format!("可能重复：{why} {} · {} · {}", repeat.ticket, repeat.state, repeat.registered_at))
        );
    }
    out + &show(&answer.ticket)
}

impl Show {
    fn run(self, app: &App) -> anyhow::Result<()> {
        let ticket = TicketView::from(&app.tickets().show(&self.id)?);
        let mut out = anstream::stdout().lock();
        if self.json {
            print_json(&mut out, &ticket)?;
        } else {
            write!(out, "{}\n{}", styled(STRONG, &ticket.id), show(&ticket))?;
        }
        Ok(())
    }
}

impl List {
    fn run(self, app: &App) -> anyhow::Result<()> {
        let List { department, state, overdue, limit, after, json } = self;
        let options = QueueOptions { department, state, overdue, limit: Some(usize::from(limit)), after };
        let list = QueueView::from(app.tickets().queue(&options)?);
        let mut out = anstream::stdout().lock();
        if json {
            print_json(&mut out, &list)?;
        } else {
            write!(out, "{}", queue(&list))?;
        }
        Ok(())
    }
}

fn queue(list: &QueueView) -> String {
    if list.tickets.is_empty() {
        return "没有未闭环的工单\n".to_owned();
    }
    let mut out = String::new();
    for ticket in &list.tickets {
        let due = ticket.due.as_deref().unwrap_or("无时限");
        let due = if ticket.overdue { styled(ALARM, format!("{due} 已超时")) } else { styled(QUIET, due) };
        let department = ticket.department.as_deref().unwrap_or("未派单");
        out += &format!("{}  {}  {department}  {due}\n", styled(STRONG, &ticket.id), ticket.state);
        out += &paragraph("  ", &ticket.text);
    }
    if let Some(next) = &list.next {
        out += &format!("{}\n", styled(QUIET, format!("后面的：fenzhen ticket list --after {next}")));
    }
    out
}

impl Move {
    fn run(self, app: &App) -> anyhow::Result<()> {
        let facts = self.fact.into_iter().collect();
        let action = Action::Move(Step { step: self.step, facts, follow_up_at: self.follow_up_at });
        let act = app::Act { action, part: self.part.into(), author: self.author, expect: self.expect };
        take(app, &self.id, act, self.json)
    }
}

impl Act {
    fn run(self, app: &App) -> anyhow::Result<()> {
        let action = match self.action.filter(|action| action != "-") {
            Some(action) => action,
            None => from_stdin()?,
        };
        ensure!(action.trim_start().starts_with('{'), "the action is not a JSON object; `fenzhen ticket act --help` shows one");
        let request: ActionRequest = serde_json::from_str(&action).context("the action cannot be read")?;
        take(app, &self.id, app::Act::from(request), true)
    }
}

/// Whoever may run the command on this machine may do what a supervisor may.
fn take(app: &App, id: &str, act: app::Act, json: bool) -> anyhow::Result<()> {
    let mut out = anstream::stdout().lock();
    match app.tickets().act(id, act, None, ActingRole::Supervisor)? {
        Answered::Now(acted) if json => print_json(&mut out, &ActionAnswer::from(&acted))?,
        Answered::Now(ActedTicket { state, .. }) => {
            write!(out, "{}\n{}", styled(STRONG, &state.id), show(&TicketView::from(&state)))?;
        }
        Answered::Before(written) => writeln!(out, "{written}")?,
    }
    Ok(())
}

fn print_json(out: &mut impl Write, answer: &impl serde::Serialize) -> anyhow::Result<()> {
    Ok(writeln!(out, "{}", serde_json::to_string_pretty(answer)?)?)
}

impl Draft {
    fn run(self, app: &App) -> anyhow::Result<()> {
        let draft = app.tickets().draft_reply(&self.id, Some(&self.when))?;
        writeln!(anstream::stdout(), "{}", draft.text)?;
        if !draft.blanks.is_empty() {
            anstream::eprintln!("{}", styled(CARE, format!("还要填：{}", draft.blanks.join("、"))));
        }
        Ok(())
    }
}

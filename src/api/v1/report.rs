//! Reports, in the shape of version 1.

use utoipa::ToSchema;

use crate::app::reports;
use crate::app::time::with_offset;

/// What a stretch of days taught us. It counts the tickets registered in it, as they stand now.
#[derive(Debug, Clone, PartialEq, serde::Serialize, ToSchema)]
pub struct Report {
    /// The first day.
    pub from: String,
    /// The last day.
    pub to: String,
    /// When it was made, in the library's time zone.
    pub made_at: String,
    /// Tickets registered.
    pub tickets: usize,
    /// Of these, ended.
    pub ended: usize,
    /// Carried out without a hand-over 一线直接解决.
    pub at_once: Share,
    /// Carried out before the deadline 按时解决.
    pub in_time: Share,
    /// Opened again, or handed on twice and more 反复处理.
    pub repeatedly: Share,
    /// By category.
    pub categories: Vec<Part>,
    /// By urgency.
    pub urgencies: Vec<Part>,
    /// By the department that had it last.
    pub departments: Vec<Part>,
    /// By channel.
    pub channels: Vec<Part>,
    /// By the customer's class.
    pub classes: Vec<Part>,
    /// The same days in stretches, oldest first: day by day up to two weeks, week by week up to half a year, else
    /// month by month. Their tickets add up to all of them.
    pub trend: Vec<Period>,
    /// How each clock was kept.
    pub clocks: Vec<ClockKept>,
    /// Hand-overs, with and without an accepted suggestion.
    pub transfers: Transfers,
    /// What customers answered.
    pub satisfaction: SatisfactionView,
    /// At which place the right entry was suggested.
    pub ranks: Ranks,
    /// What came often.
    pub frequent: Vec<Frequent>,
    /// All measures that are open, or were done within the last ninety days, oldest first: what they are against may have
    /// ceased to be frequent.
    pub measures: Vec<MeasureView>,
}

/// A count and its total.
#[derive(Debug, Clone, Copy, Default, PartialEq, serde::Serialize, ToSchema)]
pub struct Share {
    /// So many.
    pub count: usize,
    /// Of so many.
    pub of: usize,
    /// The first over the second; absent of none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub share: Option<f64>,
}

/// One part of a whole. The parts of a whole add up to all tickets; those without one have the id `none`.
#[derive(Debug, Clone, PartialEq, serde::Serialize, ToSchema)]
pub struct Part {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Tickets.
    pub count: usize,
    /// Of all, 0 to 1.
    pub share: f64,
}

/// One stretch of a report's days, with what became of the tickets registered in it.
#[derive(Debug, Clone, PartialEq, serde::Serialize, ToSchema)]
pub struct Period {
    /// Its first day.
    pub from: String,
    /// Its last day.
    pub to: String,
    /// Tickets registered.
    pub tickets: usize,
    /// Of these, of high urgency.
    pub high: usize,
    /// Of these, of medium urgency.
    pub medium: usize,
    /// Carried out before the deadline.
    pub in_time: Share,
    /// Opened again, or handed on twice and more.
    pub repeatedly: Share,
    /// Satisfied or very satisfied, of those who answered.
    pub satisfied: Share,
    /// Minutes until a department answered, on average.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answer_minutes: Option<f64>,
}

/// How a clock was kept.
#[derive(Debug, Clone, PartialEq, serde::Serialize, ToSchema)]
pub struct ClockKept {
    /// Which.
    pub clock: String,
    /// Runs in all, those given up in time among them.
    pub runs: usize,
    /// Stopped in time.
    pub met: usize,
    /// Stopped too late.
    pub missed: usize,
    /// Not stopped, and too late.
    pub overdue: usize,
    /// Not stopped, and in time or paused.
    pub open: usize,
    /// Met of met, missed and overdue.
    pub on_time: Share,
}

/// Hand-overs.
#[derive(Debug, Clone, PartialEq, serde::Serialize, ToSchema)]
pub struct Transfers {
    /// All.
    pub all: TransferFigures,
    /// Of tickets whose suggestion was accepted.
    pub with_accepted: TransferFigures,
    /// Of the others.
    pub without: TransferFigures,
}

/// How tickets were handed on.
#[derive(Debug, Clone, Default, PartialEq, serde::Serialize, ToSchema)]
pub struct TransferFigures {
    /// Tickets.
    pub tickets: usize,
    /// Hand-overs.
    pub transfers: usize,
    /// Hand-overs a ticket, on average 平均接单次数.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub per_ticket: Option<f64>,
    /// Those that were answered.
    pub answered: usize,
    /// Minutes until the answer, on average 回单时间.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answer_minutes: Option<f64>,
}

/// What customers answered to the first question, the last time they were asked.
#[derive(Debug, Clone, Default, PartialEq, serde::Serialize, ToSchema)]
pub struct SatisfactionView {
    /// Customers who answered, of tickets that were carried out.
    pub answered: Share,
    /// From very dissatisfied to very satisfied.
    pub steps: Vec<Part>,
}

/// At which place the right entry was suggested.
#[derive(Debug, Clone, Default, PartialEq, serde::Serialize, ToSchema)]
pub struct Ranks {
    /// Tickets whose right entry was confirmed.
    pub confirmed: usize,
    /// It came first.
    pub first: Share,
    /// It was among the first three.
    pub among_three: Share,
    /// It was not among those suggested.
    pub not_suggested: usize,
}

/// A problem that came often, and what is done about it: what, when, where, who, why, how.
#[derive(Debug, Clone, PartialEq, serde::Serialize, ToSchema)]
pub struct Frequent {
    /// The entry's id.
    pub entry: String,
    /// What: the entry's title.
    pub what: String,
    /// Tickets.
    pub count: usize,
    /// When: the first and the last.
    pub when: [String; 2],
    /// Where: regions, the most frequent first.
    #[serde(rename = "where")]
    pub places: Vec<Part>,
    /// Who: departments, the most frequent first.
    pub who: Vec<Part>,
    /// Why: causes on record, the most frequent first.
    pub why: Vec<Part>,
    /// The cause the entry names, where none is on record.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why_by_entry: Option<String>,
    /// How: what was done, the most frequent first.
    pub how: Vec<Part>,
    /// The tickets, by id.
    pub tickets: Vec<String>,
    /// What is done so that it does not come back.
    pub measures: Vec<MeasureView>,
}

/// A measure.
#[derive(Debug, Clone, PartialEq, serde::Serialize, ToSchema)]
pub struct MeasureView {
    /// Its number.
    pub id: i64,
    /// The entry's id.
    pub entry: String,
    /// The root cause.
    pub cause: String,
    /// What is done.
    pub what: String,
    /// Who does it.
    pub owner: String,
    /// By when.
    pub due: String,
    /// When it was done (RFC 3339, UTC).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub done_at: Option<String>,
}

/// A measure to write down.
#[derive(Debug, Clone, serde::Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MeasureRequest {
    /// The entry whose problem it is against, by id.
    pub entry: String,
    /// The root cause.
    pub cause: String,
    /// What is done.
    pub what: String,
    /// Who does it.
    pub owner: String,
    /// By when: a date.
    #[schema(value_type = String, format = Date)]
    pub due: jiff::civil::Date,
    /// Who writes it down. Where tokens are used, the token's name counts.
    #[serde(default)]
    pub author: Option<String>,
}

fn all<T, V: From<T>>(values: Vec<T>) -> Vec<V> {
    values.into_iter().map(V::from).collect()
}

impl From<reports::Report> for Report {
    fn from(report: reports::Report) -> Report {
        Report {
            from: report.from.to_string(),
            to: report.to.to_string(),
            made_at: with_offset(&report.made_at),
            tickets: report.tickets,
            ended: report.ended,
            at_once: report.at_once.into(),
            in_time: report.in_time.into(),
            repeatedly: report.repeatedly.into(),
            categories: all(report.categories),
            urgencies: all(report.urgencies),
            departments: all(report.departments),
            channels: all(report.channels),
            classes: all(report.classes),
            trend: all(report.trend),
            clocks: all(report.clocks),
            transfers: report.transfers.into(),
            satisfaction: report.satisfaction.into(),
            ranks: report.ranks.into(),
            frequent: all(report.frequent),
            measures: all(report.measures),
        }
    }
}

impl From<reports::Share> for Share {
    fn from(reports::Share { count, of, share }: reports::Share) -> Share {
        Share { count, of, share }
    }
}

impl From<reports::Part> for Part {
    fn from(reports::Part { id, name, count, share }: reports::Part) -> Part {
        Part { id, name, count, share }
    }
}

impl From<reports::Period> for Period {
    fn from(period: reports::Period) -> Period {
        Period {
            from: period.from.to_string(),
            to: period.to.to_string(),
            tickets: period.tickets,
            high: period.high,
            medium: period.medium,
            in_time: period.in_time.into(),
            repeatedly: period.repeatedly.into(),
            satisfied: period.satisfied.into(),
            answer_minutes: period.answer_minutes,
        }
    }
}

impl From<reports::ClockKept> for ClockKept {
    fn from(kept: reports::ClockKept) -> ClockKept {
        let reports::ClockKept { clock, runs, met, missed, overdue, open, on_time } = kept;
        ClockKept { clock: clock.to_string(), runs, met, missed, overdue, open, on_time: on_time.into() }
    }
}

impl From<reports::Transfers> for Transfers {
    fn from(reports::Transfers { all, with_accepted, without }: reports::Transfers) -> Transfers {
        Transfers { all: all.into(), with_accepted: with_accepted.into(), without: without.into() }
    }
}

impl From<reports::TransferFigures> for TransferFigures {
    fn from(figures: reports::TransferFigures) -> TransferFigures {
        let reports::TransferFigures { tickets, transfers, per_ticket, answered, answer_minutes } = figures;
        TransferFigures { tickets, transfers, per_ticket, answered, answer_minutes }
    }
}

impl From<reports::SatisfactionFigures> for SatisfactionView {
    fn from(reports::SatisfactionFigures { answered, steps }: reports::SatisfactionFigures) -> SatisfactionView {
        SatisfactionView { answered: answered.into(), steps: all(steps) }
    }
}

impl From<reports::Ranks> for Ranks {
    fn from(reports::Ranks { confirmed, first, among_three, not_suggested }: reports::Ranks) -> Ranks {
        Ranks { confirmed, first: first.into(), among_three: among_three.into(), not_suggested }
    }
}

impl From<reports::Frequent> for Frequent {
    fn from(problem: reports::Frequent) -> Frequent {
        Frequent {
            entry: problem.entry,
            what: problem.what,
            count: problem.count,
            when: problem.when.each_ref().map(with_offset),
            places: all(problem.places),
            who: all(problem.who),
            why: all(problem.why),
            why_by_entry: problem.why_by_entry,
            how: all(problem.how),
            tickets: problem.tickets,
            measures: all(problem.measures),
        }
    }
}

impl From<reports::Measure> for MeasureView {
    fn from(measure: reports::Measure) -> MeasureView {
        let reports::Measure { id, entry, cause, what, owner, due, done_at } = measure;
        MeasureView { id, entry, cause, what, owner, due: due.to_string(), done_at: done_at.map(|at| at.to_string()) }
    }
}

impl From<MeasureRequest> for reports::NewMeasure {
    fn from(request: MeasureRequest) -> reports::NewMeasure {
        let MeasureRequest { entry, cause, what, owner, due, author } = request;
        reports::NewMeasure { entry, cause, what, owner, due, author }
    }
}

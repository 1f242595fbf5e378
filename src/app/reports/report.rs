//! What a report holds.

use fenzhen_engine::kb::ClockName;
use jiff::civil::Date;
use jiff::{Timestamp, Zoned};

/// What a stretch of days taught us. It counts the tickets registered in it, as they stand now.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// The first day.
    pub from: Date,
    /// The last day.
    pub to: Date,
    /// When it was made, in the library's time zone.
    pub made_at: Zoned,
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
    pub satisfaction: SatisfactionFigures,
    /// At which place the right entry was suggested.
    pub ranks: Ranks,
    /// What came often.
    pub frequent: Vec<Frequent>,
    /// All measures that are open, or were done within the last ninety days, oldest first: what they are against may have
    /// ceased to be frequent.
    pub measures: Vec<Measure>,
}

/// A count and its total.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Share {
    /// So many.
    pub count: usize,
    /// Of so many.
    pub of: usize,
    /// The first over the second; `None` of none.
    pub share: Option<f64>,
}

impl Share {
    /// A count and its total.
    #[must_use]
    pub fn new(count: usize, of: usize) -> Share {
        Share { count, of, share: (of > 0).then(|| count as f64 / of as f64) }
    }
}

/// One part of a whole. The parts of a whole add up to all tickets; those without one have the id `none`.
#[derive(Debug, Clone, PartialEq)]
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
#[derive(Debug, Clone, PartialEq)]
pub struct Period {
    /// Its first day.
    pub from: Date,
    /// Its last day.
    pub to: Date,
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
    pub answer_minutes: Option<f64>,
}

/// How a clock was kept.
#[derive(Debug, Clone, PartialEq)]
pub struct ClockKept {
    /// Which.
    pub clock: ClockName,
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
#[derive(Debug, Clone, PartialEq)]
pub struct Transfers {
    /// All.
    pub all: TransferFigures,
    /// Of tickets whose suggestion was accepted.
    pub with_accepted: TransferFigures,
    /// Of the others.
    pub without: TransferFigures,
}

/// How tickets were handed on.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct TransferFigures {
    /// Tickets.
    pub tickets: usize,
    /// Hand-overs.
    pub transfers: usize,
    /// Hand-overs a ticket, on average 平均接单次数.
    pub per_ticket: Option<f64>,
    /// Those that were answered.
    pub answered: usize,
    /// Minutes until the answer, on average 回单时间.
    pub answer_minutes: Option<f64>,
}

/// What customers answered to the first question, the last time they were asked.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SatisfactionFigures {
    /// Customers who answered, of tickets that were carried out.
    pub answered: Share,
    /// From very dissatisfied to very satisfied.
    pub steps: Vec<Part>,
}

/// At which place the right entry was suggested.
#[derive(Debug, Clone, Default, PartialEq)]
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
#[derive(Debug, Clone, PartialEq)]
pub struct Frequent {
    /// The entry's id.
    pub entry: String,
    /// What: the entry's title.
    pub what: String,
    /// Tickets.
    pub count: usize,
    /// When: the first and the last.
    pub when: [Zoned; 2],
    /// Where: regions, the most frequent first.
    pub places: Vec<Part>,
    /// Who: departments, the most frequent first.
    pub who: Vec<Part>,
    /// Why: causes on record, the most frequent first.
    pub why: Vec<Part>,
    /// The cause the entry names, where none is on record.
    pub why_by_entry: Option<String>,
    /// How: what was done, the most frequent first.
    pub how: Vec<Part>,
    /// The tickets, by id.
    pub tickets: Vec<String>,
    /// What is done so that it does not come back.
    pub measures: Vec<Measure>,
}

/// A measure.
#[derive(Debug, Clone, PartialEq)]
pub struct Measure {
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
    pub due: Date,
    /// When it was done.
    pub done_at: Option<Timestamp>,
}

//! Searching: the queue as people read it, filtered, looked through for words, and each ticket with the clock that is due
//! next. It changes nothing.
//!
//! Words are looked for in the order of the queue and only so far at a time, so that the first page of a large queue is
//! there at once and a search for what is not there ends; the next page goes on where the one before stopped.

use fenzhen_engine::flow::{Deadline, Standing};
use fenzhen_engine::kb::{ClockName, Urgency};
use fenzhen_engine::text::fold;
use jiff::Timestamp;

use crate::app::AppError;
use crate::app::tickets::context::Context;
use crate::app::tickets::record::read;
use crate::app::tickets::{TicketError, Tickets};
use crate::store::{MOST_QUEUED, QueueFilter, Queued, ReadDao, StoreError};

use super::{PAGE, excerpt, named, place, urgency};

/// The most tickets looked through for words at a time.
const LOOKED_THROUGH: usize = 20_000;
/// The most words, and characters of them, that are looked for.
const WORDS: usize = 8;
const LONGEST: usize = 100;

/// Which tickets; what is left out does not matter.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TicketSearch {
    /// An id, how one begins, a sender's id, or words of the text, in whatever script.
    pub words: String,
    /// Of this department, by id.
    pub department: Option<String>,
    /// In this state, by id.
    pub state: Option<String>,
    /// So urgent.
    pub urgency: Option<Urgency>,
    /// Only those with a deadline that has passed.
    pub overdue: bool,
    /// Those that have ended instead of those that are open.
    pub ended: bool,
    /// Only those after this place: the `next` of the page before.
    pub after: Option<String>,
}

/// A page of what was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TicketsFound {
    /// The tickets, in the order of the queue.
    pub tickets: Vec<FoundTicket>,
    /// What to send as `after` to go on; none at the end.
    pub next: Option<String>,
    /// When it was looked.
    pub now: Timestamp,
}

/// A ticket in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundTicket {
    /// Its id.
    pub id: String,
    /// The sender's id.
    pub external_id: Option<String>,
    /// Its title, or how its text begins; personal numbers masked.
    pub text: String,
    /// The states it is in, by id.
    pub states: Vec<String>,
    /// How urgent it is.
    pub urgency: Urgency,
    /// The level it is handled at.
    pub level: u32,
    /// By id.
    pub category: Option<String>,
    /// The department that has it, by id.
    pub department: Option<String>,
    /// The department it goes to next, by id, as long as nobody has it.
    pub next_department: Option<String>,
    /// The customer's class.
    pub class: Option<String>,
    /// Who faces the customer.
    pub front: Option<String>,
    /// When it was registered.
    pub registered_at: Timestamp,
    /// The clock that is due next, and when.
    pub next: Option<(ClockName, Timestamp)>,
    /// Whether its clocks stand still.
    pub paused: bool,
    /// When it ended.
    pub ended_at: Option<Timestamp>,
}

impl Tickets<'_> {
    /// A page of tickets: open ones, the earliest deadline first, or those that have ended, the newest first.
    ///
    /// # Errors
    /// When the place is not valid, or the database refuses.
    pub fn search(&self, search: &TicketSearch) -> Result<TicketsFound, TicketError> {
        let context = self.context();
        let asked: String = search.words.trim().chars().take(LONGEST).collect();
        let words: Vec<String> = fold(&asked).split_whitespace().take(WORDS).map(str::to_owned).collect();
        if !words.is_empty() && search.after.is_none() {
            let called = self.store.read(|dao| dao.queued_as(&asked))?;
            if !called.is_empty() {
                return Ok(TicketsFound { tickets: self.listed(&context, called)?, next: None, now: context.now });
            }
        }
        let mut filter = QueueFilter {
            department: search.department.clone(),
            state: search.state.clone(),
            due_before: search.overdue.then_some(context.now),
            after: search.after.as_deref().map(place).transpose()?,
            urgency: search.urgency.map(|urgency| urgency as u8),
            ended: search.ended,
            searched: !words.is_empty(),
        };
        let at_once = if words.is_empty() { PAGE + 1 } else { MOST_QUEUED };
        let (mut found, mut looked) = (Vec::new(), 0);
        let more = loop {
            let batch = self.store.read(|dao| dao.queue(&filter, at_once))?;
            let whole = batch.len() == at_once;
            looked += batch.len();
            let last = batch.last().map(|last| last.place);
            found.extend(batch.into_iter().filter(|queued| has(queued, &words)));
            if found.len() > PAGE {
                found.truncate(PAGE);
                break found.last().map(|last| last.place);
            }
            if !whole || looked >= LOOKED_THROUGH {
                break last.filter(|_| whole);
            }
            filter.after = last;
        };
        let next = more.map(named);
        Ok(TicketsFound { tickets: self.listed(&context, found)?, next, now: context.now })
    }

    /// The tickets that bear witness to an alarm, oldest first; none where there is no such alarm.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn alarm_witnesses(&self, alarm: i64) -> Result<TicketsFound, AppError> {
        let context = self.context();
        let witnesses = self.store.read(|dao| dao.queued_as_witnesses(alarm))?;
        Ok(TicketsFound { tickets: self.listed(&context, witnesses)?, next: None, now: context.now })
    }

    /// Tickets as they are listed, each with its next clock.
    fn listed(&self, context: &Context, queued: Vec<Queued>) -> Result<Vec<FoundTicket>, AppError> {
        let listed = |dao: &ReadDao<'_>| queued.into_iter().map(|queued| one(dao, context, queued)).collect();
        Ok(self.store.read(listed)?)
    }
}

fn one(dao: &ReadDao<'_>, context: &Context, queued: Queued) -> Result<FoundTicket, StoreError> {
    let ticket = read(dao, queued.place.1)?;
    let life = ticket.as_ref().map(|ticket| &ticket.life);
    let deadlines = life.map_or_else(Vec::new, |life| context.levels().deadlines(life, context.now));
    let open = |deadline: &&Deadline| deadline.stopped.is_none() && queued.ended_at.is_none();
    let next = deadlines.iter().filter(open).filter_map(|deadline| Some((deadline.due?, deadline.clock))).min();
    let working = life.filter(|life| life.ended_at.is_none() && !life.quiet);
    Ok(FoundTicket {
        text: excerpt(&queued),
        states: queued.state.split('+').map(str::to_owned).collect(),
        urgency: urgency(queued.urgency),
        class: life.and_then(|life| life.registered.class.clone()),
        next: next.map(|(due, clock)| (clock, due)),
        paused: deadlines.iter().filter(open).any(|deadline| deadline.standing == Standing::Paused),
        ended_at: queued.ended_at,
        registered_at: queued.registered_at,
        id: queued.id,
        external_id: queued.external_id,
        next_department: working.filter(|_| queued.department.is_none()).and_then(|life| context.rules().next_department(life)),
        level: queued.level,
        category: queued.category,
        department: queued.department,
        front: queued.front,
    })
}

/// Whether a ticket has all the words, in its title, its text or its sender's id.
fn has(queued: &Queued, words: &[String]) -> bool {
    if words.is_empty() {
        return true;
    }
    let all = fold(&format!("{}\n{}\n{}", queued.title, queued.text, queued.external_id.as_deref().unwrap_or_default()));
    words.iter().all(|word| all.contains(word.as_str()))
}

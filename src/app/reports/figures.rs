//! The figures of a report: shares, clocks, hand-overs, satisfaction, ranks.

use std::collections::BTreeMap;

use fenzhen_engine::flow::act::in_words;
use fenzhen_engine::flow::{Life, Standing};
use fenzhen_engine::kb::{ClockName, Library, Satisfaction, Urgency};
use fenzhen_engine::triage::Snapshot;
use jiff::Timestamp;
use jiff::civil::Date;

use crate::app::tickets::levels;

use super::{ClockKept, Handled, Part, Ranks, Report, SatisfactionFigures, Share, TransferFigures, Transfers};

/// The id of what a ticket has none of.
const NONE: &str = "none";

/// All figures; the trend and what came often are added elsewhere.
pub(super) fn figures(snapshot: &Snapshot, handled: &[Handled], (from, to): (Date, Date), now: Timestamp) -> Report {
    let library = &snapshot.library;
    let lives = || handled.iter().map(|ticket| &ticket.life);
    let count = |is: &dyn Fn(&Life) -> bool| lives().filter(|life| is(life)).count();
    let carried_out = count(&|life| life.carried_out_at.is_some());
    let standings = standings(snapshot, handled.iter(), now);
    Report {
        from,
        to,
        made_at: now.to_zoned(snapshot.calendar.zone().clone()),
        tickets: handled.len(),
        ended: count(&|life| life.ended_at.is_some()),
        at_once: Share::new(count(&|life| life.carried_out_at.is_some() && life.hand_overs.is_empty()), carried_out),
        in_time: in_time(&standings),
        repeatedly: repeatedly(handled.iter()),
        categories: parts(lives().map(|life| life.category.as_deref()), |id| category(library, id)),
        urgencies: parts(lives().map(|life| Some(life.urgency.as_str())), urgency),
        departments: parts(lives().map(last_department), |id| department(library, id)),
        channels: parts(lives().map(|life| life.registered.channel.as_deref()), str::to_owned),
        classes: parts(lives().map(|life| life.registered.class.as_deref()), |id| class(library, id)),
        trend: Vec::new(),
        clocks: clocks(&standings),
        transfers: transfers(handled),
        satisfaction: satisfaction(handled, carried_out),
        ranks: ranks(handled),
        frequent: Vec::new(),
        measures: Vec::new(),
    }
}

/// The department that had a ticket last.
pub(super) fn last_department(life: &Life) -> Option<&str> {
    life.hand_overs.last().map(|transfer| transfer.to.department.as_str())
}

/// How many there are of each, the most frequent first; equal ones by their ids.
pub(super) fn parts<'a>(ids: impl Iterator<Item = Option<&'a str>>, name: impl Fn(&str) -> String) -> Vec<Part> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for id in ids {
        *counts.entry(id.unwrap_or(NONE)).or_default() += 1;
    }
    let all: usize = counts.values().sum();
    let part = |(id, count): (&str, usize)| {
        let name = if id == NONE { "未填".to_owned() } else { name(id) };
        Part { id: id.to_owned(), name, count, share: count as f64 / all as f64 }
    };
    let mut parts: Vec<Part> = counts.into_iter().map(part).collect();
    parts.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.id.cmp(&b.id)));
    parts
}

fn category(library: &Library, id: &str) -> String {
    library.taxonomy.get(id).map_or_else(|| id.to_owned(), |category| category.names.zh_hans.clone())
}

pub(super) fn department(library: &Library, id: &str) -> String {
    library.departments.get(id).map_or_else(|| id.to_owned(), |department| department.names.zh_hans.clone())
}

fn class(library: &Library, id: &str) -> String {
    let known = library.sla.classes.iter().find(|class| class.id == id);
    known.map_or_else(|| id.to_owned(), |class| class.names.zh_hans.clone())
}

fn urgency(id: &str) -> String {
    match Urgency::parse(id) {
        Some(Urgency::High) => "高".to_owned(),
        Some(Urgency::Medium) => "中".to_owned(),
        Some(Urgency::Low) => "低".to_owned(),
        None => id.to_owned(),
    }
}

/// How the clocks of one ticket stand.
pub(super) struct Clocks {
    standings: Vec<(ClockName, Standing)>,
    carried_out: bool,
}

impl Clocks {
    /// Whether it was carried out, and never too late.
    fn resolved_in_time(&self) -> bool {
        let late = |(clock, standing): &(ClockName, Standing)| {
            *clock == ClockName::Resolve && !matches!(standing, Standing::Met | Standing::Dropped)
        };
        self.carried_out && !self.standings.iter().any(late)
    }
}

pub(super) fn standings<'a>(snapshot: &Snapshot, handled: impl Iterator<Item = &'a Handled>, now: Timestamp) -> Vec<Clocks> {
    let levels = levels(snapshot);
    let of = |ticket: &Handled| {
        let deadlines = levels.deadlines(&ticket.life, now);
        let standings = deadlines.into_iter().map(|deadline| (deadline.clock, deadline.standing)).collect();
        Clocks { standings, carried_out: ticket.life.carried_out_at.is_some() }
    };
    handled.map(of).collect()
}

/// Carried out in time, of what was carried out.
pub(super) fn in_time(standings: &[Clocks]) -> Share {
    let count = |is: fn(&Clocks) -> bool| standings.iter().filter(|ticket| is(ticket)).count();
    Share::new(count(Clocks::resolved_in_time), count(|ticket| ticket.carried_out))
}

/// Opened again, or handed on twice and more, of all.
pub(super) fn repeatedly<'a>(handled: impl Iterator<Item = &'a Handled>) -> Share {
    let lives: Vec<&Life> = handled.map(|ticket| &ticket.life).collect();
    let repeated = lives.iter().filter(|life| life.reopened > 0 || life.handed_on() >= 2).count();
    Share::new(repeated, lives.len())
}

fn clocks(standings: &[Clocks]) -> Vec<ClockKept> {
    let of = |clock: &ClockName| {
        let all = || standings.iter().flat_map(|ticket| &ticket.standings).filter(|(of, _)| of == clock);
        let count = |wanted: &[Standing]| all().filter(|(_, standing)| wanted.contains(standing)).count();
        let (met, missed, overdue) = (count(&[Standing::Met]), count(&[Standing::Missed]), count(&[Standing::Overdue]));
        let open = count(&[Standing::Open, Standing::Paused]);
        let on_time = Share::new(met, met + missed + overdue);
        ClockKept { clock: *clock, runs: all().count(), met, missed, overdue, open, on_time }
    };
    ClockName::ALL.iter().map(of).filter(|kept| kept.runs > 0).collect()
}

fn transfers(handled: &[Handled]) -> Transfers {
    let of = |wanted: fn(&Handled) -> bool| handed_on(handled.iter().filter(|ticket| wanted(ticket)));
    Transfers { all: of(|_| true), with_accepted: of(|ticket| ticket.accepted), without: of(|ticket| !ticket.accepted) }
}

/// How tickets were handed on, and how long departments took.
pub(super) fn handed_on<'a>(handled: impl Iterator<Item = &'a Handled>) -> TransferFigures {
    let lives: Vec<&Life> = handled.map(|ticket| &ticket.life).collect();
    let transfers = || lives.iter().flat_map(|life| &life.hand_overs);
    let answers = || transfers().filter_map(|transfer| Some(transfer.at.duration_until(transfer.answered?.0).as_secs_f64()));
    let mean = |sum: f64, of: usize| (of > 0).then(|| sum / of as f64);
    let (all, answered) = (transfers().count(), answers().count());
    TransferFigures {
        tickets: lives.len(),
        transfers: all,
        per_ticket: mean(all as f64, lives.len()),
        answered,
        answer_minutes: mean(answers().sum::<f64>() / 60.0, answered),
    }
}

/// What the customer said to the first question, the last time they were asked.
fn answered(ticket: &Handled) -> Option<Satisfaction> {
    ticket.life.surveys.last()?.first().copied()
}

/// Satisfied or more, of those who answered.
pub(super) fn satisfied<'a>(handled: impl Iterator<Item = &'a Handled>) -> Share {
    let answers: Vec<Satisfaction> = handled.filter_map(answered).collect();
    let content = answers.iter().filter(|answer| matches!(answer, Satisfaction::Satisfied | Satisfaction::VerySatisfied));
    Share::new(content.count(), answers.len())
}

fn satisfaction(handled: &[Handled], carried_out: usize) -> SatisfactionFigures {
    let answers: Vec<Satisfaction> = handled.iter().filter_map(answered).collect();
    let step = |step: &Satisfaction| {
        let count = answers.iter().filter(|answer| *answer == step).count();
        let share = if answers.is_empty() { 0.0 } else { count as f64 / answers.len() as f64 };
        Part { id: step.to_string(), name: in_words(*step).to_owned(), count, share }
    };
    SatisfactionFigures { answered: Share::new(answers.len(), carried_out), steps: Satisfaction::ALL.iter().map(step).collect() }
}

fn ranks(handled: &[Handled]) -> Ranks {
    let place = |ticket: &Handled| {
        let right = ticket.confirmed.as_ref()?;
        Some(ticket.life.registered.entries.iter().position(|entry| entry == right))
    };
    let places: Vec<Option<usize>> = handled.iter().filter_map(place).collect();
    let within = |many: usize| places.iter().filter(|place| place.is_some_and(|place| place < many)).count();
    Ranks {
        confirmed: places.len(),
        first: Share::new(within(1), places.len()),
        among_three: Share::new(within(3), places.len()),
        not_suggested: places.iter().filter(|place| place.is_none()).count(),
    }
}

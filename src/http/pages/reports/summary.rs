//! A report in the reader's language, as its pages show it: figures that stand for themselves, charts with their numbers,
//! tables.

use std::collections::BTreeMap;

use fenzhen_engine::kb::{Satisfaction, Urgency};
use jiff::civil::Date;

use crate::app::figures::{grouped, percent};
use crate::app::reports::{self, ClockKept, Part, Period, Report, Share, TransferFigures};
use crate::http::pages::ui::charts::{self, Bar, Card, Label, bars};
use crate::http::pages::ui::names;
use crate::http::pages::ui::trend::{Chart, Series, amounts, columns, shares};

use super::frequent::{Measure, Problem};
use super::teller::{NONE, Teller};

/// A report to be shown.
pub struct Summary {
    pub cards: Vec<Card>,
    pub stretch: &'static str,
    pub charts: Vec<Chart>,
    pub trend: Vec<TrendRow>,
    pub urgencies: Vec<charts::Part>,
    pub satisfaction: Vec<charts::Part>,
    pub answered: String,
    /// Whether any customer answered.
    pub is_answered: bool,
    pub wholes: Vec<(&'static str, Vec<Bar>)>,
    pub clocks: Vec<ClockRow>,
    pub transfers: Vec<TransferRow>,
    /// At which place the right entry was; `None` where nobody confirmed one.
    pub ranks: Option<Vec<charts::Part>>,
    pub frequent: Vec<Problem>,
    pub measures: Vec<Measure>,
}

/// A stretch of days in numbers.
pub struct TrendRow {
    pub name: String,
    pub tickets: String,
    pub high: String,
    pub in_time: String,
    pub repeatedly: String,
    pub satisfied: String,
    pub minutes: String,
}

/// How a clock was kept.
pub struct ClockRow {
    pub name: String,
    pub on_time: String,
    pub width: String,
    pub met: String,
    pub missed: String,
    pub overdue: String,
    pub open: String,
}

/// How tickets were handed on.
pub struct TransferRow {
    pub name: &'static str,
    pub tickets: String,
    pub per_ticket: String,
    pub minutes: String,
}

impl Teller<'_> {
    /// The report, beside what it was before where that is given.
    pub fn summary(&self, report: &Report, before: Option<&Report>) -> Summary {
        let today = report.made_at.date();
        let measure = |measure: &reports::Measure| self.measure(measure, today);
        let stretch = self.stretch(&report.trend);
        Summary {
            cards: self.cards(report),
            stretch: stretch.0,
            charts: self.charts(&report.trend, stretch.1),
            trend: report.trend.iter().map(|period| trend_row(period, stretch.1)).collect(),
            urgencies: self.urgencies(&report.urgencies),
            satisfaction: self.satisfaction(&report.satisfaction.steps),
            answered: self.of(report.satisfaction.answered),
            is_answered: report.satisfaction.answered.count > 0,
            wholes: self.wholes(report, before),
            clocks: report.clocks.iter().map(|kept| self.clock(kept)).collect(),
            transfers: self.transfers(report),
            ranks: self.ranks(report),
            frequent: report.frequent.iter().map(|problem| self.problem(problem, today)).collect(),
            measures: report.measures.iter().map(measure).collect(),
        }
    }

    /// A share in percent, and of how many.
    fn card(&self, name: &'static str, share: Share, hint: &str) -> Card {
        let note = if hint.is_empty() { self.of(share) } else { format!("{} · {hint}", self.of(share)) };
        Card { name, figure: percent(share.count as u64, share.of as u64), note }
    }

    fn of(&self, share: Share) -> String {
        format!("{} {} {}", grouped(share.count as u64), self.r.of, grouped(share.of as u64))
    }

    fn cards(&self, report: &Report) -> Vec<Card> {
        let r = self.r;
        let ended = Share::new(report.ended, report.tickets);
        let satisfied = satisfied(report);
        vec![
            Card {
                name: r.tickets,
                figure: grouped(report.tickets as u64),
                note: format!("{} {}", r.ended, percent(ended.count as u64, ended.of as u64)),
            },
            self.card(r.in_time, report.in_time, ""),
            self.card(r.at_once, report.at_once, r.at_once_hint),
            self.card(r.repeatedly, report.repeatedly, r.repeatedly_hint),
            self.card(r.satisfied, satisfied, ""),
        ]
    }

    /// How long the stretches of a trend are: what they are called, and how each is.
    fn stretch(&self, trend: &[Period]) -> (&'static str, Stretch) {
        let longest = trend.iter().map(days_of).max().unwrap_or(1);
        match longest {
            0 | 1 => (self.r.trend_days, Stretch::Day),
            2..=7 => (self.r.trend_weeks, Stretch::Week),
            _ => (self.r.trend_months, Stretch::Month),
        }
    }

    fn charts(&self, trend: &[Period], stretch: Stretch) -> Vec<Chart> {
        let r = self.r;
        let names: Vec<String> = trend.iter().map(|period| stretch.short(period)).collect();
        let series = |class, name, value: &dyn Fn(&Period) -> Option<f64>| Series {
            class,
            name,
            values: trend.iter().map(value).collect(),
        };
        let low = |period: &Period| Some((period.tickets - period.high - period.medium) as f64);
        let urgencies = [
            series("bad", self.t.high, &|period| Some(period.high as f64)),
            series("care", self.t.medium, &|period| Some(period.medium as f64)),
            series("none", self.t.low, &low),
        ];
        let rates = [
            series("gain", r.in_time, &|period| period.in_time.share),
            series("care", r.repeatedly, &|period| period.repeatedly.share),
            series("news", r.satisfied_short, &|period| period.satisfied.share),
        ];
        let minutes = [series("lost", r.answer_time, &|period| period.answer_minutes)];
        vec![
            columns(r.tickets_by_urgency, &names, &urgencies),
            shares(r.rates, &names, &rates),
            amounts(r.answer_time, &names, &minutes),
        ]
    }

    fn urgencies(&self, parts: &[Part]) -> Vec<charts::Part> {
        let count = |urgency: Urgency| parts.iter().find(|p| p.id == urgency.as_str()).map_or(0, |part| part.count as u64);
        let levels = [(Urgency::High, "bad"), (Urgency::Medium, "care"), (Urgency::Low, "none")];
        charts::parts(levels.into_iter().map(|(urgency, class)| (class, names::urgency(urgency, self.t), count(urgency))))
    }

    fn satisfaction(&self, steps: &[Part]) -> Vec<charts::Part> {
        let classes = [
            (Satisfaction::VerySatisfied, "good"),
            (Satisfaction::Satisfied, "news"),
            (Satisfaction::Fair, "none"),
            (Satisfaction::Dissatisfied, "care"),
            (Satisfaction::VeryDissatisfied, "bad"),
        ];
        let count = |step: Satisfaction| steps.iter().find(|p| p.id == step.as_str()).map_or(0, |part| part.count as u64);
        charts::parts(classes.into_iter().map(|(step, class)| (class, names::satisfaction(step, self.tickets), count(step))))
    }

    fn wholes(&self, report: &Report, before: Option<&Report>) -> Vec<(&'static str, Vec<Bar>)> {
        let (r, names) = (self.r, self.names);
        let plain = |id: &str| id.to_owned();
        let whole = |of: fn(&Report) -> &Vec<Part>, name: &dyn Fn(&str) -> String| {
            bars(self.labels(of(report), before.map(of), name), r.rest)
        };
        vec![
            (r.categories, whole(|report| &report.categories, &|id| names.category(id))),
            (r.departments, whole(|report| &report.departments, &|id| names.department(id))),
            (r.channels, whole(|report| &report.channels, &plain)),
            (r.classes, whole(|report| &report.classes, &|id| names.class(id))),
        ]
    }

    /// What there is of each now, with what there was before; what there is no more comes last.
    fn labels(&self, now: &[Part], before: Option<&Vec<Part>>, name: &dyn Fn(&str) -> String) -> Vec<Label> {
        let mut past: BTreeMap<&str, u64> =
            before.into_iter().flatten().map(|part| (part.id.as_str(), part.count as u64)).collect();
        let called = |id: &str| if id == NONE { self.r.unknown.to_owned() } else { name(id) };
        let mut label = |id: &str, count: u64| {
            let was = past.remove(id).unwrap_or(0);
            Label { id: id.to_owned(), name: called(id), count, before: before.map(|_| was) }
        };
        let mut labels: Vec<Label> = now.iter().map(|part| label(&part.id, part.count as u64)).collect();
        let gone = |(id, was): (&str, u64)| Label { id: id.to_owned(), name: called(id), count: 0, before: Some(was) };
        labels.extend(past.into_iter().map(gone));
        labels
    }

    fn clock(&self, kept: &ClockKept) -> ClockRow {
        let share = kept.on_time;
        ClockRow {
            name: names::clock(kept.clock, self.tickets).to_owned(),
            on_time: percent(share.count as u64, share.of as u64),
            width: format!("{:.2}%", 100.0 * share.share.unwrap_or(0.0)),
            met: grouped(kept.met as u64),
            missed: grouped(kept.missed as u64),
            overdue: grouped(kept.overdue as u64),
            open: grouped(kept.open as u64),
        }
    }

    fn transfers(&self, report: &Report) -> Vec<TransferRow> {
        let of = &report.transfers;
        let row = |(name, figures): (&'static str, &TransferFigures)| TransferRow {
            name,
            tickets: grouped(figures.tickets as u64),
            per_ticket: figures.per_ticket.map_or_else(none, |mean| format!("{mean:.2}")),
            minutes: figures.answer_minutes.map_or_else(none, |minutes| format!("{minutes:.1}")),
        };
        let rows = [(self.r.all, &of.all), (self.r.with_accepted, &of.with_accepted), (self.r.without, &of.without)];
        rows.map(row).into()
    }

    fn ranks(&self, report: &Report) -> Option<Vec<charts::Part>> {
        let (r, ranks) = (self.r, &report.ranks);
        let behind = ranks.confirmed.saturating_sub(ranks.among_three.count + ranks.not_suggested);
        let among = ranks.among_three.count.saturating_sub(ranks.first.count);
        let places = [
            ("good", r.first, ranks.first.count),
            ("news", r.among_three, among),
            ("care", r.rest, behind),
            ("bad", r.not_suggested, ranks.not_suggested),
        ];
        let shown = places.into_iter().filter(|(class, _, count)| *class != "care" || *count > 0);
        (ranks.confirmed > 0).then(|| charts::parts(shown.map(|(class, name, count)| (class, name, count as u64))))
    }
}

/// How long the stretches of a trend are.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stretch {
    Day,
    Week,
    Month,
}

impl Stretch {
    /// What a stretch is called where there is little room.
    fn short(self, period: &Period) -> String {
        match self {
            Stretch::Month => month(period.from),
            _ => month_and_day(period.from),
        }
    }

    fn long(self, period: &Period) -> String {
        let is_whole = self == Stretch::Month && days_of(period) > 27;
        match (self, is_whole) {
            (Stretch::Day, _) => period.from.to_string(),
            (_, true) => month(period.from),
            _ => format!("{} – {}", period.from, month_and_day(period.to)),
        }
    }
}

fn month(day: Date) -> String {
    day.strftime("%Y-%m").to_string()
}

fn month_and_day(day: Date) -> String {
    day.strftime("%m-%d").to_string()
}

fn days_of(period: &Period) -> i64 {
    period.from.duration_until(period.to).as_hours() / 24 + 1
}

fn trend_row(period: &Period, stretch: Stretch) -> TrendRow {
    let share = |share: Share| percent(share.count as u64, share.of as u64);
    TrendRow {
        name: stretch.long(period),
        tickets: grouped(period.tickets as u64),
        high: grouped(period.high as u64),
        in_time: share(period.in_time),
        repeatedly: share(period.repeatedly),
        satisfied: share(period.satisfied),
        minutes: period.answer_minutes.map_or_else(none, |minutes| format!("{minutes:.1}")),
    }
}

/// Satisfied or more, of those who answered.
pub fn satisfied(report: &Report) -> Share {
    let steps = &report.satisfaction.steps;
    let content = [Satisfaction::Satisfied, Satisfaction::VerySatisfied];
    let count = steps.iter().filter(|part| content.iter().any(|step| part.id == step.as_str())).map(|part| part.count).sum();
    Share::new(count, report.satisfaction.answered.count)
}

/// Where there is no figure.
fn none() -> String {
    "–".to_owned()
}

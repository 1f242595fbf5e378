//! The history of a ticket: every event in words, with who and when. Personal numbers in it are masked.

use fenzhen_engine::flow::event::{Direction, Firing, LoggedEvent, Moved, Noted, Registered, Retriaged};
use fenzhen_engine::flow::{Event, Marking};
use fenzhen_engine::kb::{Fact, WorkflowRole};
use fenzhen_engine::text::signals::mask_personal;
use jiff::Timestamp;

use crate::app::TicketFile;
use crate::http::pages::ui::format::minute_on_clock;
use crate::http::pages::ui::language::Lang;
use crate::http::pages::ui::names::{self, Lexicon};
use crate::http::pages::ui::texts::Texts;
use crate::http::pages::ui::texts::tickets::TicketTexts;

use super::person;

/// An event in words.
pub struct Line {
    /// With its offset, for programs.
    pub instant: String,
    pub at: String,
    pub who: String,
    /// What happened.
    pub what: String,
    /// What was put on record with it: what it is called, and what was said.
    pub more: Vec<(String, String)>,
    /// How it looks: `clock` for what the clocks did.
    pub look: &'static str,
}

/// Events that follow each other: one, or many by the clocks that are folded, so that what people did is not lost in them.
pub struct Stretch {
    pub lines: Vec<Line>,
    /// What is folded, in a few words.
    pub fold: Option<String>,
}

/// So many events by the clocks in a row are folded.
const FOLDED: usize = 3;

/// The events, the newest first.
pub fn stretches(file: &TicketFile, lang: Lang) -> Vec<Stretch> {
    let teller = Teller { names: Lexicon::of(file, lang), shared: Texts::of(lang), t: TicketTexts::of(lang), file };
    let runs = file.history.chunk_by(|one, next| one.event.is_of_clock() && next.event.is_of_clock());
    runs.rev().map(|run| teller.stretch(run)).collect()
}

struct Teller<'a> {
    names: Lexicon<'a>,
    shared: &'static Texts,
    t: &'static TicketTexts,
    file: &'a TicketFile,
}

type InWords = (String, Vec<(String, String)>);

impl Teller<'_> {
    fn local(&self, at: Timestamp) -> String {
        minute_on_clock(at, self.file.state.snapshot.calendar.zone())
    }

    fn stretch(&self, run: &[LoggedEvent]) -> Stretch {
        let lines = run.iter().rev().map(|entry| self.line(entry)).collect();
        let fold = (run.len() >= FOLDED && run.first().is_some_and(|first| first.event.is_of_clock())).then(|| {
            let reminders = run.iter().filter(|entry| matches!(entry.event, Event::Reminded(_))).count();
            let counted = [(self.t.event_reminded, reminders), (self.t.event_escalated, run.len() - reminders)];
            let counted = counted.iter().filter(|(_, count)| *count > 0).map(|(what, count)| format!("{what} × {count}"));
            counted.collect::<Vec<_>>().join(" · ")
        });
        Stretch { lines, fold }
    }

    fn line(&self, entry: &LoggedEvent) -> Line {
        let (what, more) = self.told(&entry.event);
        let masked = |(label, text): (String, String)| (label, mask_personal(&text));
        Line {
            instant: entry.at.to_string(),
            at: self.local(entry.at),
            who: person(&entry.author, self.t),
            what: mask_personal(&what),
            more: more.into_iter().map(masked).filter(|(label, text)| !(label.is_empty() && text.is_empty())).collect(),
            look: if entry.event.is_of_clock() { "clock" } else { "" },
        }
    }

    fn told(&self, event: &Event) -> InWords {
        let t = self.t;
        match event {
            Event::Registered(registered) => (t.event_registered.to_owned(), self.registered(registered)),
            Event::Moved(moved) => (self.names.step(&moved.transition), self.moved(moved)),
            Event::HandedOver(to) => {
                let more = [
                    (t.contact, Some(to.contact.clone())),
                    (t.report, Some(to.report.clone())),
                    (t.handler, to.handler.clone()),
                    (t.answer_by, to.answer_by.map(|at| self.local(at))),
                    (t.off_route_reason, to.reason.clone()),
                ];
                (format!("{} {}", t.event_handed_over, self.names.department(&to.department)), given(more))
            }
            Event::Answered(answered) => {
                let what = if answered.accepted { t.event_accepted } else { t.event_declined };
                (what.to_owned(), given([(t.what_said, Some(answered.text.clone())), (t.handler, answered.handler.clone())]))
            }
            Event::Assigned(assigned) => {
                let front = assigned.front.as_deref().map(|front| person(front, t));
                let more = [(t.front, front), (t.handler, assigned.handler.clone()), (t.fact_consent, assigned.consent.clone())];
                (t.event_assigned.to_owned(), given(more))
            }
            Event::Relieved(relieved) => {
                let front = relieved.front.as_deref().map(|front| person(front, t));
                (t.event_relieved.to_owned(), given([(t.front, front), (t.handler, relieved.handler.clone())]))
            }
            Event::Noted(noted) => (t.event_noted.to_owned(), self.noted(noted)),
            Event::Retriaged(retriaged) => {
                let what = if retriaged.undone { t.event_retriage_undone } else { t.event_retriaged };
                (what.to_owned(), self.retriaged(retriaged))
            }
            Event::Told(told) => {
                let what = if told.direction == Direction::Outgoing { t.event_told } else { t.event_heard };
                let mut more = vec![(told.channel.clone(), told.content.clone())];
                let promised = |p: &fenzhen_engine::flow::event::PromiseMade| format!("{} · {}", p.what, self.local(p.due));
                more.extend(told.promises.iter().map(|promise| (t.promise.to_owned(), promised(promise))));
                (what.to_owned(), more)
            }
            Event::PromiseKept { promise } => {
                let kept = self.file.state.life.promises.get(*promise as usize).map(|promised| promised.what.clone());
                (t.event_kept.to_owned(), given([(t.promise, kept)]))
            }
            Event::Surveyed(surveyed) => {
                let answers: Vec<&str> = surveyed.answers.iter().map(|answer| names::satisfaction(*answer, t)).collect();
                let more = [(t.survey, Some(answers.join(" · "))), (t.comment, surveyed.comment.clone())];
                (t.event_surveyed.to_owned(), given(more))
            }
            Event::Reminded(firing) => self.fired(t.event_reminded.to_owned(), firing),
            Event::Escalated(firing) => self.fired(format!("{} {}", t.event_escalated, firing.level), firing),
        }
    }

    fn registered(&self, registered: &Registered) -> Vec<(String, String)> {
        let (s, t) = (self.shared, self.t);
        given([
            (t.source, Some(registered.source.clone())),
            (s.category, registered.category.as_deref().map(|id| self.names.category(id))),
            (s.department, registered.department.as_deref().map(|id| self.names.department(id))),
            (s.urgency, Some(names::urgency(registered.urgency, s).to_owned())),
            (t.class, registered.class.as_deref().map(|id| self.names.class(id))),
        ])
    }

    fn moved(&self, moved: &Moved) -> Vec<(String, String)> {
        let t = self.t;
        let states =
            |marking: &Marking| marking.iter().map(|token| self.names.state(&token.state)).collect::<Vec<_>>().join(" + ");
        let mut more = vec![(String::new(), format!("{} → {}", states(&moved.from), states(&moved.to)))];
        let fact = |(fact, said): (&Fact, &String)| (names::fact(*fact, t).to_owned(), said.clone());
        more.extend(moved.facts.iter().map(fact));
        let notes = [
            (moved.part == WorkflowRole::Department).then_some(t.as_department),
            (moved.part == WorkflowRole::Supervisor).then_some(t.as_supervisor),
            moved.paused.then_some(t.waiting_paused),
            moved.gives_back.then_some(t.given_back),
            moved.raises.then_some(t.raised),
        ];
        more.extend(notes.into_iter().flatten().map(|note| (String::new(), note.to_owned())));
        more.extend(moved.follow_up_at.map(|at| (t.follow_up_at.to_owned(), self.local(at))));
        more
    }

    fn noted(&self, noted: &Noted) -> Vec<(String, String)> {
        let (s, t) = (self.shared, self.t);
        let mut more = given([
            (s.category, noted.category.as_deref().map(|id| self.names.category(id))),
            (s.urgency, noted.urgency.map(|urgency| names::urgency(urgency, s).to_owned())),
            (s.entry, noted.entry.as_deref().map(|id| self.names.entry(id))),
        ]);
        more.extend(noted.slots.iter().map(|(slot, value)| (self.names.slot(slot), value.clone())));
        more.extend(noted.facts.iter().map(|(fact, said)| (names::fact(*fact, t).to_owned(), said.clone())));
        more.extend(noted.about.iter().map(|person| (t.about.to_owned(), person.clone())));
        more
    }

    fn retriaged(&self, retriaged: &Retriaged) -> Vec<(String, String)> {
        let s = self.shared;
        given([
            (s.category, retriaged.category.as_deref().map(|id| self.names.category(id))),
            (s.department, retriaged.department.as_deref().map(|id| self.names.department(id))),
            (s.urgency, Some(names::urgency(retriaged.urgency, s).to_owned())),
            (s.entry, retriaged.entry.as_deref().map(|id| self.names.entry(id))),
        ])
    }

    fn fired(&self, what: String, firing: &Firing) -> InWords {
        let t = self.t;
        let due = format!("{} · {}", names::clock(firing.clock, t), self.local(firing.due));
        let to: Vec<String> = firing.to.iter().map(|who| person(who, t)).collect();
        let to = Some(to.join("、")).filter(|to| !to.is_empty());
        (what, given([(t.clocks, Some(due)), (t.to_whom, to)]))
    }
}

/// What was said, with its names.
fn given<const N: usize>(all: [(&'static str, Option<String>); N]) -> Vec<(String, String)> {
    all.into_iter().filter_map(|(label, said)| Some((label.to_owned(), said?))).collect()
}

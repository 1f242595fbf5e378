//! Names for ids and words, in the reader's language; what the library does not know any more is called by its id.

use fenzhen_engine::flow::event::NOBODY;
use fenzhen_engine::kb::{ClockName, Fact, Library, Names, Satisfaction, Urgency};

use crate::app::TicketFile;

use super::language::Lang;
use super::texts::Texts;
use super::texts::tickets::TicketTexts;

/// Where names are looked up.
#[derive(Clone, Copy)]
pub struct Lexicon<'a> {
    pub library: &'a Library,
    pub lang: Lang,
}

impl<'a> Lexicon<'a> {
    /// The names a ticket's file is read with.
    pub fn of(file: &'a TicketFile, lang: Lang) -> Lexicon<'a> {
        Lexicon { library: &file.state.snapshot.library, lang }
    }

    fn name(self, id: &str, names: Option<&Names>) -> String {
        names.map_or(id, |names| self.lang.of(names)).to_owned()
    }

    pub fn category(self, id: &str) -> String {
        self.name(id, self.library.taxonomy.get(id).map(|category| &category.names))
    }

    pub fn department(self, id: &str) -> String {
        self.name(id, self.library.departments.get(id).map(|department| &department.names))
    }

    pub fn state(self, id: &str) -> String {
        self.name(id, self.library.workflow.state(id).map(|state| &state.names))
    }

    pub fn step(self, id: &str) -> String {
        self.name(id, self.library.workflow.transition(id).map(|step| &step.names))
    }

    pub fn slot(self, id: &str) -> String {
        self.name(id, self.library.slots.get(id).map(|slot| &slot.names))
    }

    /// The question that fills a slot.
    pub fn ask(self, id: &str) -> String {
        self.name(id, self.library.slots.get(id).map(|slot| &slot.ask))
    }

    /// A customer's class: its letter, and what people call it.
    pub fn class(self, id: &str) -> String {
        let known = self.library.sla.classes.iter().find(|class| class.id == id);
        known.map_or_else(|| id.to_owned(), |class| format!("{id} · {}", self.lang.of(&class.names)))
    }

    pub fn entry(self, id: &str) -> String {
        self.library.entry(id).map_or_else(|| id.to_owned(), |entry| entry.title.clone())
    }
}

/// Somebody by the name a reader knows; `unnamed` is what whoever gave no name is called.
pub fn person(name: &str, unnamed: &str) -> String {
    if name == NOBODY { unnamed.to_owned() } else { name.to_owned() }
}

/// What a clock is called.
pub fn clock(clock: ClockName, t: &'static TicketTexts) -> &'static str {
    match clock {
        ClockName::Acknowledge => t.clock_acknowledge,
        ClockName::Answer => t.clock_answer,
        ClockName::Progress => t.clock_progress,
        ClockName::Transfer => t.clock_transfer,
        ClockName::Resolve => t.clock_resolve,
        ClockName::FollowUp => t.clock_follow_up,
        ClockName::Promise => t.clock_promise,
    }
}

/// What a fact about the handling is called.
pub fn fact(fact: Fact, t: &'static TicketTexts) -> &'static str {
    match fact {
        Fact::Cause => t.fact_cause,
        Fact::Solution => t.fact_solution,
        Fact::Done => t.fact_done,
        Fact::Prevention => t.fact_prevention,
        Fact::Compensation => t.fact_compensation,
        Fact::Reason => t.fact_reason,
        Fact::Consent => t.fact_consent,
    }
}

/// What a customer's answer is called.
pub fn satisfaction(answer: Satisfaction, t: &'static TicketTexts) -> &'static str {
    match answer {
        Satisfaction::VeryDissatisfied => t.very_dissatisfied,
        Satisfaction::Dissatisfied => t.dissatisfied,
        Satisfaction::Fair => t.fair,
        Satisfaction::Satisfied => t.satisfied,
        Satisfaction::VerySatisfied => t.very_satisfied,
    }
}

/// A way to reach somebody, in the reader's language where it is one of the usual ones, whoever wrote it down.
pub fn channel(name: &str, lang: Lang) -> String {
    let usual = |lang: Lang| TicketTexts::of(lang).channels.split('|');
    let nth = Lang::ALL.iter().find_map(|(lang, _)| usual(*lang).position(|known| known == name));
    nth.and_then(|nth| usual(lang).nth(nth)).unwrap_or(name).to_owned()
}

/// What an urgency is called.
pub fn urgency(urgency: Urgency, t: &'static Texts) -> &'static str {
    match urgency {
        Urgency::High => t.high,
        Urgency::Medium => t.medium,
        Urgency::Low => t.low,
    }
}

//! An entry as a card: steps to tick off, scripts with their blanks filled as far as the ticket tells, and why.

use fenzhen_engine::kb::{Entry, Library};
use fenzhen_engine::triage::{Outcome, Ranked};
use jiff::Timestamp;

use crate::app::Judged;
use crate::http::pages::ui::format::{length_of, minute_on_clock};
use crate::http::pages::ui::language::Lang;
use crate::http::pages::ui::texts::Texts;
use crate::http::pages::ui::texts::desk::DeskTexts;

use super::confidence::{self, Confidence};
use super::evidence::{Why, whys};

/// An entry, ready to be written.
pub struct Card {
    pub id: String,
    pub title: String,
    /// How likely it is, where it was suggested.
    pub sure: Option<Confidence>,
    pub cause: String,
    pub steps: Vec<Step>,
    pub scripts: Vec<Script>,
    pub why: Vec<Why>,
    /// Whether it is only read: there is nothing to tick off or to copy.
    pub reading: bool,
}

/// One thing to do.
pub struct Step {
    pub task: String,
    pub who: String,
    pub within: String,
    pub done_when: String,
    pub if_not: String,
}

/// Something to say.
pub struct Script {
    pub when: String,
    pub bits: Vec<Bit>,
}

/// A run of a script.
pub struct Bit {
    pub text: String,
    /// Still to be filled in by the agent.
    pub blank: bool,
}

impl Script {
    /// All of it, to be copied.
    pub fn whole(&self) -> String {
        self.bits.iter().map(|bit| if bit.blank { format!("［{}］", bit.text) } else { bit.text.clone() }).collect()
    }
}

/// The card of an entry that was suggested; `None` where the library does not have it any more.
pub fn card(ranked: &Ranked, judged: &Judged, resolve_by: Timestamp, lang: Lang) -> Option<Card> {
    let (t, library) = (Texts::of(lang), &judged.snapshot.library);
    let entry = library.entry(&ranked.id)?;
    let card = of_entry(entry, library, lang, |slot| filled(slot, entry, judged, resolve_by, lang));
    // Where nothing is similar enough, a number would look like an answer; of two ways each says its own.
    let is_answer = judged.suggestion.outcome == Outcome::Answer;
    let sure = is_answer.then(|| confidence::of(ranked.confidence, t));
    Some(Card { sure, why: whys(&ranked.evidence, judged, t), ..card })
}

/// The card of an entry by itself; `filled` says what stands in the blanks of its scripts.
pub fn of_entry(entry: &Entry, library: &Library, lang: Lang, filled: impl Fn(&str) -> Option<String>) -> Card {
    let step = |step: &fenzhen_engine::kb::Step| Step {
        task: step.task.clone(),
        who: who(&step.who, library, lang),
        within: length_of(step.within, lang),
        done_when: step.done_when.clone(),
        if_not: step.if_not.clone(),
    };
    let script = |script: &fenzhen_engine::kb::Script| Script {
        when: script.when.clone(),
        bits: bits(&script.say, &filled, |slot| blank(slot, library, lang)),
    };
    Card {
        id: entry.id.clone(),
        title: entry.title.clone(),
        sure: None,
        cause: entry.cause.clone(),
        steps: entry.steps.iter().map(step).collect(),
        scripts: entry.scripts.iter().map(script).collect(),
        why: Vec::new(),
        reading: false,
    }
}

/// Who does a step, by the name people know.
pub fn who(id: &str, library: &Library, lang: Lang) -> String {
    let t = Texts::of(lang);
    let said = match id {
        "" | "坐席" => t.who_agent,
        "班长" => t.who_leader,
        "客户" => t.who_customer,
        other => return library.departments.get(other).map_or_else(|| other.to_owned(), |d| lang.of(&d.names).to_owned()),
    };
    said.to_owned()
}

/// What the ticket tells of a blank: only what it says once, so that nothing is guessed.
fn filled(slot: &str, entry: &Entry, judged: &Judged, resolve_by: Timestamp, lang: Lang) -> Option<String> {
    let library = &judged.snapshot.library;
    match slot {
        "department" => return library.departments.get(&entry.department).map(|d| lang.of(&d.names).to_owned()),
        "deadline" => return Some(minute_on_clock(resolve_by, judged.snapshot.calendar.zone())),
        _ => {}
    }
    let kinds = &library.slots.get(slot)?.filled_by;
    let mut fitting = judged
        .suggestion
        .signals
        .iter()
        .map(|(_, signal)| signal)
        .filter(|signal| kinds.iter().any(|kind| kind == signal.kind.as_str()));
    let only = fitting.next()?;
    // What is personal is not spread over the screen.
    (fitting.next().is_none() && only.masked.is_none()).then(|| only.text.clone())
}

/// What a blank is called: a question of the library, or what only whoever speaks can know.
pub fn blank(slot: &str, library: &Library, lang: Lang) -> String {
    let t = DeskTexts::of(lang);
    let said = match slot {
        "result" => t.blank_result,
        "agent" => t.blank_agent,
        "deadline" => t.blank_deadline,
        "reason" => t.blank_reason,
        "department" => t.blank_department,
        other => return library.slots.get(other).map_or_else(|| other.to_owned(), |slot| lang.of(&slot.names).to_owned()),
    };
    said.to_owned()
}

/// A script cut at its blanks `{slot}`.
pub fn bits(say: &str, filled: impl Fn(&str) -> Option<String>, blank: impl Fn(&str) -> String) -> Vec<Bit> {
    let mut bits = Vec::new();
    let mut rest = say;
    while let Some((before, slot, after)) = next_blank(rest) {
        bits.push(Bit { text: before.to_owned(), blank: false });
        bits.push(match filled(slot) {
            Some(text) => Bit { text, blank: false },
            None => Bit { text: blank(slot), blank: true },
        });
        rest = after;
    }
    bits.push(Bit { text: rest.to_owned(), blank: false });
    bits
}

fn next_blank(say: &str) -> Option<(&str, &str, &str)> {
    let (before, opened) = say.split_once('{')?;
    let (slot, after) = opened.split_once('}')?;
    Some((before, slot, after))
}

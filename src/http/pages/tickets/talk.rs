//! What was said between us and the customer, what was promised, and to which departments a ticket went.

use fenzhen_engine::flow::Event;
use fenzhen_engine::flow::event::Direction;
use fenzhen_engine::kb::ClockName;
use fenzhen_engine::text::signals::mask_personal;

use crate::app::TicketFile;
use crate::http::pages::ui::format::{Due, minute_on_clock};
use crate::http::pages::ui::language::Lang;
use crate::http::pages::ui::names::{self, Lexicon};
use crate::http::pages::ui::texts::Texts;
use crate::http::pages::ui::texts::tickets::TicketTexts;

use super::fields::{ActForm, RejectedForm};
use super::person;

/// Something that was said.
pub struct Said {
    pub at: String,
    pub by: String,
    pub ours: bool,
    pub channel: String,
    pub content: String,
    pub promises: Vec<Promise>,
}

/// Something that was promised.
pub struct Promise {
    pub what: String,
    pub due: Due,
    /// When it was kept.
    pub kept: Option<String>,
    /// Says that it was kept.
    pub keep: ActForm,
}

/// A hand-over 转单.
pub struct HandOver {
    pub department: String,
    pub contact: String,
    pub report: String,
    pub at: String,
    pub reason: Option<String>,
    /// By when it is to be answered, where it was not.
    pub due: Option<Due>,
    pub answer: Option<Answered>,
    /// Whether the department is still waited for.
    pub waiting: bool,
}

/// What a department answered.
pub struct Answered {
    pub accepted: bool,
    pub text: String,
    pub at: String,
    pub minutes: i64,
}

/// Everything that was said, the newest first.
pub fn said(file: &TicketFile, lang: Lang, rejected: Option<&RejectedForm>) -> Vec<Said> {
    let (t, zone) = (TicketTexts::of(lang), file.state.snapshot.calendar.zone());
    let mut promises = file.state.life.promises.iter().enumerate();
    let mut all = Vec::new();
    for entry in &file.history {
        let Event::Told(told) = &entry.event else { continue };
        let promised = promises.by_ref().take(told.promises.len()).map(|(nth, promise)| {
            let keep = ActForm::new(&format!("keep:{nth}"), t.keep_promise, t.keep_promise).hidden("act", "keep_promise");
            Promise {
                what: mask_personal(&promise.what),
                due: Due::at(t.promise_due, promise.due, zone, file.state.now, Texts::of(lang)),
                kept: promise.kept.map(|at| minute_on_clock(at, zone)),
                keep: keep.hidden("promise", nth.to_string()).after(rejected),
            }
        });
        all.push(Said {
            at: minute_on_clock(entry.at, zone),
            by: person(&entry.author, t),
            ours: told.direction == Direction::Outgoing,
            channel: names::channel(&told.channel, lang),
            content: mask_personal(&told.content),
            promises: promised.collect(),
        });
    }
    all.reverse();
    all
}

/// The hand-overs, the newest first.
pub fn hand_overs(file: &TicketFile, names: Lexicon<'_>, lang: Lang) -> Vec<HandOver> {
    let mut answers = file.history.iter().filter_map(|entry| match &entry.event {
        Event::Answered(answered) => Some(answered),
        _ => None,
    });
    let (state, zone) = (&file.state, file.state.snapshot.calendar.zone());
    let mut deadlines = state.deadlines.iter().filter(|deadline| deadline.clock == ClockName::Transfer);
    let mut all = Vec::new();
    // Each starts the clock again; each that was answered has the next answer.
    for transfer in &state.life.hand_overs {
        let deadline = deadlines.next();
        let waiting = transfer.answered.is_none() && deadline.is_some_and(|deadline| deadline.stopped.is_none());
        let due = deadline.and_then(|deadline| deadline.due).filter(|_| waiting);
        let answer = transfer.answered.map(|(at, accepted)| Answered {
            accepted,
            text: answers.next().map(|answered| mask_personal(&answered.text)).unwrap_or_default(),
            at: minute_on_clock(at, zone),
            minutes: transfer.at.duration_until(at).as_mins(),
        });
        let label = TicketTexts::of(lang).clock_transfer;
        all.push(HandOver {
            department: names.department(&transfer.to.department),
            contact: mask_personal(&transfer.to.contact),
            report: mask_personal(&transfer.to.report),
            at: minute_on_clock(transfer.at, zone),
            reason: transfer.to.reason.as_deref().map(mask_personal),
            due: due.map(|due| Due::at(label, due, zone, state.now, Texts::of(lang))),
            answer,
            waiting,
        });
    }
    all.reverse();
    all
}

//! What was said between us and the customer, what was promised, and to which departments a ticket went.

use fenzhen_engine::flow::Event;
use fenzhen_engine::flow::event::Direction;
use fenzhen_engine::kb::ClockName;
use fenzhen_engine::text::signals::mask_personal;

use crate::app::TicketFile;
use crate::http::pages::ui::format::{Due, minute};
use crate::http::pages::ui::language::Lang;
use crate::http::pages::ui::names::{self, Lexicon};
use crate::http::pages::ui::texts::Texts;
use crate::http::pages::ui::texts::tickets::TicketTexts;

use super::fields::{ActForm, Tried};
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
pub fn said(file: &TicketFile, lang: Lang, tried: Option<&Tried>) -> Vec<Said> {
    let t = TicketTexts::of(lang);
    let mut promises = file.view.promises.iter();
    let mut all = Vec::new();
    for entry in &file.history {
        let Event::Told(told) = &entry.event else { continue };
        let promised = promises.by_ref().take(told.promises.len()).map(|promise| {
            let key = format!("keep:{}", promise.promise);
            let keep = ActForm::new(&key, t.keep_promise, t.keep_promise).hidden("act", "keep_promise");
            Promise {
                what: mask_personal(&promise.what),
                due: Due::of(t.promise_due, &promise.due, file.now, Texts::of(lang)),
                kept: promise.kept.as_deref().map(minute),
                keep: keep.hidden("promise", promise.promise.to_string()).after(tried),
            }
        });
        all.push(Said {
            at: local(file, entry.at),
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
    let mut deadlines = file.view.clocks.iter().filter(|clock| clock.clock == ClockName::Transfer);
    let mut all = Vec::new();
    // Each starts the clock anew; each that was answered has the next answer.
    for (transfer, kept) in file.view.transfers.iter().zip(&file.life.hand_overs) {
        let clock = deadlines.next();
        let waiting = transfer.accepted.is_none() && clock.is_some_and(|clock| clock.stopped.is_none());
        let due = clock.and_then(|clock| clock.due.as_deref());
        let answer = transfer.accepted.zip(transfer.answered_at.as_deref()).map(|(accepted, at)| Answered {
            accepted,
            text: answers.next().map(|answered| mask_personal(&answered.text)).unwrap_or_default(),
            at: minute(at),
            minutes: transfer.answer_minutes.unwrap_or_default(),
        });
        let label = TicketTexts::of(lang).clock_transfer;
        all.push(HandOver {
            department: names.department(&transfer.department.id),
            contact: mask_personal(&transfer.contact),
            report: mask_personal(&transfer.report),
            at: minute(&transfer.at),
            reason: kept.to.reason.as_deref().map(mask_personal),
            due: due.filter(|_| waiting).map(|due| Due::of(label, due, file.now, Texts::of(lang))),
            answer,
            waiting,
        });
    }
    all.reverse();
    all
}

/// An instant on the library's clock, to the minute.
pub fn local(file: &TicketFile, at: jiff::Timestamp) -> String {
    let zoned = at.to_zoned(file.snapshot.calendar.zone().clone());
    zoned.strftime("%m-%d %H:%M").to_string()
}

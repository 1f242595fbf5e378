//! A ticket's clocks: those that run, with what is left, and those that have stopped.

use fenzhen_engine::flow::Standing;
use fenzhen_engine::kb::ClockName;
use fenzhen_engine::text::signals::mask_personal;
use jiff::Timestamp;

use crate::api::v1::{ClockView, PromiseView};
use crate::http::pages::ui::format::{Due, minute};
use crate::http::pages::ui::language::Lang;
use crate::http::pages::ui::names;
use crate::http::pages::ui::texts::Texts;
use crate::http::pages::ui::texts::tickets::TicketTexts;

/// The clocks of a ticket.
pub struct Clocks {
    /// Those that run, the earliest deadline first.
    pub running: Vec<Running>,
    /// Those that have stopped, the last begun first.
    pub stopped: Vec<Stopped>,
}

/// A clock that runs, or stands still.
pub struct Running {
    pub label: &'static str,
    /// What was promised, where it is a promise.
    pub promised: Option<String>,
    pub due: Option<Due>,
    pub paused: bool,
}

/// A clock that has stopped.
pub struct Stopped {
    pub label: &'static str,
    /// What was promised, where it was a promise.
    pub promised: Option<String>,
    pub due: Option<String>,
    pub at: String,
    /// How it stood then.
    pub standing: &'static str,
    /// How that looks: `good`, `bad`, or blank for what did not come to pass.
    pub look: &'static str,
}

/// The clocks as they are shown.
pub fn of(clocks: &[ClockView], promises: &[PromiseView], now: Timestamp, lang: Lang) -> Clocks {
    let (shared, t) = (Texts::of(lang), TicketTexts::of(lang));
    // Each promise starts the clock once more.
    let promised = |clock: &ClockView| {
        let of_promise = |promise: &&PromiseView| clock.clock == ClockName::Promise && promise.promise == clock.run as usize;
        promises.iter().find(of_promise).map(|promise| mask_personal(&promise.what))
    };
    let mut open: Vec<&ClockView> = clocks.iter().filter(|clock| clock.stopped.is_none()).collect();
    // Those without a deadline last.
    open.sort_by_key(|clock| (clock.due.is_none(), clock.due.as_deref().and_then(|due| due.parse::<Timestamp>().ok())));
    let running = open.into_iter().map(|clock| {
        let label = names::clock(clock.clock, t);
        let due = clock.due.as_deref().map(|due| Due::of(label, due, now, shared));
        Running { label, promised: promised(clock), due, paused: clock.standing == Standing::Paused }
    });
    let stopped = clocks.iter().rev().filter_map(|clock| {
        let (standing, look) = match clock.standing {
            Standing::Met => (t.met, "good"),
            Standing::Dropped => (t.dropped, ""),
            _ => (t.missed, "bad"),
        };
        Some(Stopped {
            label: names::clock(clock.clock, t),
            promised: promised(clock),
            due: clock.due.as_deref().map(minute),
            at: minute(clock.stopped.as_deref()?),
            standing,
            look,
        })
    });
    Clocks { running: running.collect(), stopped: stopped.collect() }
}

//! A ticket's clocks: those that run, with what is left, and those that have stopped.

use fenzhen_engine::flow::{Deadline, Standing};
use fenzhen_engine::kb::ClockName;
use fenzhen_engine::text::signals::mask_personal;

use crate::app::TicketState;
use crate::http::pages::ui::format::{Due, minute_on_clock};
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
pub fn of(state: &TicketState, lang: Lang) -> Clocks {
    let (shared, t, zone) = (Texts::of(lang), TicketTexts::of(lang), state.snapshot.calendar.zone());
    // Each promise starts the clock once more.
    let promised = |deadline: &Deadline| {
        let promise = state.life.promises.get(deadline.nth as usize).filter(|_| deadline.clock == ClockName::Promise);
        promise.map(|promise| mask_personal(&promise.what))
    };
    let mut open: Vec<&Deadline> = state.deadlines.iter().filter(|deadline| deadline.stopped.is_none()).collect();
    // Those without a deadline last.
    open.sort_by_key(|deadline| (deadline.due.is_none(), deadline.due));
    let running = open.into_iter().map(|deadline| {
        let label = names::clock(deadline.clock, t);
        let due = deadline.due.map(|due| Due::at(label, due, zone, state.now, shared));
        Running { label, promised: promised(deadline), due, paused: deadline.standing == Standing::Paused }
    });
    let stopped = state.deadlines.iter().rev().filter_map(|deadline| {
        let (standing, look) = match deadline.standing {
            Standing::Met => (t.met, "good"),
            Standing::Dropped => (t.dropped, ""),
            _ => (t.missed, "bad"),
        };
        Some(Stopped {
            label: names::clock(deadline.clock, t),
            promised: promised(deadline),
            due: deadline.due.map(|due| minute_on_clock(due, zone)),
            at: minute_on_clock(deadline.stopped?, zone),
            standing,
            look,
        })
    });
    Clocks { running: running.collect(), stopped: stopped.collect() }
}

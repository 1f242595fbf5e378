//! Service levels: by when what is due, how the hours of business run, and to whom overdue matters go up.

mod class;
mod progress;
mod reading;

use jiff::civil::{Date, Time, Weekday};

use super::within::Within;
use super::words::{Urgency, words};

pub use class::{ClassTerms, Limits, Shorter};
pub use progress::Progress;

words! {
    /// Which time counts against a deadline.
    ClockKind {
        /// All of it, day and night.
        Always = "always",
        /// Business hours only.
        Business = "business",
    }
}

/// What is due by when for one urgency.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Terms {
    /// Which time counts.
    pub clock: ClockKind,
    /// By when the customer must have heard that we have it.
    pub acknowledge: Within,
    /// By when the responsible department must have answered.
    pub respond: Within,
    /// How often the customer hears of progress.
    pub progress: Progress,
    /// By when it must be resolved.
    pub resolve: Within,
    /// How the customer is told, in words.
    pub channel: String,
    /// By when the customer must have a first answer; as [`Terms::respond`] where the file does not say.
    pub answer: Option<Within>,
    /// How long after it was carried out the customer is asked; a day where the file does not say.
    pub follow_up: Option<Within>,
    /// How long before a deadline it is called to mind; at the deadline where the file does not say.
    pub remind: Option<Within>,
}

/// When business is done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BusinessHours {
    /// Days of the week, each once.
    pub work_days: Vec<Weekday>,
    /// Opening time.
    pub open: Time,
    /// Closing time, later on the same day.
    pub close: Time,
}

/// The highest level that a matter can go up to.
pub const HIGHEST_LEVEL: u32 = 3;

/// To whom an overdue matter goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EscalationLevel {
    /// 1 to [`HIGHEST_LEVEL`].
    pub level: u32,
    /// Who, in words.
    pub to: String,
    /// How long after the deadline.
    pub after: Within,
}

/// A holiday, or a make-up day (调休) worked instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayOff {
    /// The date; [`Date::ZERO`] where the file does not say.
    pub date: Date,
    /// What it is called.
    pub name: String,
}

/// The service levels of `sla.toml`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sla {
    /// An IANA name, such as `Asia/Shanghai`.
    pub time_zone: String,
    /// Business hours.
    pub hours: BusinessHours,
    /// Due for high urgency.
    pub high: Terms,
    /// Due for medium urgency.
    pub medium: Terms,
    /// Due for low urgency.
    pub low: Terms,
    /// In the order of the file.
    pub escalation: Vec<EscalationLevel>,
    /// Days without business.
    pub holidays: Vec<DayOff>,
    /// Days with business although their weekday has none.
    pub make_up_days: Vec<DayOff>,
    /// Customers who wait less than others, in the order of the file.
    pub classes: Vec<ClassTerms>,
}

impl Sla {
    /// What is due for this urgency.
    #[must_use]
    pub fn terms(&self, urgency: Urgency) -> &Terms {
        match urgency {
            Urgency::High => &self.high,
            Urgency::Medium => &self.medium,
            Urgency::Low => &self.low,
        }
    }
}

/// Where a pack has no service levels: five days from nine to six in Shanghai, and everything due at once.
impl Default for Sla {
    fn default() -> Self {
        Sla {
            time_zone: "Asia/Shanghai".to_owned(),
            hours: BusinessHours::default(),
            high: Terms::default(),
            medium: Terms::default(),
            low: Terms::default(),
            escalation: Vec::new(),
            holidays: Vec::new(),
            make_up_days: Vec::new(),
            classes: Vec::new(),
        }
    }
}

/// Everything at once, on every clock: the cautious reading of terms that are not there.
impl Default for Terms {
    fn default() -> Self {
        let at_once = Within::UNREADABLE;
        let (clock, progress) = (ClockKind::Always, Progress::BeforeClosing);
        let (channel, answer, follow_up, remind) = (String::new(), None, None, None);
        Terms { clock, acknowledge: at_once, respond: at_once, progress, resolve: at_once, channel, answer, follow_up, remind }
    }
}

impl Default for BusinessHours {
    fn default() -> Self {
        use Weekday::{Friday, Monday, Thursday, Tuesday, Wednesday};
        let work_days = vec![Monday, Tuesday, Wednesday, Thursday, Friday];
        BusinessHours { work_days, open: Time::constant(9, 0, 0, 0), close: Time::constant(18, 0, 0, 0) }
    }
}

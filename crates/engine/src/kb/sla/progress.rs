//! Progress: how often the customer hears of it.

use std::fmt;

use jiff::civil::Time;

use crate::kb::within::Within;

/// How often the customer hears of progress.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// `every 2h`: after each such length of time.
    Every(Within),
    /// `daily 17:00`: each working day by that time.
    Daily(Time),
    /// `before closing`: once, before the ticket is closed.
    BeforeClosing,
}

impl Progress {
    /// Reads `every 2h`, `daily 17:00` or `before closing`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Progress> {
        match text.split_once(' ')? {
            ("every", length) => Within::parse(length).map(Progress::Every),
            ("daily", at) => time(at).map(Progress::Daily),
            ("before", "closing") => Some(Progress::BeforeClosing),
            _ => None,
        }
    }
}

impl fmt::Display for Progress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Progress::Every(length) => write!(f, "every {length}"),
            Progress::Daily(at) => write!(f, "daily {:02}:{:02}", at.hour(), at.minute()),
            Progress::BeforeClosing => f.write_str("before closing"),
        }
    }
}

impl serde::Serialize for Progress {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// `09:00`: two digits each.
pub(super) fn time(text: &str) -> Option<Time> {
    let (hour, minute) = text.split_once(':')?;
    let number =
        |digits: &str| digits.parse::<i8>().ok().filter(|_| digits.len() == 2 && digits.bytes().all(|b| b.is_ascii_digit()));
    Time::new(number(hour)?, number(minute)?, 0, 0).ok()
}

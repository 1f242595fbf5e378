//! Within: a length of time as a step or a service level allows it.

use std::fmt;

use super::limits;
use super::words::words;

words! {
    /// What a length of time is counted in, the shortest first.
    WithinUnit {
        /// Minutes (`m`).
        Minutes = "m",
        /// Hours (`h`).
        Hours = "h",
        /// Days of 24 hours (`d`).
        Days = "d",
        /// Working days (`wd`): one is as long as the working hours of a day.
        WorkingDays = "wd",
    }
}

/// A length of time, such as `15m`, `2h`, `1d` or `3wd`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Within {
    /// How many, 1 to 9,999; 0 only where the pack's text could not be read, so that what is due is due at once.
    pub count: u32,
    /// Of what.
    pub unit: WithinUnit,
}

impl Within {
    /// What stands for a length of time that could not be read.
    pub const UNREADABLE: Within = Within { count: 0, unit: WithinUnit::Minutes };

    /// Reads `15m`, `2h`, `1d`, `3wd`: a number from 1 to 9,999 without leading zeros, and its unit.
    #[must_use]
    pub fn parse(text: &str) -> Option<Within> {
        let (digits, unit) = text.split_at(text.find(|c: char| !c.is_ascii_digit())?);
        let count = digits.parse().ok().filter(|count| (1..=limits::WITHIN_COUNT).contains(count))?;
        (!digits.starts_with('0')).then_some(Within { count, unit: WithinUnit::parse(unit)? })
    }
}

impl fmt::Display for Within {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.count, self.unit)
    }
}

impl serde::Serialize for Within {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

//! Alarms, in the shape of version 1.

use utoipa::ToSchema;

use crate::app::alarms::Alarm;

/// Alarms, newest first.
#[derive(Debug, Clone, serde::Serialize, ToSchema)]
pub struct AlarmList {
    /// The alarms.
    pub alarms: Vec<AlarmView>,
}

/// A rise in tickets that chance does not explain.
#[derive(Debug, Clone, serde::Serialize, ToSchema)]
pub struct AlarmView {
    /// Its number.
    pub id: i64,
    /// What tickets were counted by: `category`, `entry`, `product` or `region`.
    pub dimension: String,
    /// Which of them.
    pub subject: String,
    /// When it was raised (RFC 3339, UTC).
    pub raised_at: String,
    /// Days of the window, 1 or 7.
    pub days: i64,
    /// Tickets in it.
    pub observed: i64,
    /// Tickets the eight weeks before would let one expect.
    pub expected: f64,
    /// The chance of so many or more, were nothing new.
    pub chance: f64,
    /// The tickets, by id, at most 200.
    pub witnesses: Vec<String>,
    /// When it was closed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub closed_at: Option<String>,
    /// Who closed it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub closed_by: Option<String>,
    /// What it was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// Closing an alarm.
#[derive(Debug, Clone, Default, serde::Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CloseAlarm {
    /// What it was.
    #[serde(default)]
    pub note: Option<String>,
    /// Who says so. Where tokens are used, the token's name counts.
    #[serde(default)]
    pub author: Option<String>,
}

impl From<Alarm> for AlarmView {
    fn from(alarm: Alarm) -> AlarmView {
        let text = |at: jiff::Timestamp| at.to_string();
        AlarmView {
            id: alarm.id,
            dimension: alarm.dimension,
            subject: alarm.subject,
            raised_at: text(alarm.raised_at),
            days: alarm.days,
            observed: alarm.observed,
            expected: alarm.expected,
            chance: alarm.chance,
            witnesses: alarm.witnesses,
            closed_at: alarm.closed_at.map(text),
            closed_by: alarm.closed_by,
            note: alarm.note,
        }
    }
}

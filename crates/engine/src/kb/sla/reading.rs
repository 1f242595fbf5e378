//! Reading `sla.toml`.

use jiff::civil::Weekday;

use super::progress::{Progress, time};
use super::{BusinessHours, ClassTerms, ClockKind, DayOff, EscalationLevel, Sla, Terms};
use crate::kb::limits;
use crate::kb::read::Fields;

impl Sla {
    pub(in crate::kb) fn read(fields: &mut Fields<'_, '_>) -> Sla {
        let time_zone = fields.text("time_zone", limits::WORD);
        let hours = fields.table("hours", BusinessHours::read).unwrap_or_default();
        let urgency = fields.optional_table("urgency", |of| {
            of.all_needed("sla-missing-urgency", &["high", "medium", "low"]);
            let [high, medium, low] =
                ["high", "medium", "low"].map(|key| of.optional_table(key, Terms::read).unwrap_or_default());
            (high, medium, low)
        });
        fields.all_needed("sla-missing-urgency", &["urgency"]);
        let (high, medium, low) = urgency.unwrap_or_default();
        let escalation = fields.tables("escalation", |level| EscalationLevel {
            level: level.count("level"),
            to: level.text("to", limits::TITLE),
            after: level.within("after"),
        });
        let (holidays, make_up_days) = (fields.tables("holiday", DayOff::read), fields.tables("make_up_day", DayOff::read));
        let classes = fields.tables("class", ClassTerms::read);
        Sla { time_zone, hours, high, medium, low, escalation, holidays, make_up_days, classes }
    }
}

impl Terms {
    fn read(fields: &mut Fields<'_, '_>) -> Terms {
        let form = "write \"every 2h\", \"daily 17:00\" or \"before closing\"";
        Terms {
            clock: fields.word("clock", ClockKind::parse, ClockKind::ALL).unwrap_or(ClockKind::Always),
            acknowledge: fields.within("acknowledge"),
            respond: fields.within("respond"),
            progress: fields.parsed("progress", "bad-progress", form, Progress::parse).unwrap_or(Progress::BeforeClosing),
            resolve: fields.within("resolve"),
            channel: fields.text("channel", limits::TITLE),
            answer: fields.maybe_within("answer"),
            follow_up: fields.maybe_within("follow_up"),
            remind: fields.maybe_within("remind"),
        }
    }
}

impl BusinessHours {
    fn read(fields: &mut Fields<'_, '_>) -> BusinessHours {
        let standard = BusinessHours::default();
        let days = "write some of \"mon\", \"tue\", \"wed\", \"thu\", \"fri\", \"sat\", \"sun\"";
        let clock = "write the time as hours and minutes, such as \"09:00\"";
        let work_days = fields.parsed_each("work_days", "sla-bad-hours", days, weekday);
        BusinessHours {
            work_days,
            open: fields.parsed("open", "sla-bad-hours", clock, time).unwrap_or(standard.open),
            close: fields.parsed("close", "sla-bad-hours", clock, time).unwrap_or(standard.close),
        }
    }
}

impl DayOff {
    fn read(fields: &mut Fields<'_, '_>) -> DayOff {
        DayOff { date: fields.date("date"), name: fields.text("name", limits::TITLE) }
    }
}

fn weekday(text: &str) -> Option<Weekday> {
    let names = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let nth = names.iter().position(|name| *name == text)?;
    Weekday::from_monday_zero_offset(i8::try_from(nth).ok()?).ok()
}

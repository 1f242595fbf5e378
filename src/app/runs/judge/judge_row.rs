//! Judging one row of a backlog: through the very code of `suggest`, then compared with what it was before.

use fenzhen_engine::kb::Labels;
use fenzhen_engine::text::signals::mask_personal;
use fenzhen_engine::triage::{self, Policy, Snapshot, TicketError};
use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

use crate::app::runs::compare::change::{Change, Changes, evidence_that_changed};
use crate::app::runs::read::{BacklogTicket, NoTicket, Placed, Shape};
use crate::app::runs::row::{Evidence, ResultRow, RowProblem};
use crate::app::{Complaint, Refusal};

use super::names::Names;
use super::previous::{self, Judgement, Previous};
use super::row_from_suggestion;

/// Characters of a ticket's beginning that are shown, and that are looked at to mask them.
const EXCERPT: usize = 40;
const MASKED: usize = 120;
/// Characters of an id; longer ones are texts.
const LONGEST_ID: usize = 200;

/// What every row of a run is judged with.
pub(in crate::app::runs) struct Judging<'a> {
    pub snapshot: &'a Snapshot,
    pub policy: Policy,
    pub shape: &'a Shape,
    pub previous: Option<Previous>,
    pub names: Names,
}

impl Judging<'_> {
    /// Judges the row that is the `number`th of the input.
    pub(in crate::app::runs) fn row(&self, number: u64, placed: Placed) -> ResultRow {
        let line = placed.line;
        let judged = self.shape.ticket(placed.raw).and_then(|ticket| self.ticket(number, line, ticket));
        judged.unwrap_or_else(|NoTicket { id, problem }| ResultRow {
            row: number,
            line,
            id,
            problem: Some(problem),
            ..ResultRow::default()
        })
    }

    fn ticket(&self, row: u64, line: u64, ticket: BacklogTicket) -> Result<ResultRow, NoTicket> {
        let BacklogTicket { id, title, text, received_at, labels } = ticket;
        let no_ticket = |problem| NoTicket { id: id.clone(), problem };
        if id.as_ref().is_some_and(|id| id.chars().nth(LONGEST_ID).is_some()) {
            let problem = RowProblem::new("id-too-long", "the id has more than 200 characters", "map another column as id");
            return Err(NoTicket { id: None, problem });
        }
        let received = received_at.as_deref().and_then(|text| instant(text, self.snapshot.calendar.zone()));
        let complaint = Complaint { id: id.clone(), title: Some(title), text, ..Complaint::default() };
        let refused = |error: TicketError| no_ticket(RowProblem::new(error.code(), error.to_string(), &error.help()));
        let ticket = complaint.ticket(received.unwrap_or(Timestamp::UNIX_EPOCH)).map_err(refused)?;
        let judged = triage::suggest(self.snapshot, &ticket, &self.policy).map_err(|error| {
            no_ticket(RowProblem::new(
                "not-judged",
                error.to_string(),
                "run the batch again; if it happens again, tell the operator",
            ))
        })?;
        let shown = if ticket.title.trim().is_empty() { &ticket.text } else { &ticket.title };
        let told = row_from_suggestion::row(self.snapshot, &ticket, judged, received.is_some());
        let mut result = ResultRow { row, line, excerpt: excerpt(shown), ..told };
        let before = match &self.previous {
            Some(previous) => previous
                .find(&previous::key(id.as_deref(), row))
                .map_err(|error| no_ticket(RowProblem::new("not-compared", error.to_string(), "run the batch again")))?,
            None => (!labels.is_empty()).then(|| Judgement { labels, ..Judgement::default() }),
        };
        result.id = id;
        if let Some(before) = before {
            let labels = self.names.known(before.labels);
            compare(&mut result, labels, &before.evidence);
        }
        Ok(result)
    }
}

/// Puts into a row what became of the labels before.
pub(in crate::app::runs) fn compare(row: &mut ResultRow, labels: Labels, evidence: &Evidence) {
    let change = Changes::between(&labels, &row.labels());
    row.why.clear();
    if change.is_news() {
        let category = change.category.filter(|change| *change != Change::Same);
        let (before, after) = match category {
            Some(_) => (&evidence.category, &row.evidence.category),
            None => (&evidence.department, &row.evidence.department),
        };
        // Where there is no label now, nothing speaks for one: what did before is what is missing.
        let is_lost = category.or(change.department) == Some(Change::Lost);
        row.why = evidence_that_changed(before, if is_lost { &[] } else { after });
    }
    row.before = Some(labels);
    row.change = Some(change);
}

/// The beginning of a text on one line, with personal data masked.
pub(in crate::app::runs) fn excerpt(text: &str) -> String {
    let beginning: String =
        text.chars().take(MASKED).map(|c| if c.is_whitespace() || c.is_control() { ' ' } else { c }).collect();
    let masked = mask_personal(beginning.trim());
    let mut chars = masked.chars();
    let shown: String = chars.by_ref().take(EXCERPT).collect();
    if chars.next().is_some() { shown + "…" } else { shown }
}

/// When a ticket came in, as exports word it; without a zone it is the library's.
fn instant(text: &str, zone: &TimeZone) -> Option<Timestamp> {
    let text = text.trim();
    if let Ok(instant) = text.parse::<Timestamp>() {
        return Some(instant);
    }
    // Chatwoot counts seconds since 1970.
    if text.len() == 10 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Timestamp::from_second(text.parse().ok()?).ok();
    }
    let plain: String = text.replace(['/', '年', '月', '.'], "-").replace(['日', 'T'], " ");
    let formats = ["%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M"];
    let moment = formats.iter().find_map(|format| DateTime::strptime(format, plain.trim()).ok());
    let day = || jiff::civil::Date::strptime("%Y-%m-%d", plain.trim()).ok().map(|day| day.at(0, 0, 0, 0));
    moment.or_else(day)?.to_zoned(zone.clone()).ok().map(|zoned| zoned.timestamp())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_read_as_exports_word_them() {
        let zone = TimeZone::fixed(jiff::tz::offset(8));
        let wanted: Timestamp = "2026-03-02T09:05:00+08:00".parse().expect("an instant");
        for text in ["2026-03-02T09:05:00+08:00", "2026/3/2 9:05", "2026-03-02 09:05:00", "2026年3月2日 9:05", "1772413500"] {
            assert_eq!(instant(text, &zone), Some(wanted), "{text}");
        }
        assert_eq!(instant("昨天", &zone), None);
    }

    #[test]
    fn a_beginning_is_one_line_and_shows_no_number() {
        let shown = excerpt("我的电话\n13812345678，请回电");
        assert!(!shown.contains("13812345678") && !shown.contains('\n'), "{shown}");
        assert_eq!(excerpt(&"字".repeat(50)).chars().count(), EXCERPT + 1);
    }
}

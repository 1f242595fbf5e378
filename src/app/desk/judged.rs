//! A complaint that was judged, with everything that says what became of it.

use std::sync::Arc;
use std::time::Duration;

use fenzhen_engine::triage::{Ranked, Snapshot, Suggestion, Ticket};

use crate::store::JudgedTicket;

use super::complaint::Origin;

/// A judged complaint. Names, words and masks are looked up in it by whoever shows it.
#[derive(Clone)]
pub struct Judged {
    /// What was judged.
    pub ticket: Ticket,
    /// What came of it.
    pub suggestion: Suggestion,
    /// What it was judged by: names, deadlines and the revision are this one's.
    pub snapshot: Arc<Snapshot>,
    /// fenzhen's id for it, to give feedback by; `None` where it is not kept.
    pub kept: Option<String>,
    /// How long judging took.
    pub took: Duration,
}

/// A judged ticket as it is put on record under an id.
pub(in crate::app) fn on_record(id: String, ticket: &Ticket, origin: Origin, judged: &Suggestion, revision: i64) -> JudgedTicket {
    let first = |ranked: &[Ranked]| ranked.first().map(|r| r.id.clone());
    JudgedTicket {
        id,
        external_id: ticket.id.clone(),
        title: ticket.title.clone(),
        text: ticket.text.clone(),
        channel: origin.channel,
        product: origin.product,
        received_at: ticket.received_at.to_string(),
        outcome: judged.outcome.as_str().to_owned(),
        category: first(&judged.categories),
        department: first(&judged.departments),
        entry: first(&judged.entries),
        revision,
    }
}

//! A complaint that was judged, with everything that says what became of it.

use std::sync::Arc;
use std::time::Duration;

use fenzhen_engine::text::Span;
use fenzhen_engine::text::signals::mask_personal;
use fenzhen_engine::triage::{Evidence, Ranked, Snapshot, Suggestion, Ticket, TicketPart};

use crate::store::JudgedTicket;

use super::complaint::Origin;

/// Choices beside the first that are shown.
const ALTERNATIVES: usize = 4;
/// Choices less likely than this are not worth a line.
const LEAST_CONFIDENCE: f64 = 0.01;

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

impl Judged {
    /// Words of the ticket as a person may read them: personal numbers masked, as in the key facts.
    #[must_use]
    pub fn words_shown(&self, part: TicketPart, span: Span) -> String {
        self.suggestion.words_shown(&self.ticket, part, span)
    }

    /// The terms that a piece of evidence matched, as far as they are not the digits of a masked number.
    #[must_use]
    pub fn matches_shown(&self, evidence: &Evidence) -> Vec<String> {
        let touches = |part: TicketPart, span: Span| {
            let facts = self.suggestion.signals.iter().filter(|(of, fact)| *of == part && fact.masked.is_some());
            facts.into_iter().any(|(_, fact)| fact.span.overlaps(span))
        };
        if evidence.place.is_some_and(|(part, span)| touches(part, span)) {
            return Vec::new();
        }
        evidence.matched.iter().map(|term| mask_personal(term)).collect()
    }
}

/// The choices beside the first that are worth a line.
pub fn alternatives(ranked: &[Ranked]) -> impl Iterator<Item = &Ranked> {
    ranked.iter().skip(1).take(ALTERNATIVES).filter(|choice| choice.confidence >= LEAST_CONFIDENCE)
}

/// A judged ticket as it is put on record under an id.
pub(in crate::app) fn on_record(id: String, ticket: &Ticket, origin: Origin, judged: &Suggestion, revision: i64) -> JudgedTicket {
    JudgedTicket {
        id,
        external_id: ticket.id.clone(),
        title: ticket.title.clone(),
        text: ticket.text.clone(),
        channel: origin.channel,
        product: origin.product,
        received_at: ticket.received_at,
        outcome: judged.outcome.as_str().to_owned(),
        labels: judged.likeliest(),
        revision,
    }
}

//! The ticket's words as a person may read them in evidence and reasons: personal numbers masked, as in the key facts.

use fenzhen_engine::text::Span;
use fenzhen_engine::text::signals::{mask_personal, mask_words};
use fenzhen_engine::triage::TicketPart;

use super::{EvidenceView, ReasonView, SignalView};

impl EvidenceView {
    /// The words it stands on, with personal numbers masked; none where it stands on no words.
    #[must_use]
    pub fn shown(&self, signals: &[SignalView]) -> Option<String> {
        let text = self.text.as_deref()?;
        Some(Words::of(self.part, self.start, self.end).map_or_else(|| mask_personal(text), |words| words.shown(text, signals)))
    }

    /// The terms it matched, as far as they are not the digits of a masked number.
    #[must_use]
    pub fn shown_matches(&self, signals: &[SignalView]) -> Vec<String> {
        let words = Words::of(self.part, self.start, self.end);
        if words.is_some_and(|words| words.touch_a_fact(signals)) {
            return Vec::new();
        }
        self.matched.iter().map(|term| mask_personal(term)).collect()
    }
}

impl ReasonView {
    /// The words that raised it, with personal numbers masked; none where no words did.
    #[must_use]
    pub fn shown(&self, signals: &[SignalView]) -> Option<String> {
        let text = self.text.as_deref()?;
        Some(Words::of(self.part, self.start, self.end).map_or_else(|| mask_personal(text), |words| words.shown(text, signals)))
    }
}

/// Where words stand in a ticket.
#[derive(Clone, Copy)]
struct Words {
    part: TicketPart,
    span: Span,
}

impl Words {
    fn of(part: Option<TicketPart>, start: Option<u32>, end: Option<u32>) -> Option<Words> {
        Some(Words { part: part?, span: Span { start: start?, end: end? } })
    }

    /// The masked facts of their part of the ticket, from left to right.
    fn facts(self, signals: &[SignalView]) -> Vec<(Span, &str)> {
        let here = signals.iter().filter(|signal| signal.part == self.part);
        let masked = here.filter_map(|signal| Some((Span { start: signal.start, end: signal.end }, signal.masked.as_deref()?)));
        let mut facts: Vec<_> = masked.collect();
        facts.sort_by_key(|(span, _)| *span);
        facts
    }

    fn touch_a_fact(self, signals: &[SignalView]) -> bool {
        self.facts(signals).iter().any(|(fact, _)| fact.overlaps(self.span))
    }

    /// `text`, which stands there, with the mask of a fact instead of whatever belongs to it.
    fn shown(self, text: &str, signals: &[SignalView]) -> String {
        mask_words(text, self.span, self.facts(signals))
    }
}

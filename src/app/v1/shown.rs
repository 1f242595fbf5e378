//! The ticket's words as a person may read them in evidence and reasons: personal numbers masked, as in the key facts.

use crate::text::signals::mask_personal;
use crate::triage::Part;

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
        if words.is_some_and(|words| words.masked(signals).next().is_some()) {
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
    part: Part,
    start: u32,
    end: u32,
}

impl Words {
    fn of(part: Option<Part>, start: Option<u32>, end: Option<u32>) -> Option<Words> {
        Some(Words { part: part?, start: start?, end: end? })
    }

    /// The masked facts that share a character with them, from left to right.
    fn masked(self, signals: &[SignalView]) -> impl Iterator<Item = (&SignalView, &str)> {
        let meets = move |signal: &&SignalView| {
            signal.part == self.part && signal.start < self.end && self.start < signal.end && signal.masked.is_some()
        };
        let mut meeting: Vec<_> = signals.iter().filter(meets).collect();
        meeting.sort_by_key(|signal| (signal.start, signal.end));
        meeting.into_iter().filter_map(|signal| Some((signal, signal.masked.as_deref()?)))
    }

    /// `text` with the mask of a fact instead of whatever belongs to it.
    fn shown(self, text: &str, signals: &[SignalView]) -> String {
        let chars: Vec<char> = text.chars().collect();
        let slice = |from: u32, to: u32| -> String {
            let at = |place: u32| place.saturating_sub(self.start) as usize;
            chars.get(at(from)..at(to).min(chars.len())).unwrap_or_default().iter().collect()
        };
        let (mut out, mut reached) = (String::new(), self.start);
        for (signal, mask) in self.masked(signals).filter(|(signal, _)| signal.end > self.start) {
            if signal.start > reached {
                out.push_str(&mask_personal(&slice(reached, signal.start)));
            }
            out.push_str(mask);
            reached = reached.max(signal.end);
        }
        if reached < self.end {
            out.push_str(&mask_personal(&slice(reached, self.end)));
        }
        out
    }
}

//! What fills the slots of a ticket: what somebody gave, and what stands in the text, with its place there.

use std::collections::BTreeMap;

use fenzhen_engine::kb::Library;
use fenzhen_engine::text::signals::{self, Signal, SignalKind, mask_personal};
use fenzhen_engine::text::{Span, fold, normalise};
use fenzhen_engine::triage::TicketPart;
use sha2::{Digest, Sha256};

/// Something on record about a complaint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FilledSlot {
    /// The slot, by id.
    pub slot: String,
    /// What is on record.
    pub value: String,
    /// The form to show, for personal data.
    pub masked: Option<String>,
    /// Where in the ticket it was found; `None` where somebody gave it.
    pub place: Option<(TicketPart, Span)>,
}

/// The fewest digits of a number that is somebody's own.
const SHORTEST_PHONE: usize = 5;

/// The key facts of a ticket's two texts.
pub(super) fn facts(title: &str, text: &str) -> Vec<(TicketPart, Signal)> {
    let find =
        |part: TicketPart, raw: &str| signals::find(raw, &normalise(raw)).into_iter().map(move |signal| (part, signal)).collect();
    let both: [Vec<_>; 2] = [find(TicketPart::Title, title), find(TicketPart::Text, text)];
    both.into_iter().flatten().collect()
}

/// The slots that key facts fill, each by the first that does.
pub(super) fn found(library: &Library, facts: &[(TicketPart, Signal)]) -> BTreeMap<String, String> {
    let mut slots = BTreeMap::new();
    for slot in &library.slots.slots {
        let fills = |(_, signal): &&(TicketPart, Signal)| slot.filled_by.iter().any(|kind| kind == signal.kind.as_str());
        if let Some((_, signal)) = facts.iter().find(fills) {
            slots.insert(slot.id.clone(), signal.text.clone());
        }
    }
    slots
}

/// Slots that are filled: with their place in the text, where that is what fills them.
pub(super) fn filled(library: &Library, facts: &[(TicketPart, Signal)], slots: &BTreeMap<String, String>) -> Vec<FilledSlot> {
    let filled = |(id, value): (&String, &String)| {
        let slot = library.slots.get(id);
        let fills = |(_, signal): &&(TicketPart, Signal)| {
            signal.text == *value && slot.is_some_and(|slot| slot.filled_by.iter().any(|kind| kind == signal.kind.as_str()))
        };
        let found = facts.iter().find(fills);
        let masked = match found {
            Some((_, signal)) => signal.masked.clone(),
            None => Some(mask_personal(value)).filter(|masked| masked != value),
        };
        let place = found.map(|(part, signal)| (*part, signal.span));
        FilledSlot { slot: id.clone(), value: value.clone(), masked, place }
    };
    slots.iter().map(filled).collect()
}

/// Whoever the text says it is about: staff numbers; and names, where the complaint is about somebody's manner.
pub(super) fn complained_about(facts: &[(TicketPart, Signal)], category: Option<&str>) -> Vec<String> {
    let of_manner = category.is_some_and(|category| category.split('/').any(|part| part == "attitude" || part == "staff"));
    let names = |kind: SignalKind| kind == SignalKind::StaffNo || (of_manner && kind == SignalKind::Person);
    let mut about: Vec<String> = facts.iter().filter(|(_, s)| names(s.kind)).map(|(_, s)| s.text.clone()).collect();
    about.dedup();
    about
}

/// Threats in the text, as they were made.
pub(super) fn threats(facts: &[(TicketPart, Signal)]) -> Vec<String> {
    facts.iter().filter(|(_, signal)| signal.kind == SignalKind::Threat).map(|(_, signal)| signal.text.clone()).collect()
}

/// Digests by which a customer is known again: what the sender calls them, phones, accounts. Whoever writes `无` for a number
/// has none, and is not the customer of everybody else who does.
pub(super) fn customer(
    source: &str,
    id: Option<&str>,
    facts: &[(TicketPart, Signal)],
    given: &BTreeMap<String, String>,
) -> Vec<Vec<u8>> {
    let digest = |kind: &str, value: &str| Sha256::digest(format!("{kind}\n{}", fold(value))).to_vec();
    let phone = |value: &str| {
        let digits: String = fold(value).chars().filter(char::is_ascii_digit).collect();
        (digits.len() >= SHORTEST_PHONE).then(|| digest("phone", &digits))
    };
    let account = |value: &str| {
        let is_one = fold(value).chars().any(|c| c.is_ascii_alphanumeric());
        is_one.then(|| digest("account", value))
    };
    let mut keys: Vec<Vec<u8>> = id.map(|id| digest(&format!("id of {source}"), id)).into_iter().collect();
    for (_, signal) in facts {
        match signal.kind {
            SignalKind::Phone => keys.extend(phone(&signal.text)),
            SignalKind::AccountNo => keys.extend(account(&signal.text)),
            _ => {}
        }
    }
    keys.extend(given.get("phone").and_then(|value| phone(value)));
    keys.extend(given.get("account_no").and_then(|value| account(value)));
    keys.sort();
    keys.dedup();
    keys
}

/// What equal complaints share, however they are written.
pub(super) fn text_digest(title: &str, text: &str) -> Vec<u8> {
    Sha256::digest(format!("{}\n{}", fold(title), fold(text))).to_vec()
}

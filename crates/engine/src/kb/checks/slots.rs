//! Slots: their ids, and what fills them.

use super::{Findings, Rule, repeats};
use crate::kb::ids::is_name;
use crate::kb::pack;
use crate::kb::parsed::Parsed;
use crate::text::signals::SignalKind;

pub(super) const RULES: &[Rule] = &[
    Rule::error("bad-slot-id", "a slot's id is lower-case ASCII words joined by `_`", bad_slot_id),
    Rule::error("duplicate-slot", "no two slots have the same id", duplicate_slot),
    Rule::error("unknown-signal-kind", "slots are filled by kinds of signals that are found", unknown_signal_kind),
];

fn bad_slot_id(parsed: &Parsed<'_>, found: &mut Findings) {
    for (nth, slot) in parsed.library.slots.slots.iter().enumerate().filter(|(_, slot)| !slot.id.is_empty() && !is_name(&slot.id))
    {
        let message = format!("{:?} is not a valid id of a slot", slot.id);
        found.at(pack::SLOTS, format!("slot[{nth}].id"), message, "write it like order_no");
    }
}

fn duplicate_slot(parsed: &Parsed<'_>, found: &mut Findings) {
    let ids = parsed.library.slots.slots.iter().enumerate().map(|(nth, slot)| (slot.id.as_str(), nth));
    for (nth, first) in repeats(ids.filter(|(id, _)| !id.is_empty())) {
        let message = format!("slot {} of this file has the same id", first + 1);
        found.at(pack::SLOTS, format!("slot[{nth}].id"), message, "rename or remove one of them");
    }
}

fn unknown_signal_kind(parsed: &Parsed<'_>, found: &mut Findings) {
    let known = |kind: &str| SignalKind::ALL.iter().any(|known| known.as_str() == kind);
    for (nth, slot) in parsed.library.slots.slots.iter().enumerate() {
        for (at, kind) in slot.filled_by.iter().enumerate().filter(|(_, kind)| !kind.is_empty() && !known(kind)) {
            let kinds: Vec<&str> = SignalKind::ALL.iter().map(|kind| kind.as_str()).collect();
            let help = format!("write one of {}", kinds.join(", "));
            found.at(pack::SLOTS, format!("slot[{nth}].filled_by[{at}]"), format!("{kind:?} is not a kind of signal"), &help);
        }
    }
}

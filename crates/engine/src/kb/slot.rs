//! Slots: what an agent must have on record before acting, and how to ask for it.

use std::collections::BTreeMap;

use super::limits;
use super::names::Names;
use super::read::{Fields, index_by};

/// Something to have on record, such as the order number.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Slot {
    /// Lower-case words joined by `_`: `order_no`. Scripts leave a blank for it as `{order_no}`.
    pub id: String,
    /// What people call it.
    pub names: Names,
    /// The question to the customer.
    pub ask: Names,
    /// The kinds of signals that fill it when the ticket has one, as [`crate::text::signals::SignalKind::as_str`] spells
    /// them.
    pub filled_by: Vec<String>,
}

/// The slots of `slots.toml`.
#[derive(Debug, Clone, Default)]
pub struct Slots {
    /// In the order of the file; where two have the same id, the first counts.
    pub slots: Vec<Slot>,
    by_id: BTreeMap<String, usize>,
}

impl Slots {
    /// The slot with this id.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Slot> {
        self.by_id.get(id).and_then(|&nth| self.slots.get(nth))
    }

    pub(super) fn read(fields: &mut Fields<'_, '_>) -> Slots {
        let slots = fields.tables("slot", |slot| Slot {
            id: slot.text("id", limits::WORD),
            names: Names::read(slot, "names"),
            ask: Names::read(slot, "ask"),
            filled_by: slot.texts("filled_by", limits::WORD),
        });
        Slots { by_id: index_by(&slots, |s| &s.id), slots }
    }
}

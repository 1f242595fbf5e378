//! Where the features of a ticket stand in its passages. It depends on no label, so every explanation shares it.

use super::grams::Kind;
use super::input::Place;

/// One place where a feature of a ticket stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Spot {
    /// Which feature, in the order of the ticket's vector.
    pub feature: u32,
    pub kind: Kind,
    pub place: Place,
    /// Byte offset in the passage's text.
    pub start: u32,
    /// Byte offset one past the end.
    pub end: u32,
}

/// All places of a ticket's features, in the order of reading.
#[derive(Debug, Clone, Default)]
pub(super) struct Places {
    pub spots: Vec<Spot>,
}

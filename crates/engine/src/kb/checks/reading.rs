//! What reading a file shows by itself.

use super::Rule;

pub(super) const RULES: &[Rule] = &[
    Rule::reading("toml-syntax", "every .toml file is valid TOML"),
    Rule::reading("unknown-key", "no key is misspelled or out of place"),
    Rule::reading("missing-key", "no key is left out that must be there"),
    Rule::reading("wrong-type", "every value is of the type its key takes"),
    Rule::reading("unknown-value", "urgency, status, expect, clock and raises_to say one of their words"),
    Rule::reading("blank-text", "no text is empty"),
    Rule::reading("text-too-long", "texts are as short as they can be read at a glance: a title 80 characters, a symptom 500"),
    Rule::reading("control-character", "no text has characters that cannot be seen or that reorder others"),
    Rule::reading("bad-date", "every date is a day of the calendar, written 2026-10-15"),
    Rule::reading("bad-within", "every length of time is a number with m, h, d or wd"),
];

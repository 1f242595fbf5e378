//! Entries: their place, their dates, and how much they must say.

use super::{Findings, Rule};
use crate::kb::ids::is_entry_id;
use crate::kb::parsed::Parsed;
use jiff::civil::Date;

pub(super) const RULES: &[Rule] = &[
    Rule::error(
        "bad-entry-id",
        "an entry stands at entries/<domain>/<slug>.toml, in lower-case ASCII words joined by `-`",
        bad_entry_id,
    ),
    Rule::error("expires-before-review", "an entry expires after it was reviewed", expires_before_review),
    Rule::error("too-few-symptoms", "an entry in review or published has at least 4 symptoms", too_few_symptoms),
];

/// Fewer say too little about how customers put it.
const SYMPTOMS: usize = 4;

fn bad_entry_id(parsed: &Parsed<'_>, found: &mut Findings) {
    for entry in parsed.library.entries.iter().filter(|entry| !is_entry_id(&entry.id)) {
        let message = format!("{:?} is not a valid entry id", entry.id);
        found.at(
            entry.path(),
            "",
            message,
            "move the file to entries/<domain>/<slug>.toml, such as entries/telecom/light-modem.toml",
        );
    }
}

fn expires_before_review(parsed: &Parsed<'_>, found: &mut Findings) {
    // A date that could not be read has been named already.
    let read = |date: Date| date != Date::ZERO;
    for entry in
        parsed.library.entries.iter().filter(|e| read(e.reviewed_on) && read(e.expires_on) && e.expires_on <= e.reviewed_on)
    {
        let message = format!("it expires on {} but was reviewed on {}", entry.expires_on, entry.reviewed_on);
        let help = "set expires_on to when it must be reviewed again, usually a year later";
        found.at(entry.path(), "expires_on", message, help).about([entry.expires_on, entry.reviewed_on]);
    }
}

fn too_few_symptoms(parsed: &Parsed<'_>, found: &mut Findings) {
    for entry in parsed.library.entries.iter().filter(|entry| entry.must_be_complete() && entry.symptoms.len() < SYMPTOMS) {
        let message = format!("it has {} symptoms; it takes at least {SYMPTOMS} to be found", entry.symptoms.len());
        let help = "add how other customers put it, or make it a draft";
        found.at(entry.path(), "symptoms", message, help).about([entry.symptoms.len(), SYMPTOMS]);
    }
}

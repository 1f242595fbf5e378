//! Duplicates: two entries must not compete for the same words.

use super::similar::plain;
use super::{Findings, Rule, repeats};
use crate::kb::entry::{Entry, Status};
use crate::kb::parsed::Parsed;

pub(super) const RULES: &[Rule] = &[
    Rule::error("duplicate-title", "no two entries have the same title", duplicate_title),
    Rule::error("duplicate-symptom", "no symptom is written twice, within an entry or between two", duplicate_symptom),
];

/// Retired entries do not compete; their words often live on in the entry that took their place.
fn competing<'a>(parsed: &'a Parsed<'_>) -> impl Iterator<Item = &'a Entry> {
    parsed.library.entries.iter().map(|entry| &**entry).filter(|entry| entry.status != Status::Retired)
}

fn duplicate_title(parsed: &Parsed<'_>, found: &mut Findings) {
    let titles = competing(parsed).map(|entry| (plain(&entry.title), entry)).filter(|(title, _)| !title.is_empty());
    for (entry, first) in repeats(titles) {
        let message = format!("{} has the title {:?} already", first.id, first.title);
        let help = "say in the title what sets this one apart, or merge the two";
        found.at(entry.path(), "title", message, help).about([&first.id, &first.title]);
    }
}

fn duplicate_symptom(parsed: &Parsed<'_>, found: &mut Findings) {
    let symptoms =
        competing(parsed).flat_map(|entry| entry.symptoms.iter().enumerate().map(move |(nth, text)| (entry, nth, text)));
    let keyed = symptoms.map(|item| (plain(item.2), item)).filter(|(key, _)| !key.is_empty());
    for ((entry, nth, text), (first, at, _)) in repeats(keyed) {
        let message = format!("{text:?} is symptom {} of {} already", at + 1, first.id);
        let help = "keep it where it belongs, and put another customer's words here";
        found.at(entry.path(), format!("symptoms[{nth}]"), message, help).about([text, &first.id, &(at + 1).to_string()]);
    }
}

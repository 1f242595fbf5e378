//! References: what entries name must be there.

use super::{Findings, Rule};
use crate::kb::pack;
use crate::kb::parsed::Parsed;

pub(super) const RULES: &[Rule] = &[
    Rule::error("unknown-category", "the category of every entry is in taxonomy.toml", unknown_category),
    Rule::error("unknown-department", "the department of every entry is in departments.toml", unknown_department),
    Rule::error("unknown-slot", "every slot an entry asks for is in slots.toml", unknown_slot),
];

const HELP: &str = "name one that is there, or add it there first";

fn unknown_category(parsed: &Parsed<'_>, found: &mut Findings) {
    if !parsed.is_read(pack::TAXONOMY) {
        return;
    }
    // A blank one has been named already; the same holds below.
    for entry in parsed.library.entries.iter().filter(|entry| !entry.category.is_empty()) {
        if parsed.library.taxonomy.get(&entry.category).is_none() {
            let message = format!("the category {:?} is not in {}", entry.category, pack::TAXONOMY);
            found.at(entry.path(), "category", message, HELP).about([&entry.category]);
        }
    }
}

fn unknown_department(parsed: &Parsed<'_>, found: &mut Findings) {
    if !parsed.is_read(pack::DEPARTMENTS) {
        return;
    }
    for entry in parsed.library.entries.iter().filter(|entry| !entry.department.is_empty()) {
        if parsed.library.departments.get(&entry.department).is_none() {
            let message = format!("the department {:?} is not in {}", entry.department, pack::DEPARTMENTS);
            found.at(entry.path(), "department", message, HELP).about([&entry.department]);
        }
    }
}

fn unknown_slot(parsed: &Parsed<'_>, found: &mut Findings) {
    if !parsed.is_read(pack::SLOTS) {
        return;
    }
    for entry in &parsed.library.entries {
        for (nth, slot) in entry.ask.iter().enumerate().filter(|(_, slot)| parsed.library.slots.get(slot).is_none()) {
            let message = format!("the slot {slot:?} is not in {}", pack::SLOTS);
            found.at(entry.path(), format!("ask[{nth}]"), message, HELP).about([slot]);
        }
    }
}

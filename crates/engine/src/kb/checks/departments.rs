//! Departments: their ids, their names, and to whom a matter goes up.

use super::similar::plain;
use super::{Findings, Rule, repeats};
use crate::kb::ids::is_slug;
use crate::kb::pack;
use crate::kb::parsed::Parsed;

pub(super) const RULES: &[Rule] = &[
    Rule::error("bad-department-id", "a department's id is lower-case ASCII words joined by `-`", bad_department_id),
    Rule::error("duplicate-department", "no two departments have the same id", duplicate_department),
    Rule::error("alias-clash", "no name or alias stands for two departments", alias_clash),
    Rule::error("escalation-not-three", "every department has three levels of escalation", escalation_not_three),
];

const LEVELS: usize = 3;

fn bad_department_id(parsed: &Parsed<'_>, found: &mut Findings) {
    for (nth, department) in parsed.library.departments.departments.iter().enumerate() {
        if !department.id.is_empty() && !is_slug(&department.id) {
            let message = format!("{:?} is not a valid id of a department", department.id);
            found.at(pack::DEPARTMENTS, format!("department[{nth}].id"), message, "write it like network-maintenance");
        }
    }
}

fn duplicate_department(parsed: &Parsed<'_>, found: &mut Findings) {
    let ids = parsed.library.departments.departments.iter().enumerate().map(|(nth, d)| (d.id.as_str(), nth));
    for (nth, first) in repeats(ids.filter(|(id, _)| !id.is_empty())) {
        let message = format!("department {} of this file has the same id", first + 1);
        found.at(pack::DEPARTMENTS, format!("department[{nth}].id"), message, "rename or remove one of them");
    }
}

fn alias_clash(parsed: &Parsed<'_>, found: &mut Findings) {
    let departments = &parsed.library.departments.departments;
    let mut called = Vec::new();
    for (nth, department) in departments.iter().enumerate() {
        let names =
            [("zh-Hans", &department.names.zh_hans), ("zh-Hant", &department.names.zh_hant), ("en", &department.names.en)];
        // A department may be called the same in two languages.
        let mut own: Vec<(String, String)> = Vec::new();
        for (language, name) in names {
            own.push((plain(name), format!("department[{nth}].names.{language}")));
        }
        for (alias_nth, alias) in department.aliases.iter().enumerate() {
            own.push((plain(alias), format!("department[{nth}].aliases[{alias_nth}]")));
        }
        own.sort_by(|a, b| a.0.cmp(&b.0));
        own.dedup_by(|later, first| later.0 == first.0);
        called.extend(own.into_iter().filter(|(name, _)| !name.is_empty()).map(|(name, field)| (name, nth, field)));
    }
    for ((nth, field), (first, _)) in repeats(called.iter().map(|(name, nth, field)| (name, (*nth, field.as_str())))) {
        let first = departments.get(first).map_or("another", |d| d.id.as_str());
        let message = format!("department {} is called like {first}", nth + 1);
        found.at(pack::DEPARTMENTS, field, message, "give each its own name, so that a ticket can name it");
    }
}

fn escalation_not_three(parsed: &Parsed<'_>, found: &mut Findings) {
    for (nth, department) in parsed.library.departments.departments.iter().enumerate() {
        let levels = department.escalation.len();
        if levels != LEVELS {
            let message = format!("{levels} levels of escalation, not {LEVELS}");
            found.at(
                pack::DEPARTMENTS,
                format!("department[{nth}].escalation"),
                message,
                "name front line, department and general manager",
            );
        }
    }
}

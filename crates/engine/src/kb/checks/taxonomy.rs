//! Categories: their ids, and who handles them.

use super::{Findings, Rule, repeats};
use crate::kb::ids::is_path;
use crate::kb::pack;
use crate::kb::parsed::Parsed;

pub(super) const RULES: &[Rule] = &[
    Rule::error("bad-category-id", "a category's id is two to four slugs joined by `/`", bad_category_id),
    Rule::error("duplicate-category", "no two categories have the same id", duplicate_category),
    Rule::error("category-without-department", "every category has a department that is there", without_department),
    Rule::reading("missing-name", "categories, departments and slots have names in zh-Hans, zh-Hant and en"),
];

fn bad_category_id(parsed: &Parsed<'_>, found: &mut Findings) {
    for (nth, category) in parsed.library.taxonomy.categories.iter().enumerate() {
        if !category.id.is_empty() && !is_path(&category.id) {
            let message = format!("{:?} is not a valid id of a category", category.id);
            let help = "write lower-case ASCII words joined by `-`, in a path such as telecom/fault/broadband";
            found.at(pack::TAXONOMY, format!("category[{nth}].id"), message, help);
        }
    }
}

fn duplicate_category(parsed: &Parsed<'_>, found: &mut Findings) {
    let ids = parsed.library.taxonomy.categories.iter().enumerate().map(|(nth, c)| (c.id.as_str(), nth));
    for (nth, first) in repeats(ids.filter(|(id, _)| !id.is_empty())) {
        let message = format!("category {} of this file has the same id", first + 1);
        found.at(pack::TAXONOMY, format!("category[{nth}].id"), message, "rename or remove one of them");
    }
}

fn without_department(parsed: &Parsed<'_>, found: &mut Findings) {
    if !parsed.is_read(pack::DEPARTMENTS) {
        return;
    }
    for (nth, category) in parsed.library.taxonomy.categories.iter().enumerate().filter(|(_, c)| !c.department.is_empty()) {
        if parsed.library.departments.get(&category.department).is_none() {
            let message = format!("the department {:?} is not in {}", category.department, pack::DEPARTMENTS);
            found.at(pack::TAXONOMY, format!("category[{nth}].department"), message, "name one that is there");
        }
    }
}

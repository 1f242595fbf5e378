//! Names: from what people call a category or a department to its id, and back.

use std::collections::HashMap;

use fenzhen_engine::kb::{Labels, Library};
use fenzhen_engine::text::fold;

/// The names of a library.
pub(in crate::app::runs) struct Names {
    categories: HashMap<String, String>,
    departments: HashMap<String, String>,
}

impl Names {
    pub(in crate::app::runs) fn of(library: &Library) -> Names {
        let mut names = Names { categories: HashMap::new(), departments: HashMap::new() };
        for category in &library.taxonomy.categories {
            let called = [&category.names.zh_hans, &category.names.zh_hant, &category.names.en];
            insert(&mut names.categories, &category.id, called.into_iter().map(String::as_str));
        }
        for department in &library.departments.departments {
            let called = [&department.names.zh_hans, &department.names.zh_hant, &department.names.en];
            let called = called.into_iter().chain(&department.aliases).map(String::as_str);
            insert(&mut names.departments, &department.id, called);
        }
        names
    }

    /// Labels with the ids of what they name; what the library does not know stays as it is worded.
    pub(in crate::app::runs) fn known(&self, labels: Labels) -> Labels {
        let known = |label: Option<String>, names: &HashMap<String, String>| {
            label.map(|label| names.get(&fold(label.trim())).filter(|id| !id.is_empty()).cloned().unwrap_or(label))
        };
        Labels {
            category: known(labels.category, &self.categories),
            department: known(labels.department, &self.departments),
            entry: labels.entry,
        }
    }
}

/// Of several with one name, none is meant by it.
fn insert<'a>(names: &mut HashMap<String, String>, id: &str, called: impl Iterator<Item = &'a str>) {
    names.insert(fold(id), id.to_owned());
    for name in called.filter(|name| !name.trim().is_empty()) {
        let known = names.entry(fold(name)).or_insert_with(|| id.to_owned());
        if known != id {
            known.clear();
        }
    }
}

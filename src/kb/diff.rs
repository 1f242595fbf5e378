//! The difference between two states of an entry, field by field, for people to read.

use std::collections::BTreeMap;

use serde_json::Value;

use super::entry::Entry;

/// What changed in one field.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct FieldChange {
    /// The field, such as `title`, `symptoms` or `steps[2].within`.
    pub field: String,
    /// What stood there and does not any more.
    pub removed: Vec<String>,
    /// What stands there now and did not before.
    pub added: Vec<String>,
}

/// The fields in which two states of an entry differ, in the order of their names. A state that is not there (the entry
/// was added or removed) counts as empty.
#[must_use]
pub fn diff(before: Option<&Entry>, after: Option<&Entry>) -> Vec<FieldChange> {
    let (before, after) = (fields(before), fields(after));
    let mut names: Vec<&String> = before.keys().chain(after.keys()).collect();
    names.sort_unstable();
    names.dedup();
    let none = Vec::new();
    let changes = names.into_iter().map(|name| {
        let (old, new) = (before.get(name).unwrap_or(&none), after.get(name).unwrap_or(&none));
        FieldChange { field: name.clone(), removed: without(old, new), added: without(new, old) }
    });
    changes.filter(|change| !change.removed.is_empty() || !change.added.is_empty()).collect()
}

/// The items of `all` that `others` does not have, repeats counted.
fn without(all: &[String], others: &[String]) -> Vec<String> {
    let mut left: Vec<&String> = others.iter().collect();
    let mut rest = Vec::new();
    for item in all {
        match left.iter().position(|other| *other == item) {
            Some(at) => drop(left.swap_remove(at)),
            None => rest.push(item.clone()),
        }
    }
    rest
}

/// Every field with what stands in it: lists of texts by item, lists of tables by number and key.
fn fields(entry: Option<&Entry>) -> BTreeMap<String, Vec<String>> {
    let mut fields = BTreeMap::new();
    if let Some(Ok(value)) = entry.map(serde_json::to_value) {
        collect("", &value, &mut fields);
    }
    fields
}

fn collect(name: &str, value: &Value, fields: &mut BTreeMap<String, Vec<String>>) {
    match value {
        Value::Object(table) => {
            for (key, value) in table {
                let name = if name.is_empty() { key.clone() } else { format!("{name}.{key}") };
                collect(&name, value, fields);
            }
        }
        Value::Array(items) => {
            for (nth, item) in items.iter().enumerate() {
                match item {
                    Value::String(text) => fields.entry(name.to_owned()).or_default().push(text.clone()),
                    other => collect(&format!("{name}[{nth}]"), other, fields),
                }
            }
        }
        Value::String(text) => fields.entry(name.to_owned()).or_default().push(text.clone()),
        Value::Null => {}
        other => fields.entry(name.to_owned()).or_default().push(other.to_string()),
    }
}

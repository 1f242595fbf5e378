//! The difference between two states of an entry, field by field, for people to read.

use std::collections::{BTreeMap, HashMap};

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
    let changes = names.into_iter().filter_map(|name| {
        let (old, new) = (before.get(name).unwrap_or(&none), after.get(name).unwrap_or(&none));
        change(name, old, new)
    });
    changes.collect()
}

/// What left a list and what came; for one that only stands in another order, all of it.
fn change(name: &str, old: &[String], new: &[String]) -> Option<FieldChange> {
    if old == new {
        return None;
    }
    let (mut removed, mut added) = (without(old, new), without(new, old));
    if removed.is_empty() && added.is_empty() {
        (removed, added) = (old.to_vec(), new.to_vec());
    }
    Some(FieldChange { field: name.to_owned(), removed, added })
}

/// The items of `all` that `others` does not have, repeats counted.
fn without(all: &[String], others: &[String]) -> Vec<String> {
    let mut left: HashMap<&String, usize> = HashMap::new();
    for item in others {
        *left.entry(item).or_default() += 1;
    }
    let mut rest = Vec::new();
    for item in all {
        match left.get_mut(item).filter(|count| **count > 0) {
            Some(count) => *count -= 1,
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

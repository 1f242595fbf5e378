//! What is said of a judged ticket in the same words wherever it is told: names, the model that judged.

use fenzhen_engine::kb::Library;
use fenzhen_engine::triage::Snapshot;

/// What the pack calls the front line.
const AGENT: &str = "坐席";

/// A category's name in Simplified Chinese; what the library does not know goes by its id.
pub(crate) fn category_name(library: &Library, id: &str) -> String {
    library.taxonomy.get(id).map_or_else(|| id.to_owned(), |category| category.names.zh_hans.clone())
}

/// A department's name; what is not a department (坐席, 班长) is its own name.
pub(crate) fn department_name(library: &Library, id: &str) -> String {
    let name = library.departments.get(id).map(|department| department.names.zh_hans.as_str());
    name.unwrap_or(if id.is_empty() { AGENT } else { id }).to_owned()
}

/// The parts that judged, and what they learned from.
pub(crate) fn model(snapshot: &Snapshot) -> String {
    let parts = if snapshot.judge.is_some() { "linear+near+language+document" } else { "bm25f" };
    format!("{parts}/{} entries/{} cases", snapshot.index.forward().len(), snapshot.cases.len())
}

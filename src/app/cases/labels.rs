//! Labels: what a verdict says the ticket is, checked against the library.

use fenzhen_engine::kb::{Labels, Library, Status};

use crate::api::v1::{FeedbackRequest, Verdict};
use crate::app::RequestError;

use super::near_names::near;
use super::subject::Suggested;

/// Characters of an unknown id that are repeated in the answer.
const REPEATED: usize = 80;

/// The labels a verdict teaches; `None` where it teaches nothing.
pub(super) fn taught(request: &FeedbackRequest, suggested: Suggested, library: &Library) -> Result<Option<Labels>, RequestError> {
    let given =
        Labels { category: request.category.clone(), department: request.department.clone(), entry: request.entry.clone() };
    match request.verdict {
        Verdict::Corrected => corrected(given, library).map(Some),
        verdict if !given.is_empty() => {
            let message = format!("`{}` goes without labels", verdict.as_str());
            Err(refused("labels-not-wanted", first_given(&given), message, "send `corrected` to say what is right"))
        }
        Verdict::Rejected if request.replaces.is_some() => {
            let message = "a rejection teaches nothing that could replace a case".to_owned();
            Err(refused("nothing-to-replace", "replaces", message, "send `corrected` to say what is right"))
        }
        Verdict::Rejected => Ok(None),
        Verdict::Accepted if suggested.labels.is_empty() => {
            let message = "there was no suggestion to accept".to_owned();
            Err(refused("nothing-to-accept", "verdict", message, "send `corrected` to say what is right, or `rejected`"))
        }
        Verdict::Accepted => accepted(suggested, library).map(Some),
    }
}

/// What was suggested, as far as it says one thing. The answer is its category and its department: an entry beside them
/// that is about something else was a hint, and is not confirmed with them. Of two possibilities nobody knows which one
/// was meant.
fn accepted(Suggested { labels, ambiguous }: Suggested, library: &Library) -> Result<Labels, RequestError> {
    let labels = known(labels, library)?;
    match strife(&labels, library) {
        None => Ok(labels),
        Some(_) if !ambiguous => Ok(Labels { entry: None, ..labels }),
        Some(Strife { message, .. }) => {
            let help = "send `corrected` with the entry, or the category, that is right";
            Err(refused("labels-contradict", "verdict", message, help))
        }
    }
}

fn corrected(given: Labels, library: &Library) -> Result<Labels, RequestError> {
    if given.is_empty() {
        let message = "nothing is said of what is right".to_owned();
        return Err(refused("no-label", "category", message, "send `category`, `department` or `entry`"));
    }
    let known = known(given, library)?;
    if let Some(Strife { field, message }) = strife(&known, library) {
        let help = "name the entry alone: its category and department follow from it";
        return Err(refused("labels-contradict", field, message, help));
    }
    let Labels { category, department, entry } = known;
    // Whoever names the entry has said what it is about and who handles it.
    let followed = entry.as_deref().and_then(|id| library.entry(id));
    let category = category.or_else(|| followed.map(|e| e.category.clone()).filter(|id| library.taxonomy.get(id).is_some()));
    let department =
        department.or_else(|| followed.map(|e| e.department.clone()).filter(|id| library.departments.get(id).is_some()));
    Ok(Labels { category, department, entry })
}

/// A label that says otherwise than the entry beside it.
struct Strife {
    field: &'static str,
    message: String,
}

/// How labels contradict their entry. One category may lie below the other: it is then only said more closely.
fn strife(labels: &Labels, library: &Library) -> Option<Strife> {
    let entry = labels.entry.as_deref().and_then(|id| library.entry(id))?;
    let told = |field, own: &str, other: &str| Strife {
        field,
        message: format!("the entry {} has the {field} {own}, not {other}", entry.id),
    };
    let category = labels.category.as_deref().filter(|id| !is_within(id, &entry.category) && !is_within(&entry.category, id));
    let department = labels.department.as_deref().filter(|id| *id != entry.department);
    let category = category.map(|id| told("category", &entry.category, id));
    category.or_else(|| department.map(|id| told("department", &entry.department, id)))
}

/// Whether a category is the other, or one of its parts.
fn is_within(id: &str, other: &str) -> bool {
    id.strip_prefix(other).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// The labels, each of which must be there now.
fn known(labels: Labels, library: &Library) -> Result<Labels, RequestError> {
    if let Some(id) = labels.category.as_deref().filter(|id| library.taxonomy.get(id).is_none()) {
        let all = library.taxonomy.categories.iter().map(|c| (c.id.as_str(), c.names.zh_hans.as_str()));
        return Err(unknown("category", id, &near(id, all)));
    }
    if let Some(id) = labels.department.as_deref().filter(|id| library.departments.get(id).is_none()) {
        let all = library.departments.departments.iter().map(|d| (d.id.as_str(), d.names.zh_hans.as_str()));
        return Err(unknown("department", id, &near(id, all)));
    }
    let is_published = |id: &str| library.entry(id).is_some_and(|e| e.status == Status::Published);
    if let Some(id) = labels.entry.as_deref().filter(|id| !is_published(id)) {
        let published = library.entries.iter().filter(|e| e.status == Status::Published);
        return Err(unknown("entry", id, &near(id, published.map(|e| (e.id.as_str(), e.title.as_str())))));
    }
    Ok(labels)
}

fn unknown(field: &'static str, id: &str, near: &[&str]) -> RequestError {
    let what = if field == "entry" { "published entry" } else { field };
    let shown: String = id.chars().take(REPEATED).collect();
    let meant = if near.is_empty() { String::new() } else { format!("; near it: {}", near.join(", ")) };
    refused("unknown-label", field, format!("there is no {what} {shown:?}{meant}"), "send an id of the library")
}

fn first_given(given: &Labels) -> &'static str {
    let Labels { category, department, .. } = given;
    if category.is_some() {
        "category"
    } else if department.is_some() {
        "department"
    } else {
        "entry"
    }
}

fn refused(code: &'static str, field: &'static str, message: String, help: &'static str) -> RequestError {
    RequestError { code, field, message, help }
}

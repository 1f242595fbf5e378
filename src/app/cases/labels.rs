//! Labels: what a verdict says the ticket is, checked against the library.

use fenzhen_engine::kb::{Labels, Library, Status};

use super::error::CaseError;
use super::feedback::Feedback;
use super::label_conflict::LabelConflict;
use super::near_names::near;
use super::subject::Suggested;
use super::verdict::Verdict;

/// Characters of an unknown id that are repeated in the answer.
const REPEATED: usize = 80;

/// The labels a verdict teaches; `None` where it teaches nothing.
pub(super) fn taught(feedback: &Feedback, suggested: Suggested, library: &Library) -> Result<Option<Labels>, CaseError> {
    let given = &feedback.labels;
    match feedback.verdict {
        Verdict::Corrected => corrected(given.clone(), library).map(Some),
        verdict if !given.is_empty() => Err(CaseError::LabelsNotWanted { verdict, field: first_given(given) }),
        Verdict::Rejected if feedback.replaces.is_some() => Err(CaseError::RejectionReplaces),
        Verdict::Rejected => Ok(None),
        Verdict::Accepted if suggested.labels.is_empty() => Err(CaseError::NothingToAccept),
        Verdict::Accepted => accepted(suggested, library).map(Some),
    }
}

/// What was suggested, as far as it says one thing. The answer is its category and its department: an entry beside them
/// that is about something else was a hint, and is not confirmed with them. Of two possibilities nobody knows which one
/// was meant.
fn accepted(Suggested { labels, ambiguous }: Suggested, library: &Library) -> Result<Labels, CaseError> {
    let labels = known(labels, library)?;
    match conflict(&labels, library) {
        None => Ok(labels),
        Some(_) if !ambiguous => Ok(Labels { entry: None, ..labels }),
        Some(conflict) => Err(CaseError::AmbiguousAccepted(conflict)),
    }
}

fn corrected(given: Labels, library: &Library) -> Result<Labels, CaseError> {
    if given.is_empty() {
        return Err(CaseError::NoLabel);
    }
    let known = known(given, library)?;
    if let Some(conflict) = conflict(&known, library) {
        return Err(CaseError::LabelsContradict(conflict));
    }
    let Labels { category, department, entry } = known;
    // Whoever names the entry has said what it is about and who handles it.
    let followed = entry.as_deref().and_then(|id| library.entry(id));
    let category = category.or_else(|| followed.map(|e| e.category.clone()).filter(|id| library.taxonomy.get(id).is_some()));
    let department =
        department.or_else(|| followed.map(|e| e.department.clone()).filter(|id| library.departments.get(id).is_some()));
    Ok(Labels { category, department, entry })
}

/// How labels contradict their entry. One category may lie below the other: it is then only said more closely.
fn conflict(labels: &Labels, library: &Library) -> Option<LabelConflict> {
    let entry = labels.entry.as_deref().and_then(|id| library.entry(id))?;
    let with = |field, own: &str, other: &str| {
        let (own, other) = (own.to_owned(), other.to_owned());
        LabelConflict { field, entry: entry.id.clone(), own, other }
    };
    let category = labels.category.as_deref().filter(|id| !is_within(id, &entry.category) && !is_within(&entry.category, id));
    let department = labels.department.as_deref().filter(|id| *id != entry.department);
    let category = category.map(|id| with("category", &entry.category, id));
    category.or_else(|| department.map(|id| with("department", &entry.department, id)))
}

/// Whether a category is the other, or one of its parts.
fn is_within(id: &str, other: &str) -> bool {
    id.strip_prefix(other).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// The labels, each of which must be there now.
fn known(labels: Labels, library: &Library) -> Result<Labels, CaseError> {
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

fn unknown(field: &'static str, id: &str, near: &[&str]) -> CaseError {
    let id = id.chars().take(REPEATED).collect();
    CaseError::UnknownLabel { field, id, near: near.iter().map(|id| (*id).to_owned()).collect() }
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

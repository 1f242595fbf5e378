//! Listing entries: what stands in the library now, drafts included.

use std::collections::{BTreeMap, BTreeSet};

use crate::api::v1::EntryStatus;
use crate::app::{App, AppError};
use fenzhen_engine::kb::{Entry, Status, parse_entry};
use fenzhen_engine::text::normalise;

/// An entry in a list.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct EntrySummary {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its category's id.
    pub category: String,
    /// Its department's id.
    pub department: String,
    /// Where it stands.
    #[schema(value_type = EntryStatus)]
    pub status: Status,
}

/// Which entries to list.
#[derive(Debug, Clone, Default)]
pub struct EntryQuery {
    /// Only those that stand there.
    pub status: Option<Status>,
    /// Only those of this domain, the first part of the id.
    pub domain: Option<String>,
    /// Only those of this category or one below it.
    pub category: Option<String>,
    /// Only those with this in their id or title, in whichever script, width or case.
    pub text: Option<String>,
    /// Only these.
    pub among: Option<BTreeSet<String>>,
    /// Only those after this id.
    pub after: Option<String>,
    /// How many.
    pub limit: usize,
}

/// Entries by id.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct EntryPage {
    /// The entries.
    pub entries: Vec<EntrySummary>,
    /// What to ask for as `cursor` to go on; absent at the end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

impl App {
    /// The entries that a query asks for.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn entries(&self, query: &EntryQuery) -> Result<EntryPage, AppError> {
        let snapshot = self.snapshot();
        let drifted = self.store.read(|dao| dao.changed_since(snapshot.revision))?;
        // Drafts are saved without a new snapshot; the few that are newer are read from the database.
        let mut newer: BTreeMap<String, Option<EntrySummary>> = BTreeMap::new();
        for drift in drifted {
            let entry = drift.after.and_then(|content| parse_entry(&drift.path, &content).0);
            if let Some(id) = Entry::id_of(&drift.path) {
                newer.insert(id.to_owned(), entry.as_ref().map(EntrySummary::of));
            }
        }
        let mut all: BTreeMap<&str, EntrySummary> = BTreeMap::new();
        for entry in snapshot.library.entries.iter().filter(|entry| !newer.contains_key(&entry.id)) {
            if query.could_list(&entry.id) {
                all.insert(&entry.id, EntrySummary::of(entry));
            }
        }
        for (id, entry) in &newer {
            all.extend(entry.clone().filter(|_| query.could_list(id)).map(|entry| (id.as_str(), entry)));
        }
        let text = query.text.as_deref().map(folded);
        let wanted = all.into_values().filter(|entry| query.lists(entry, text.as_deref()));
        let mut entries: Vec<EntrySummary> = wanted.take(query.limit.saturating_add(1)).collect();
        let more = entries.len() > query.limit;
        entries.truncate(query.limit);
        let next = entries.last().filter(|_| more).map(|last| last.id.clone());
        Ok(EntryPage { entries, next })
    }
}

impl EntryQuery {
    fn could_list(&self, id: &str) -> bool {
        let domain = id.split('/').next();
        self.domain.as_deref().is_none_or(|wanted| domain == Some(wanted)) && self.after.as_deref().is_none_or(|after| id > after)
    }

    fn lists(&self, entry: &EntrySummary, text: Option<&str>) -> bool {
        let said = |text: &str| entry.id.contains(text) || folded(&entry.title).contains(text);
        let below =
            |wanted: &str| entry.category.strip_prefix(wanted).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
        self.status.is_none_or(|status| entry.status == status)
            && self.category.as_deref().is_none_or(below)
            && text.is_none_or(said)
            && self.among.as_ref().is_none_or(|among| among.contains(&entry.id))
    }
}

impl EntrySummary {
    fn of(entry: &Entry) -> EntrySummary {
        let Entry { id, title, category, department, status, .. } = entry;
        let (id, title, category, department) = (id.clone(), title.clone(), category.clone(), department.clone());
        EntrySummary { id, title, category, department, status: *status }
    }
}

fn folded(text: &str) -> String {
    normalise(text.trim()).text
}

//! Library: everything a pack says, ready to be looked up.

use std::sync::Arc;

use super::baseline::Baseline;
use super::department::Departments;
use super::entry::Entry;
use super::lexicon::Lexicon;
use super::sla::Sla;
use super::slot::Slots;
use super::taxonomy::Taxonomy;
use super::workflow::{OWN, Workflow};

/// What becomes of an entry: its id, and what it says from now on; `None` where it is gone.
pub type EntryEdit = (String, Option<Arc<Entry>>);

/// What a pack says. It is never changed; another revision is another library. Its parts are shared, so that a library
/// which differs in a few entries costs little more than those.
#[derive(Debug, Clone, Default)]
pub struct Library {
    /// The categories.
    pub taxonomy: Arc<Taxonomy>,
    /// The departments.
    pub departments: Arc<Departments>,
    /// By when what is due.
    pub sla: Arc<Sla>,
    /// How a ticket is handled; the program's own where the pack has none.
    pub workflow: Arc<Workflow>,
    /// What to have on record.
    pub slots: Arc<Slots>,
    /// Words, synonyms and risks.
    pub lexicon: Arc<Lexicon>,
    /// All entries, whatever their status, sorted by id.
    pub entries: Vec<Arc<Entry>>,
    /// Texts that must get no answer.
    pub baseline: Arc<Baseline>,
}

impl Library {
    /// The entry with this id, whatever its status.
    #[must_use]
    pub fn entry(&self, id: &str) -> Option<&Entry> {
        self.place(id).ok().and_then(|nth| self.entries.get(nth)).map(|entry| &**entry)
    }

    /// The library after some edits, the later of two for the same entry counting; everything else is shared.
    #[must_use]
    pub fn with(&self, edits: &[EntryEdit]) -> Library {
        let mut edited = self.clone();
        for (id, entry) in edits {
            match (edited.place(id), entry) {
                (Ok(nth), Some(entry)) => edited.entries[nth] = Arc::clone(entry),
                (Ok(nth), None) => drop(edited.entries.remove(nth)),
                (Err(nth), Some(entry)) => edited.entries.insert(nth, Arc::clone(entry)),
                (Err(_), None) => {}
            }
        }
        edited
    }

    /// The edits that make this library's entries of an earlier one's. Entries that the two share are not looked at, so
    /// that this costs little where few were edited.
    #[must_use]
    pub fn edits_since(&self, earlier: &Library) -> Vec<EntryEdit> {
        let mut edits = Vec::new();
        let mut before = earlier.entries.iter().peekable();
        for entry in &self.entries {
            while let Some(gone) = before.next_if(|old| !Arc::ptr_eq(old, entry) && old.id < entry.id) {
                edits.push((gone.id.clone(), None));
            }
            match before.next_if(|old| Arc::ptr_eq(old, entry) || old.id == entry.id) {
                Some(old) if Arc::ptr_eq(old, entry) => {}
                _ => edits.push((entry.id.clone(), Some(Arc::clone(entry)))),
            }
        }
        edits.extend(before.map(|gone| (gone.id.clone(), None)));
        edits
    }

    /// The departments a ticket of this category visits, in order: its route's, or else its own alone.
    #[must_use]
    pub fn way(&self, category: &str, own: Option<&str>) -> Vec<String> {
        let own = own.or_else(|| self.taxonomy.get(category).map(|c| c.department.as_str())).filter(|id| !id.is_empty());
        let Some(route) = self.workflow.route(category) else { return own.map(str::to_owned).into_iter().collect() };
        let mut way: Vec<String> = Vec::new();
        for stop in &route.via {
            let department = if stop == OWN { own.unwrap_or_default() } else { stop };
            if !department.is_empty() && !way.iter().any(|known| known == department) {
                way.push(department.to_owned());
            }
        }
        way
    }

    /// Where an entry stands, or would stand.
    fn place(&self, id: &str) -> Result<usize, usize> {
        self.entries.binary_search_by(|entry| entry.id.as_str().cmp(id))
    }
}

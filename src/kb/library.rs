//! Library: everything a pack says, ready to be looked up.

use super::baseline::Baseline;
use super::department::Departments;
use super::entry::Entry;
use super::lexicon::Lexicon;
use super::sla::Sla;
use super::slot::Slots;
use super::taxonomy::Taxonomy;
use super::workflow::Workflow;

/// What a pack says. It is never changed; another revision is another library.
#[derive(Debug, Clone, Default)]
pub struct Library {
    /// The categories.
    pub taxonomy: Taxonomy,
    /// The departments.
    pub departments: Departments,
    /// By when what is due.
    pub sla: Sla,
    /// How a ticket is handled; the program's own where the pack has none.
    pub workflow: Workflow,
    /// What to have on record.
    pub slots: Slots,
    /// Words, synonyms and risks.
    pub lexicon: Lexicon,
    /// All entries, whatever their status, sorted by id.
    pub entries: Vec<Entry>,
    /// Texts that must get no answer.
    pub baseline: Baseline,
}

impl Library {
    /// The entry with this id, whatever its status.
    #[must_use]
    pub fn entry(&self, id: &str) -> Option<&Entry> {
        self.entries.binary_search_by(|entry| entry.id.as_str().cmp(id)).ok().and_then(|nth| self.entries.get(nth))
    }
}

//! Pack: knowledge as files, the form it travels in. What is read is kept byte for byte.

mod folder;
mod shipped;

use std::collections::BTreeMap;

use super::entry::Entry;
use super::ids::is_entry_id;
use super::limits;
use super::problem::Problem;

pub(super) const TAXONOMY: &str = "taxonomy.toml";
pub(super) const DEPARTMENTS: &str = "departments.toml";
pub(super) const SLA: &str = "sla.toml";
pub(super) const SLOTS: &str = "slots.toml";
pub(super) const WORKFLOW: &str = "workflow.toml";
pub(super) const WORDS: &str = "lexicon/words.txt";
pub(super) const SYNONYMS: &str = "lexicon/synonyms.txt";
pub(super) const RISK: &str = "lexicon/risk.toml";
pub(super) const BASELINE: &str = "baseline.jsonl";

/// The files packs may have beside their entries.
pub(super) const KNOWN: &[&str] = &[TAXONOMY, DEPARTMENTS, SLA, SLOTS, WORKFLOW, WORDS, SYNONYMS, RISK, BASELINE];

pub(super) use shipped::shipped_workflow;

/// The files of a pack: path below its folder, with `/` between its parts, and text. It holds any files at all;
/// [`super::check`] says which do not belong.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PackFiles(BTreeMap<String, String>);

impl PackFiles {
    /// The files packs may have beside their entries.
    pub const COMMON: &'static [&'static str] = KNOWN;

    /// A pack of these files.
    #[must_use]
    pub fn new(files: BTreeMap<String, String>) -> PackFiles {
        PackFiles(files)
    }

    /// Whether a pack may have a file at this path: one of the known ones, or an entry's. Nothing outside its folder is.
    #[must_use]
    pub fn may_hold(path: &str) -> bool {
        KNOWN.contains(&path) || Entry::id_of(path).is_some_and(is_entry_id)
    }

    /// The text of a file.
    #[must_use]
    pub fn get(&self, path: &str) -> Option<&str> {
        self.0.get(path).map(String::as_str)
    }

    /// Adds or replaces a file, giving back its former text.
    pub fn insert(&mut self, path: impl Into<String>, content: impl Into<String>) -> Option<String> {
        self.0.insert(path.into(), content.into())
    }

    /// Takes a file out, giving back its text.
    pub fn remove(&mut self, path: &str) -> Option<String> {
        self.0.remove(path)
    }

    /// All files as (path, text), sorted by path.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(path, content)| (path.as_str(), content.as_str()))
    }

    /// How many files there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The files themselves.
    #[must_use]
    pub fn into_inner(self) -> BTreeMap<String, String> {
        self.0
    }
}

pub(super) fn too_large(path: &str, bytes: u64) -> Problem {
    let message = format!("the file has {bytes} bytes; at most {} are read", limits::FILE_BYTES);
    Problem::in_file("file-too-large", path, message, "split it, or remove what does not belong")
}

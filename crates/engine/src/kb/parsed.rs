//! Parsing: from the files of a pack to a [`Library`], and back to the lines a problem is about.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use super::baseline::read_baseline;
use super::department::Departments;
use super::entry::Entry;
use super::lexicon::{Lexicon, Risk, read_synonyms, read_words};
use super::library::Library;
use super::limits;
use super::pack::{self, PackFiles};
use super::problem::Problem;
use super::read::{FieldPlaces, Fields, Notes, read_toml};
use super::sla::Sla;
use super::slot::Slots;
use super::taxonomy::Taxonomy;
use super::workflow::Workflow;

/// A pack that was read: what it says, what could not be read, and the files to find lines in.
#[derive(Debug, Clone)]
pub struct Parsed<'f> {
    /// What the pack says.
    pub library: Library,
    /// What is wrong with how it says it, in no order. [`super::check`] tells these too.
    pub problems: Vec<Problem>,
    /// The files it was read from.
    pub files: &'f PackFiles,
    /// Files that are missing or have no valid syntax: nothing can be said to be unknown to them.
    unread: BTreeSet<&'static str>,
    /// For files of lines, the line of each item.
    items: BTreeMap<&'static str, Vec<u32>>,
}

/// Reads a pack. What cannot be read is named by a problem and left out, or stands as a blank or cautious value.
#[must_use]
pub fn parse(files: &PackFiles) -> Parsed<'_> {
    let (unread, items) = (BTreeSet::new(), BTreeMap::new());
    let mut parsed = Parsed { library: Library::default(), problems: Vec::new(), files, unread, items };
    parsed.library = Library {
        taxonomy: parsed.table(pack::TAXONOMY, Taxonomy::read).into(),
        departments: parsed.table(pack::DEPARTMENTS, Departments::read).into(),
        sla: parsed.table(pack::SLA, Sla::read).into(),
        workflow: parsed.workflow().into(),
        slots: parsed.table(pack::SLOTS, Slots::read).into(),
        lexicon: Arc::new(Lexicon {
            words: parsed.lines(pack::WORDS, read_words),
            synonyms: parsed.lines(pack::SYNONYMS, read_synonyms),
            risks: if files.get(pack::RISK).is_some() { parsed.table(pack::RISK, Risk::read_all) } else { Vec::new() },
        }),
        entries: parsed.entries(),
        baseline: parsed.lines(pack::BASELINE, read_baseline).into(),
    };
    parsed
}

/// Reads the file of one entry; `path` is its place below the pack's folder. `None` where it is not an entry's place or its
/// syntax is wrong. Only what the file itself shows is noted: whether its categories exist takes a whole pack.
#[must_use]
pub fn parse_entry(path: &str, content: &str) -> (Option<Entry>, Vec<Problem>) {
    let Some(id) = Entry::id_of(path) else {
        let help = "put it at entries/<domain>/<slug>.toml";
        return (None, vec![Problem::in_file("unexpected-file", path, "an entry's file does not stand here", help)]);
    };
    let (entry, problems) = read_file(path, content, |notes| read_toml(notes, |fields| Entry::read(id, fields)));
    (entry.flatten(), problems)
}

/// Reads one file, unless it is too large to be anything but a mistake.
fn read_file<T>(path: &str, content: &str, read: impl FnOnce(&mut Notes<'_>) -> T) -> (Option<T>, Vec<Problem>) {
    if content.len() > limits::FILE_BYTES {
        return (None, vec![pack::too_large(path, content.len() as u64)]);
    }
    let mut notes = Notes::new(path, content);
    let value = read(&mut notes);
    (Some(value), notes.into_problems())
}

impl<'f> Parsed<'f> {
    /// A library that was read already, with what was noted about `files` alone.
    pub(super) fn of_library(library: Library, problems: Vec<Problem>, files: &'f PackFiles) -> Parsed<'f> {
        Parsed { library, problems, files, unread: BTreeSet::new(), items: BTreeMap::new() }
    }
}

impl Parsed<'_> {
    /// Whether a file is there and was read.
    pub(super) fn is_read(&self, path: &'static str) -> bool {
        !self.unread.contains(path)
    }

    /// An error about a field of a file, such as `steps[2].within` of an entry or `[3]` of a file of lines, at its line.
    /// Where there is no such field, the line is that of the nearest thing around it.
    #[must_use]
    pub fn problem(&self, code: &'static str, path: &str, field: &str, message: impl Into<String>, help: &str) -> Problem {
        let mut problems = [Problem::in_file(code, path, message, help)];
        problems.iter_mut().for_each(|problem| field.clone_into(&mut problem.named.field));
        self.locate(&mut problems);
        let [problem] = problems;
        problem
    }

    /// Gives problems the lines of their fields. They come file by file, so that each file is parsed once more at most.
    pub(super) fn locate(&self, problems: &mut [Problem]) {
        problems.sort_by(|a, b| a.path.cmp(&b.path));
        for of_file in problems.chunk_by_mut(|a, b| a.path == b.path) {
            let path = of_file.first().map(|problem| problem.path.clone()).unwrap_or_default();
            if let Some(lines) = self.items.get(path.as_str()) {
                for problem in of_file {
                    problem.line = nth(&problem.named.field).and_then(|nth| lines.get(nth)).copied();
                }
            } else if let Some(content) = self.files.get(&path).filter(|_| of_file.iter().any(|p| !p.named.field.is_empty())) {
                let places = FieldPlaces::of_toml(content);
                for problem in of_file {
                    let place = places.find(&problem.named.field);
                    (problem.line, problem.column) = (place.map(|p| p.line), place.map(|p| p.column));
                }
            }
        }
    }

    /// Reads a TOML file that every pack has.
    fn table<T: Default>(&mut self, path: &'static str, read: fn(&mut Fields<'_, '_>) -> T) -> T {
        let Some(content) = self.files.get(path) else {
            let help = format!("add {path}; `fenzhen kb export` writes a pack that has one");
            self.problems.push(Problem::in_file("missing-file", path, "the pack has no such file", help));
            self.unread.insert(path);
            return T::default();
        };
        let (value, problems) = read_file(path, content, |notes| read_toml(notes, read));
        self.problems.extend(problems);
        value.flatten().unwrap_or_else(|| {
            self.unread.insert(path);
            T::default()
        })
    }

    /// Reads the workflow. Packs older than it, and those of whoever is content with it, have none: then the program's
    /// own counts, about which there is nothing to say.
    fn workflow(&mut self) -> Workflow {
        if self.files.get(pack::WORKFLOW).is_some() {
            return self.table(pack::WORKFLOW, Workflow::read);
        }
        self.unread.insert(pack::WORKFLOW);
        let content = pack::shipped_workflow();
        read_file(pack::WORKFLOW, content, |notes| read_toml(notes, Workflow::read)).0.flatten().unwrap_or_default()
    }

    /// Reads a file of lines, which a pack may leave out.
    fn lines<T>(&mut self, path: &'static str, read: fn(&mut Notes<'_>) -> Vec<(u32, T)>) -> Vec<T> {
        let Some(content) = self.files.get(path) else { return Vec::new() };
        let (items, problems) = read_file(path, content, read);
        self.problems.extend(problems);
        let (lines, items) = items.unwrap_or_default().into_iter().unzip();
        self.items.insert(path, lines);
        items
    }

    /// Reads all entries, side by side: a large library is most of the work of opening one.
    fn entries(&mut self) -> Vec<Arc<Entry>> {
        let files: Vec<(&str, &str)> = self.files.iter().filter(|(path, _)| Entry::id_of(path).is_some()).collect();
        let read: Vec<_> = files.into_par_iter().map(|(path, content)| parse_entry(path, content)).collect();
        let mut entries = Vec::with_capacity(read.len());
        for (entry, problems) in read {
            entries.extend(entry.map(Arc::new));
            self.problems.extend(problems);
        }
        // The files are sorted by path, where `/` and `.toml` may sort otherwise than the ids do.
        entries.sort_by(|a, b| a.id.cmp(&b.id));
        entries
    }
}

/// The number in `[3]`.
fn nth(field: &str) -> Option<usize> {
    field.strip_prefix('[')?.split(']').next()?.parse().ok()
}

//! Reading: from the text of a file to values, naming every problem on the way and never stopping at one.

mod fields;
mod lines;
mod notes;
mod place;
mod scalar;

use std::collections::BTreeMap;

use toml::de::DeTable;

pub(super) use fields::Fields;
pub(super) use notes::Notes;
pub(super) use place::FieldPlaces;

/// Reads a TOML file with `read`. `None` where its syntax is wrong: what a half-read file says would only mislead.
pub(super) fn read_toml<T>(notes: &mut Notes<'_>, read: impl FnOnce(&mut Fields<'_, '_>) -> T) -> Option<T> {
    let (root, errors) = DeTable::parse_recoverable(notes.content());
    if errors.is_empty() {
        return Some(Fields::of_root(notes, root.get_ref()).read(read));
    }
    let mut last = None;
    for error in errors {
        let offset = error.span().map_or(0, |span| span.start);
        // One slip often upsets the parser several times; the first complaint about a line is the one that helps.
        let line = notes.lines().place(notes.content(), offset).line;
        if last.replace(line) != Some(line) {
            let help = "see https://toml.io for how TOML is written";
            notes.report("toml-syntax", offset, error.message().to_owned(), help).about([error.message()]);
        }
    }
    None
}

/// Where each id stands in a list; the first of equal ids counts.
pub(super) fn index_by<T>(items: &[T], id: impl Fn(&T) -> &String) -> BTreeMap<String, usize> {
    let mut index = BTreeMap::new();
    for (nth, item) in items.iter().enumerate() {
        index.entry(id(item).clone()).or_insert(nth);
    }
    index
}

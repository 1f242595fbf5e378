//! Finding the line of a field once the file has been read: `steps[2].within`, `[3]`.
//!
//! Files are parsed again for this, so that a library without problems carries no table of lines.

use toml::de::{DeTable, DeValue};

use super::lines::{Lines, Place};

/// The fields of one file, to be looked up.
pub(in crate::kb) struct FieldPlaces<'f> {
    content: &'f str,
    lines: Lines,
    root: DeValue<'f>,
}

impl<'f> FieldPlaces<'f> {
    /// The fields of a TOML file; what has no valid syntax is left out.
    pub fn of_toml(content: &'f str) -> FieldPlaces<'f> {
        let (root, _) = DeTable::parse_recoverable(content);
        FieldPlaces { content, lines: Lines::of(content), root: DeValue::Table(root.into_inner()) }
    }

    /// The place of a field, or of the nearest thing around it that is there; `None` for the file as a whole.
    pub fn find(&self, field: &str) -> Option<Place> {
        let mut here = &self.root;
        let mut offset = None;
        for part in parts(field) {
            let Some((start, next)) = step(here, part) else { break };
            (here, offset) = (next, Some(start));
        }
        offset.map(|at| self.lines.place(self.content, at))
    }
}

/// A key, or the number of an item.
#[derive(Clone, Copy)]
enum PathStep<'a> {
    Key(&'a str),
    Nth(usize),
}

/// `steps[2].within` is `steps`, 2, `within`. Keys of packs have neither dots nor brackets in them.
fn parts(field: &str) -> impl Iterator<Item = PathStep<'_>> {
    field.split(['.', '[']).filter(|part| !part.is_empty()).map(|part| match part.strip_suffix(']') {
        Some(nth) => nth.parse().map_or(PathStep::Key(part), PathStep::Nth),
        None => PathStep::Key(part),
    })
}

/// Where a part begins, and what is there. A key counts from its name, because that is what a reader looks for.
fn step<'a, 'f>(here: &'a DeValue<'f>, part: PathStep<'_>) -> Option<(usize, &'a DeValue<'f>)> {
    match (here, part) {
        (DeValue::Table(table), PathStep::Key(key)) => {
            let (name, value) = table.get_key_value(key)?;
            Some((name.span().start, value.get_ref()))
        }
        (DeValue::Array(items), PathStep::Nth(nth)) => {
            let item = items.get(nth)?;
            Some((item.span().start, item.get_ref()))
        }
        _ => None,
    }
}

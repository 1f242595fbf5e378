//! Reading a TOML table key by key. Each key is asked for once; what was never asked for is unknown.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::notes::Notes;

/// A table being read.
pub(in crate::kb) struct Fields<'n, 'f> {
    pub(super) notes: &'n mut Notes<'f>,
    table: &'n DeTable<'f>,
    /// Byte offset of the table: its header or opening brace.
    offset: usize,
    asked: Vec<&'static str>,
}

impl<'n, 'f> Fields<'n, 'f> {
    pub(super) fn of_root(notes: &'n mut Notes<'f>, table: &'n DeTable<'f>) -> Fields<'n, 'f> {
        Fields { notes, table, offset: 0, asked: Vec::new() }
    }

    /// Reads the whole table: what `read` did not ask for is a problem.
    pub(super) fn read<T>(mut self, read: impl FnOnce(&mut Fields<'_, 'f>) -> T) -> T {
        let value = read(&mut self);
        for key in self.table.keys().filter(|key| !self.asked.contains(&key.get_ref().as_ref())) {
            let message = format!("the key `{}` is not known here", key.get_ref());
            let help = format!("remove it, or write one of: {}", self.asked.join(", "));
            self.notes.report("unknown-key", key.span().start, message, help).about([key.get_ref()]);
        }
        value
    }

    /// The value of a key that may be left out.
    pub(super) fn find(&mut self, key: &'static str) -> Option<&'n Spanned<DeValue<'f>>> {
        if !self.asked.contains(&key) {
            self.asked.push(key);
        }
        self.table.get(key)
    }

    /// The value of a key that must be there.
    pub(super) fn need(&mut self, key: &'static str) -> Option<&'n Spanned<DeValue<'f>>> {
        let found = self.find(key);
        if found.is_none() {
            let help = format!("add `{key} = …`");
            self.notes.report("missing-key", self.offset, format!("the key `{key}` is missing"), help).about([key]);
        }
        found
    }

    /// Notes all of `keys` that are left out as one problem of its own code.
    pub fn all_needed(&mut self, code: &'static str, keys: &[&'static str]) {
        let missing: Vec<&str> = keys.iter().copied().filter(|key| !self.table.contains_key(*key)).collect();
        if !missing.is_empty() {
            let all = missing.join("`, `");
            self.notes.report(code, self.offset, format!("`{all}` is left out here"), format!("add `{all}`")).about(missing);
        }
    }

    /// A table that must be there.
    pub fn table<T>(&mut self, key: &'static str, read: impl FnOnce(&mut Fields<'_, 'f>) -> T) -> Option<T> {
        self.need(key)?;
        self.optional_table(key, read)
    }

    /// A table that may be left out.
    pub fn optional_table<T>(&mut self, key: &'static str, read: impl FnOnce(&mut Fields<'_, 'f>) -> T) -> Option<T> {
        let value = self.find(key)?;
        self.one(value, key, read)
    }

    /// The tables of an array; none where it is left out.
    pub fn tables<T>(&mut self, key: &'static str, read: impl Fn(&mut Fields<'_, 'f>) -> T) -> Vec<T> {
        let Some(value) = self.find(key) else { return Vec::new() };
        let DeValue::Array(items) = value.get_ref() else {
            self.wrong_type(value, key, "an array of tables");
            return Vec::new();
        };
        items.iter().filter_map(|item| self.one(item, key, &read)).collect()
    }

    fn one<T>(&mut self, value: &'n Spanned<DeValue<'f>>, key: &str, read: impl FnOnce(&mut Fields<'_, 'f>) -> T) -> Option<T> {
        let DeValue::Table(table) = value.get_ref() else {
            self.wrong_type(value, key, "a table");
            return None;
        };
        let fields = Fields { notes: &mut *self.notes, table, offset: value.span().start, asked: Vec::new() };
        Some(fields.read(read))
    }

    pub(super) fn wrong_type(&mut self, value: &Spanned<DeValue<'_>>, key: &str, wanted: &str) {
        let message = format!("`{key}` is of type {}, not {wanted}", value.get_ref().type_str());
        self.notes.report("wrong-type", value.span().start, message, format!("write {wanted}")).about([key]);
    }
}

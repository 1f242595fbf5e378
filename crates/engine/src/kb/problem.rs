//! Problem: the one shape of "your data is wrong".

use std::fmt;

use super::words::words;

words! {
    /// How much a problem matters, the lesser first.
    Severity {
        /// It does no harm, but somebody meant something else.
        Warning = "warning",
        /// The pack must not be used like this.
        Error = "error",
    }
}

/// Something wrong in a file of a pack: what, where, and how to fix it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Problem {
    /// The check that found it; a stable name for programs.
    pub code: &'static str,
    /// The file, below the pack's folder, with `/` between its parts.
    pub path: String,
    /// The line, from 1, where there is one.
    pub line: Option<u32>,
    /// The Unicode code point in the line, or the column of a table, from 1, where it is known.
    pub column: Option<u32>,
    /// What is wrong, in a sentence.
    pub message: String,
    /// How to fix it.
    pub help: String,
    /// How much it matters.
    pub severity: Severity,
    /// What its message names. Boxed: problems travel in errors, which are small.
    #[serde(skip)]
    pub named: Box<Named>,
}

/// What a problem names, for whoever shows the file as a form or says the problem in another language.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Named {
    /// The field it is about, such as `steps[2].within`, where a check knows it; else blank.
    pub field: String,
    /// What the message names, in its order: keys, counts, words, ids.
    pub about: Vec<String>,
}

impl Problem {
    /// An error about a whole file.
    #[must_use]
    pub fn in_file(code: &'static str, path: impl Into<String>, message: impl Into<String>, help: impl Into<String>) -> Problem {
        Problem {
            code,
            path: path.into(),
            line: None,
            column: None,
            message: message.into(),
            help: help.into(),
            severity: Severity::Error,
            named: Box::default(),
        }
    }

    /// Adds what the message names.
    pub fn about<T: ToString>(&mut self, names: impl IntoIterator<Item = T>) {
        self.named.about.extend(names.into_iter().map(|name| name.to_string()));
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.path)?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        write!(f, ": {}: {} ({})", self.code, self.message, self.help)
    }
}

/// Puts problems in the order they are read in: by file, line, then code.
pub fn sort(problems: &mut [Problem]) {
    problems.sort_by(|a, b| {
        let place = |p: &Problem| (p.line, p.column);
        (&a.path, a.line, a.code)
            .cmp(&(&b.path, b.line, b.code))
            .then_with(|| (place(a), &a.message).cmp(&(place(b), &b.message)))
    });
}

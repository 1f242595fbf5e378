//! What is noted while one file is read.

use crate::kb::problem::{Problem, Severity};

use super::lines::Lines;

/// One file, and the problems found in it so far.
pub(in crate::kb) struct Notes<'f> {
    path: &'f str,
    content: &'f str,
    lines: Lines,
    problems: Vec<Problem>,
}

impl<'f> Notes<'f> {
    pub fn new(path: &'f str, content: &'f str) -> Notes<'f> {
        Notes { path, content, lines: Lines::of(content), problems: Vec::new() }
    }

    pub fn content(&self) -> &'f str {
        self.content
    }

    pub fn lines(&self) -> &Lines {
        &self.lines
    }

    /// Notes an error at a byte offset.
    pub fn report(
        &mut self,
        code: &'static str,
        offset: usize,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> &mut Problem {
        let place = self.lines.place(self.content, offset);
        let problem = Problem::in_file(code, self.path, message, help);
        let (line, column) = (Some(place.line), Some(place.column));
        self.problems.push_mut(Problem { line, column, severity: Severity::Error, ..problem })
    }

    /// The lines that say something: not blank and no `#` comment; each with its number from 1, its byte offset and its
    /// text without blanks around it. A line with a control character is noted and passed over.
    pub fn telling_lines(&mut self) -> Vec<(u32, usize, &'f str)> {
        let mut telling = Vec::new();
        let mut offset = 0;
        for (line, number) in self.content.split_inclusive('\n').zip(1..) {
            let text = line.trim();
            if !text.is_empty() && !text.starts_with('#') {
                if let Some(unfit) = first_unfit(text) {
                    self.report("control-character", offset, unfit_message(unfit), UNFIT_HELP).about([code_point(unfit)]);
                } else {
                    telling.push((number, offset, text));
                }
            }
            offset += line.len();
        }
        telling
    }

    pub fn into_problems(self) -> Vec<Problem> {
        self.problems
    }
}

pub(super) const UNFIT_HELP: &str = "remove it; it cannot be seen, or stands for a character that was lost";

pub(super) fn unfit_message(c: char) -> String {
    format!("the control character {} has no place in a text", code_point(c))
}

/// What cannot be seen is called by its number.
pub(super) fn code_point(c: char) -> String {
    format!("U+{:04X}", u32::from(c))
}

/// The first character that has no place in a text: control characters but line breaks and tabs, marks that reorder
/// what is shown, the byte order mark, and the sign for a lost character.
pub(super) fn first_unfit(text: &str) -> Option<char> {
    let reorders = |c| matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    text.chars().find(|&c| (c.is_control() && !matches!(c, '\n' | '\t')) || reorders(c) || matches!(c, '\u{FEFF}' | '\u{FFFD}'))
}

//! What is wrong, in the reader's words: problems of the library's files for people who never see the files.

use fenzhen_engine::kb::{Entry, Library, Problem, Severity};

use crate::http::pages::ui::language::Lang;
use crate::http::pages::ui::texts::Texts;
use crate::http::pages::ui::texts::problems::of_check;

use super::entries::fields::{expectation, key_name, label};

/// Something to fix.
pub struct FieldError {
    /// The field of the form, such as `title` or `steps.2`; blank where it has none.
    pub field: String,
    /// Where it is, in words; may be blank.
    pub place: String,
    pub line: Option<u32>,
    pub what: String,
    pub fix: String,
    /// Whether it keeps the entry from being published only, not from being saved.
    pub later: bool,
    /// Whether it does no harm.
    pub warning: bool,
    /// Whether it is said in the language of the interface; what no page edits is said in English.
    pub translated: bool,
    /// The entry it is about, where that is another than the page's.
    pub entry: Option<(String, String)>,
}

impl FieldError {
    /// A problem in the reader's words; `field` is the form's.
    pub fn of(problem: &Problem, field: String, library: &Library, lang: Lang) -> FieldError {
        let t = Texts::of(lang);
        let said = of_check(problem.code, lang);
        let own = Entry::id_of(&problem.path);
        let about: Vec<String> = problem
            .named
            .about
            .iter()
            .enumerate()
            .map(|(nth, name)| match library.entry(name) {
                _ if Some(name.as_str()) == own => t.this_entry.to_owned(),
                Some(entry) if lang == Lang::En => format!("“{}”", entry.title),
                Some(entry) => format!("《{}》", entry.title),
                None => named(problem.code, nth, name, t),
            })
            .collect();
        let (what, fix) = said.map_or_else(
            || (problem.message.clone(), problem.help.clone()),
            |(what, fix)| (filled(what, &about, lang), fix.to_owned()),
        );
        let title = |id: &str| library.entry(id).map_or_else(|| id.to_owned(), |entry| entry.title.clone());
        FieldError {
            place: if problem.named.field.is_empty() { key_of(&field, t) } else { label(&problem.named.field, t) },
            field,
            line: problem.line,
            what,
            fix,
            later: false,
            warning: problem.severity == Severity::Warning,
            translated: said.is_some(),
            entry: own.map(|id| (id.to_owned(), title(id))),
        }
    }

    /// Where its field is in the form.
    pub fn anchor(&self) -> String {
        anchor(&self.field)
    }
}

/// The id of a field's place in the form.
pub fn anchor(field: &str) -> String {
    if field.is_empty() { "edit".to_owned() } else { field.replace('.', "-") }
}

fn key_of(field: &str, t: &'static Texts) -> String {
    match field.split_once('.') {
        Some((table, nth)) => label(&format!("{table}[{nth}]"), t),
        None if field.is_empty() => String::new(),
        None => label(field, t),
    }
}

/// The field of the form that a field of the file is in: `steps[2].within` is in `steps.2`, `symptoms[1]` in `symptoms`.
pub fn in_form(field: &str) -> String {
    let (key, rest) = field.split_once('[').unwrap_or((field, ""));
    let nth = rest.split(']').next().unwrap_or_default();
    if matches!(key, "steps" | "scripts" | "cases") && !nth.is_empty() { format!("{key}.{nth}") } else { key.to_owned() }
}

/// What a problem names, by the name people know, where it is not an entry.
fn named(code: &str, nth: usize, name: &str, t: &'static Texts) -> String {
    let is_key = match code {
        "step-incomplete" => true,
        "blank-text" | "text-too-long" | "missing-key" | "unknown-value" | "bad-date" | "bad-within" | "placeholder" => nth == 0,
        _ => false,
    };
    let known = match (code, nth) {
        _ if is_key => key_name(name, t),
        ("case-fails", 1) => expectation(name, t),
        ("case-fails", 2) if name.is_empty() => Some(t.outcome_no_match),
        _ => None,
    };
    known.unwrap_or(name).to_owned()
}

/// A text with what it names: `{0}` is the first, `{all}` all of them. Other braces stand as they are.
fn filled(text: &str, about: &[String], lang: Lang) -> String {
    let mut said = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        said.push_str(before);
        let blank = after.split_once('}');
        let known = blank.and_then(|(blank, _)| match blank {
            "all" => Some(about.join(if lang == Lang::En { ", " } else { "、" })),
            nth => about.get(nth.parse::<usize>().ok()?).cloned(),
        });
        match (known, blank) {
            (Some(known), Some((_, after))) => {
                said.push_str(&known);
                rest = after;
            }
            _ => {
                said.push('{');
                rest = after;
            }
        }
    }
    said.push_str(rest);
    said
}

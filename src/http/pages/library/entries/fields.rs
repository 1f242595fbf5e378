//! The fields of an entry by the names people know, and what stands in them: in changes, and in what is wrong.

use fenzhen_engine::kb::{FieldChange, Library, Status, Urgency};

use crate::http::pages::desk::card::who;
use crate::http::pages::library::status_name;
use crate::http::pages::ui::language::Lang;
use crate::http::pages::ui::names::{Lexicon, urgency};
use crate::http::pages::ui::texts::Texts;
use crate::http::pages::ui::texts::library::LibraryTexts;

/// A field that changed, ready to be written.
pub struct Change {
    pub field: String,
    pub removed: Vec<String>,
    pub added: Vec<String>,
}

/// Changes as people read them.
pub fn changes(found: &[FieldChange], library: &Library, lang: Lang) -> Vec<Change> {
    let each = |found: &FieldChange| {
        let said = |texts: &[String]| texts.iter().map(|text| value(&found.field, text, library, lang)).collect();
        Change { field: place(&found.field, lang), removed: said(&found.removed), added: said(&found.added) }
    };
    found.iter().filter(|change| change.field != "id").map(each).collect()
}

/// A field, or the line of a file that has lines instead.
fn place(field: &str, lang: Lang) -> String {
    let c = LibraryTexts::of(lang);
    match field.strip_prefix("line ") {
        Some(nth) => format!("{} {nth} {}", c.line, c.line_after).trim_end().to_owned(),
        None => label(field, Texts::of(lang)),
    }
}

/// What a field is called: `steps[2].within` is the time of step 3.
pub fn label(field: &str, t: &'static Texts) -> String {
    let parts = field.split('.').map(|part| {
        let (key, nth) = part.split_once('[').unwrap_or((part, ""));
        let name = key_name(key, t).unwrap_or(key);
        match nth.trim_end_matches(']').parse::<usize>() {
            Ok(nth) => format!("{name} {}", nth + 1),
            Err(_) => name.to_owned(),
        }
    });
    parts.collect::<Vec<_>>().join(" · ")
}

/// What a key of an entry's file is called; `None` for what no entry has.
pub fn key_name(key: &str, t: &'static Texts) -> Option<&'static str> {
    Some(match key {
        "title" => t.title,
        "category" => t.category,
        "department" => t.department,
        "urgency" => t.urgency,
        "status" => t.state,
        "owner" => t.owner,
        "reviewed_on" => t.reviewed_on,
        "expires_on" => t.expires_on,
        "symptoms" => t.symptoms,
        "similar" => t.similar,
        "not_for" => t.not_for,
        "cause" => t.cause,
        "ask" => t.ask_for,
        "steps" => t.steps,
        "do" => t.step_do,
        "who" => t.step_who,
        "within" => t.step_within,
        "done_when" => t.done_when,
        "if_not" => t.if_not,
        "scripts" => t.scripts,
        "when" => t.when,
        "say" => t.say,
        "cases" => t.cases,
        "text" => t.case_text,
        "expect" => t.expect,
        "because" => t.because,
        _ => return None,
    })
}

/// What stands in a field: ids and words of the file by their names, everything else as it is.
fn value(field: &str, text: &str, library: &Library, lang: Lang) -> String {
    let (t, names) = (Texts::of(lang), Lexicon { library, lang });
    let key = field.rsplit('.').next().unwrap_or(field).split('[').next().unwrap_or(field);
    match key {
        "category" => names.category(text),
        "department" => names.department(text),
        "ask" => names.slot(text),
        "who" => who(text, library, lang),
        "urgency" => Urgency::parse(text).map_or_else(|| text.to_owned(), |known| urgency(known, t).to_owned()),
        "status" => Status::parse(text).map_or_else(|| text.to_owned(), |known| status_name(t, known).to_owned()),
        "expect" => expectation(text, t).unwrap_or(text).to_owned(),
        _ => text.to_owned(),
    }
}

/// What a case expects.
pub fn expectation(expect: &str, t: &'static Texts) -> Option<&'static str> {
    match expect {
        "match" => Some(t.expect_match),
        "no_match" => Some(t.expect_no_match),
        _ => None,
    }
}

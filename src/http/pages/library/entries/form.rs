//! The form of an entry: from an entry to fields, and from fields to the entry's file, with the field of every line, so
//! that what is wrong in the file is said beside its field.

use fenzhen_engine::kb::{Entry, Problem, quoted};
use fenzhen_engine::text::fold;

use crate::http::pages::library::problems::in_form;

/// The most steps, scripts or cases a form brings.
const MOST: usize = 100;

/// The fields of an entry; lists have one item a line.
#[derive(Default)]
pub struct EntryForm {
    pub title: String,
    pub category: String,
    pub department: String,
    pub urgency: String,
    pub owner: String,
    pub reviewed_on: String,
    pub expires_on: String,
    pub symptoms: String,
    pub similar: String,
    pub not_for: String,
    pub cause: String,
    pub ask: String,
    pub steps: Vec<[String; 5]>,
    pub scripts: Vec<[String; 2]>,
    pub cases: Vec<[String; 3]>,
}

/// The keys of a step, a script and a case, in the order of the fields.
const STEP: [&str; 5] = ["do", "who", "within", "done_when", "if_not"];
const SCRIPT: [&str; 2] = ["when", "say"];
const CASE: [&str; 3] = ["text", "expect", "because"];

/// The file that a form makes.
pub struct Written {
    pub text: String,
    /// The field of each line.
    fields: Vec<String>,
}

impl EntryForm {
    /// The form of an entry.
    pub fn of(entry: &Entry) -> EntryForm {
        let date = |date: jiff::civil::Date| if date == jiff::civil::Date::ZERO { String::new() } else { date.to_string() };
        let step = |s: &fenzhen_engine::kb::Step| {
            [s.task.clone(), s.who.clone(), s.within.to_string(), s.done_when.clone(), s.if_not.clone()]
        };
        EntryForm {
            title: entry.title.clone(),
            category: entry.category.clone(),
            department: entry.department.clone(),
            urgency: entry.urgency.as_str().to_owned(),
            owner: entry.owner.clone(),
            reviewed_on: date(entry.reviewed_on),
            expires_on: date(entry.expires_on),
            symptoms: entry.symptoms.join("\n"),
            similar: entry.similar.join("\n"),
            not_for: entry.not_for.join("\n"),
            cause: entry.cause.clone(),
            ask: entry.ask.join("\n"),
            steps: entry.steps.iter().map(step).collect(),
            scripts: entry.scripts.iter().map(|s| [s.when.clone(), s.say.clone()]).collect(),
            cases: entry.cases.iter().map(|c| [c.text.clone(), c.expect.as_str().to_owned(), c.because.clone()]).collect(),
        }
    }

    /// The form as a browser sends it. Rows that are blank throughout are left out.
    pub fn posted(pairs: &[(String, String)]) -> EntryForm {
        let clean = |text: &str| text.replace("\r\n", "\n").trim().to_owned();
        let one = |name: &str| pairs.iter().find(|(known, _)| known == name).map_or_else(String::new, |(_, value)| clean(value));
        let all = |name: &str| {
            let ticked = pairs.iter().filter(|(known, _)| known == name).map(|(_, value)| clean(value));
            ticked.collect::<Vec<_>>().join("\n")
        };
        EntryForm {
            title: one("title"),
            category: one("category"),
            department: one("department"),
            urgency: one("urgency"),
            owner: one("owner"),
            reviewed_on: one("reviewed_on"),
            expires_on: one("expires_on"),
            symptoms: one("symptoms"),
            similar: one("similar"),
            not_for: one("not_for"),
            cause: one("cause"),
            ask: all("ask"),
            steps: rows(pairs, "steps", STEP),
            scripts: rows(pairs, "scripts", SCRIPT),
            // The expectation alone says nothing: its field always has a value.
            cases: rows(pairs, "cases", CASE)
                .into_iter()
                .filter(|[text, _, because]| !(text.is_empty() && because.is_empty()))
                .collect(),
        }
    }

    /// Adds a sentence to the symptoms, and says so; not one that is among them already.
    pub fn take_symptom(&mut self, text: &str) -> bool {
        if self.symptoms.lines().any(|line| fold(line.trim()) == fold(text)) {
            return false;
        }
        if !self.symptoms.is_empty() {
            self.symptoms.push('\n');
        }
        self.symptoms.push_str(text);
        true
    }

    /// The entry's file, with this status.
    pub fn write(&self, status: &str) -> Written {
        let mut written = Written { text: String::new(), fields: Vec::new() };
        let dates = [("reviewed_on", &self.reviewed_on), ("expires_on", &self.expires_on)];
        for (key, value) in [("title", &self.title), ("category", &self.category), ("department", &self.department)] {
            written.pair(key, value, key);
        }
        written.pair("urgency", &self.urgency, "urgency");
        written.pair("status", status, "status");
        written.pair("owner", &self.owner, "owner");
        // A date that is left out is not a date at all.
        dates.iter().filter(|(_, value)| !value.is_empty()).for_each(|(key, value)| written.pair(key, value, key));
        written.list("symptoms", &self.symptoms);
        written.list("similar", &self.similar);
        written.list("not_for", &self.not_for);
        written.pair("cause", &self.cause, "cause");
        written.list("ask", &self.ask);
        written.tables("steps", STEP, &self.steps);
        written.tables("scripts", SCRIPT, &self.scripts);
        written.tables("cases", CASE, &self.cases);
        written
    }
}

/// Rows of fields `steps.do`, `steps.who` …: the nth of each belong together.
fn rows<const N: usize>(pairs: &[(String, String)], table: &str, keys: [&str; N]) -> Vec<[String; N]> {
    let column = |key: &str| {
        let name = format!("{table}.{key}");
        let values =
            pairs.iter().filter(move |(known, _)| *known == name).map(|(_, value)| value.replace("\r\n", "\n").trim().to_owned());
        values.take(MOST).collect::<Vec<String>>()
    };
    let columns = keys.map(column);
    let longest = columns.iter().map(Vec::len).max().unwrap_or_default();
    let row = |nth: usize| columns.each_ref().map(|column| column.get(nth).cloned().unwrap_or_default());
    (0..longest).map(row).filter(|row| row.iter().any(|value| !value.is_empty())).collect()
}

impl Written {
    fn line(&mut self, field: &str) {
        self.text.push('\n');
        self.fields.push(field.to_owned());
    }

    fn pair(&mut self, key: &str, value: &str, field: &str) {
        self.text.push_str(key);
        self.text.push_str(" = ");
        quoted(&mut self.text, value);
        self.line(field);
    }

    fn list(&mut self, key: &str, lines: &str) {
        self.text.push_str(key);
        self.text.push_str(" = [");
        self.line(key);
        for item in lines.lines().map(str::trim).filter(|item| !item.is_empty()) {
            self.text.push_str("    ");
            quoted(&mut self.text, item);
            self.text.push(',');
            self.line(key);
        }
        self.text.push(']');
        self.line(key);
    }

    fn tables<const N: usize>(&mut self, table: &str, keys: [&str; N], rows: &[[String; N]]) {
        for (nth, row) in rows.iter().enumerate() {
            let field = format!("{table}.{nth}");
            self.line(&field);
            self.text.push_str(&format!("[[{table}]]"));
            self.line(&field);
            for (key, value) in keys.iter().zip(row).filter(|(_, value)| !value.is_empty()) {
                self.pair(key, value, &field);
            }
        }
    }

    /// The field of the form that a problem with the file is about; blank where it has none.
    pub fn field(&self, problem: &Problem) -> String {
        if !problem.named.field.is_empty() {
            return in_form(&problem.named.field);
        }
        // What is left out of the whole file has no line of its own.
        if let ("missing-key", Some(1), Some(key)) = (problem.code, problem.line, problem.named.about.first()) {
            return key.clone();
        }
        let line = problem.line.and_then(|line| usize::try_from(line).ok()?.checked_sub(1));
        line.and_then(|line| self.fields.get(line)).cloned().unwrap_or_default()
    }

    /// Whether the form has a field.
    pub fn has(&self, field: &str) -> bool {
        self.fields.iter().any(|known| known == field)
    }

    /// Where a field is, from the top.
    pub fn order(&self, field: &str) -> usize {
        let is_in = |known: &String| known == field || known.split('.').next() == Some(field);
        self.fields.iter().position(is_in).unwrap_or(usize::MAX)
    }
}

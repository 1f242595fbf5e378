//! The canonical form of an entry's file, for entries made by a program. Files written by people keep their own form:
//! nothing rewrites them.

use std::fmt::Write as _;

use super::entry::Entry;

/// The file of an entry: keys in the order of the handbook, all of them, one symptom a line. Reading it gives the entry
/// back, as long as its dates are of the years 0 to 9999 and its times readable.
#[must_use]
pub fn entry_to_toml(entry: &Entry) -> String {
    let mut out = String::new();
    pair(&mut out, "title", &entry.title);
    pair(&mut out, "category", &entry.category);
    pair(&mut out, "department", &entry.department);
    pair(&mut out, "urgency", entry.urgency.as_str());
    pair(&mut out, "status", entry.status.as_str());
    pair(&mut out, "owner", &entry.owner);
    pair(&mut out, "reviewed_on", &entry.reviewed_on.to_string());
    pair(&mut out, "expires_on", &entry.expires_on.to_string());
    lines(&mut out, "symptoms", &entry.symptoms);
    list(&mut out, "similar", &entry.similar);
    list(&mut out, "not_for", &entry.not_for);
    pair(&mut out, "cause", &entry.cause);
    list(&mut out, "ask", &entry.ask);
    for step in &entry.steps {
        out.push_str("\n[[steps]]\n");
        pair(&mut out, "do", &step.task);
        pair(&mut out, "who", &step.who);
        pair(&mut out, "within", &step.within.to_string());
        pair(&mut out, "done_when", &step.done_when);
        pair(&mut out, "if_not", &step.if_not);
    }
    for script in &entry.scripts {
        out.push_str("\n[[scripts]]\n");
        pair(&mut out, "when", &script.when);
        pair(&mut out, "say", &script.say);
    }
    for case in &entry.cases {
        out.push_str("\n[[cases]]\n");
        pair(&mut out, "text", &case.text);
        pair(&mut out, "expect", case.expect.as_str());
        pair(&mut out, "because", &case.because);
    }
    out
}

fn pair(out: &mut String, key: &str, value: &str) {
    out.push_str(key);
    out.push_str(" = ");
    quoted(out, value);
    out.push('\n');
}

fn lines(out: &mut String, key: &str, values: &[String]) {
    if values.is_empty() {
        return list(out, key, values);
    }
    out.push_str(key);
    out.push_str(" = [\n");
    for value in values {
        out.push_str("    ");
        quoted(out, value);
        out.push_str(",\n");
    }
    out.push_str("]\n");
}

fn list(out: &mut String, key: &str, values: &[String]) {
    out.push_str(key);
    out.push_str(" = [");
    for (nth, value) in values.iter().enumerate() {
        if nth > 0 {
            out.push_str(", ");
        }
        quoted(out, value);
    }
    out.push_str("]\n");
}

/// A basic string on one line: what TOML forbids in it is escaped, everything else stands as it is.
pub fn quoted(out: &mut String, value: &str) {
    out.push('"');
    for c in value.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            // Writing to a String cannot fail.
            c if c.is_control() => drop(write!(out, "\\u{:04X}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
}

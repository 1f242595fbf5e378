//! Scripts: something to say, on an occasion that is known, with blanks that can be filled.

use super::{Findings, Rule};
use crate::kb::ids::is_name;
use crate::kb::pack;
use crate::kb::parsed::Parsed;

pub(super) const RULES: &[Rule] = &[
    Rule::error("missing-script", "an entry in review or published has something to say to the customer", missing_script),
    Rule::error("unknown-script-occasion", "every script is for one of the eight occasions", unknown_occasion),
    Rule::error("unknown-placeholder", "every blank in a script is a slot, or one the program fills", unknown_placeholder),
];

/// The occasions of scripts, from the first word to the last.
pub const OCCASIONS: &[&str] = &["安抚", "核实", "告知进度", "结果", "致歉", "解释", "拒绝", "结束"];
/// Blanks that are not slots.
const BLANKS: &[&str] = &["agent", "deadline", "department", "result", "reason"];

fn missing_script(parsed: &Parsed<'_>, found: &mut Findings) {
    for entry in parsed.library.entries.iter().filter(|entry| entry.must_be_complete() && entry.scripts.is_empty()) {
        found.at(entry.path(), "scripts", "it has no script", "add [[scripts]] with `when` and `say`");
    }
}

fn unknown_occasion(parsed: &Parsed<'_>, found: &mut Findings) {
    for entry in &parsed.library.entries {
        let unknown = |when: &str| !when.is_empty() && !OCCASIONS.contains(&when);
        for (nth, script) in entry.scripts.iter().enumerate().filter(|(_, script)| unknown(&script.when)) {
            let help = format!("write one of {}", OCCASIONS.join(", "));
            let message = format!("{:?} is not an occasion", script.when);
            found.at(entry.path(), format!("scripts[{nth}].when"), message, &help).about([&script.when]);
        }
    }
}

fn unknown_placeholder(parsed: &Parsed<'_>, found: &mut Findings) {
    let slots_read = parsed.is_read(pack::SLOTS);
    let known =
        |blank: &str| BLANKS.contains(&blank) || parsed.library.slots.get(blank).is_some() || (!slots_read && is_name(blank));
    for entry in &parsed.library.entries {
        for (nth, script) in entry.scripts.iter().enumerate() {
            for blank in blanks(&script.say).into_iter().filter(|blank| !blank.is_some_and(known)) {
                let message = match blank {
                    Some(blank) => format!("nothing fills the blank {{{blank}}}"),
                    None => "a brace has no partner".to_owned(),
                };
                let help = format!("use a slot of {} or one of {}; no other braces", pack::SLOTS, BLANKS.join(", "));
                let named = blank.map_or_else(|| "{ }".to_owned(), |blank| format!("{{{blank}}}"));
                found.at(entry.path(), format!("scripts[{nth}].say"), message, &help).about([named]);
            }
        }
    }
}

/// What stands in braces; `None` for a brace without its partner.
fn blanks(say: &str) -> Vec<Option<&str>> {
    let mut blanks = Vec::new();
    let mut rest = say;
    while let Some(at) = rest.find(['{', '}']) {
        let (brace, after) = rest[at..].split_at(1);
        let closed = after.find(['{', '}']).filter(|end| brace == "{" && after[*end..].starts_with('}'));
        blanks.push(closed.map(|end| &after[..end]));
        rest = closed.map_or(after, |end| &after[end + 1..]);
    }
    blanks
}

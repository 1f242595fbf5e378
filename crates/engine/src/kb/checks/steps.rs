//! Steps: enough of them, each with all an agent needs.

use super::{Findings, Rule};
use crate::kb::pack;
use crate::kb::parsed::Parsed;

pub(super) const RULES: &[Rule] = &[
    Rule::error("too-few-steps", "an entry in review or published has at least 3 steps", too_few_steps),
    Rule::reading(
        "step-incomplete",
        "every step says what to do, who does it, within what time, what shows it is done, and what if not",
    ),
    Rule::error("step-who-unknown", "every step is done by 坐席, 班长, 客户 or a department that is there", step_who_unknown),
];

const STEPS: usize = 3;
/// Who can do a step besides departments: the agent, the supervisor, the customer.
const PEOPLE: &[&str] = &["坐席", "班长", "客户"];

fn too_few_steps(parsed: &Parsed<'_>, found: &mut Findings) {
    for entry in parsed.library.entries.iter().filter(|entry| entry.must_be_complete() && entry.steps.len() < STEPS) {
        let message = format!("it has {} steps; at least {STEPS} lead from the call to the answer", entry.steps.len());
        let help = "add [[steps]]: ask, act, tell the customer";
        found.at(entry.path(), "steps", message, help).about([entry.steps.len(), STEPS]);
    }
}

fn step_who_unknown(parsed: &Parsed<'_>, found: &mut Findings) {
    if !parsed.is_read(pack::DEPARTMENTS) {
        return;
    }
    let known = |who: &str| who.is_empty() || PEOPLE.contains(&who) || parsed.library.departments.get(who).is_some();
    for entry in &parsed.library.entries {
        for (nth, step) in entry.steps.iter().enumerate().filter(|(_, step)| !known(&step.who)) {
            let message = format!("{:?} is neither {} nor a department", step.who, PEOPLE.join(", "));
            let help = "write one of those, or the id of a department";
            found.at(entry.path(), format!("steps[{nth}].who"), message, help).about([&step.who]);
        }
    }
}

//! The workflow: what its parts are called and refer to. Whether a ticket could get stuck in it is proved by the layer
//! of the ticket's life.

use super::{Findings, Rule, repeats};
use crate::kb::ids::is_name;
use crate::kb::pack;
use crate::kb::parsed::Parsed;
use crate::kb::workflow::{OWN, Transition, Workflow};

pub(super) const RULES: &[Rule] = &[
    Rule::error("bad-workflow-id", "states and steps have ids of lower-case ASCII words joined by `_`", bad_id),
    Rule::error("duplicate-workflow-id", "no two states and no two steps have the same id", duplicate_id),
    Rule::error("workflow-ends", "one state is the start, one other the end, and neither waits", ends),
    Rule::error("unknown-state", "steps lead from and to states that are there", unknown_state),
    Rule::error(
        "transition-incomplete",
        "every step says where it leads, from where, who takes it, and nothing twice",
        incomplete,
    ),
    Rule::error("route-unknown", "routes are of categories that are there, through departments that are there", route_unknown),
    Rule::error("duplicate-route", "no category has two routes", duplicate_route),
    Rule::error("bad-survey", "three questions are asked, and a step reopens the ticket from wherever they may be", bad_survey),
];

/// Questions asked in the end.
const QUESTIONS: usize = 3;

/// The workflow of the pack itself; `None` where it has none or it could not be read.
fn workflow<'a>(parsed: &'a Parsed<'_>) -> Option<&'a Workflow> {
    parsed.is_read(pack::WORKFLOW).then_some(&parsed.library.workflow)
}

/// All ids, each with its field.
fn ids(workflow: &Workflow) -> [Vec<(&str, String)>; 2] {
    let states = workflow.states.iter().enumerate().map(|(nth, s)| (s.id.as_str(), format!("state[{nth}].id")));
    let steps = workflow.transitions.iter().enumerate().map(|(nth, t)| (t.id.as_str(), format!("transition[{nth}].id")));
    [states.filter(|(id, _)| !id.is_empty()).collect(), steps.filter(|(id, _)| !id.is_empty()).collect()]
}

fn bad_id(parsed: &Parsed<'_>, found: &mut Findings) {
    for (id, field) in workflow(parsed).map(ids).into_iter().flatten().flatten().filter(|(id, _)| !is_name(id)) {
        found.at(pack::WORKFLOW, field, format!("{id:?} is not a valid id"), "write it like in_progress");
    }
}

fn duplicate_id(parsed: &Parsed<'_>, found: &mut Findings) {
    for list in workflow(parsed).map(ids).into_iter().flatten() {
        for ((id, field), _) in repeats(list.iter().map(|(id, field)| (*id, (*id, field.as_str())))) {
            found.at(pack::WORKFLOW, field, format!("{id:?} is there already"), "rename or remove one of them");
        }
    }
}

fn ends(parsed: &Parsed<'_>, found: &mut Findings) {
    let Some(workflow) = workflow(parsed) else { return };
    let count = |is: fn(&&crate::kb::State) -> bool| workflow.states.iter().filter(is).count();
    let (starts, ends) = (count(|s| s.start), count(|s| s.end));
    let odd = |s: &crate::kb::State| (s.start && s.end) || (s.paused && (s.start || s.end));
    if starts != 1 || ends != 1 || workflow.states.iter().any(odd) {
        let message = format!("{starts} states are the start and {ends} the end");
        found.at(pack::WORKFLOW, "state", message, "write `start = true` at one state and `end = true` at another");
    }
}

fn unknown_state(parsed: &Parsed<'_>, found: &mut Findings) {
    let Some(workflow) = workflow(parsed) else { return };
    for (nth, step) in workflow.transitions.iter().enumerate() {
        for (key, states) in [("from", &step.from), ("with", &step.with), ("to", &step.to)] {
            for (at, id) in states.iter().enumerate().filter(|(_, id)| !id.is_empty() && workflow.state(id).is_none()) {
                let known: Vec<&str> = workflow.states.iter().map(|s| s.id.as_str()).collect();
                let help = format!("write one of {}", known.join(", "));
                found.at(pack::WORKFLOW, format!("transition[{nth}].{key}[{at}]"), format!("there is no state {id:?}"), &help);
            }
        }
    }
}

fn incomplete(parsed: &Parsed<'_>, found: &mut Findings) {
    let Some(workflow) = workflow(parsed) else { return };
    let lacks = |step: &Transition| {
        let waits = |id: &String| workflow.state(id).is_none_or(|state| state.paused);
        match () {
            () if step.from.is_empty() => Some("it starts from no state"),
            () if step.to.is_empty() && !step.back => Some("it leads nowhere"),
            () if step.back && !step.to.is_empty() => Some("it leads back and elsewhere at once"),
            () if step.back && !step.from.iter().all(waits) => Some("only a waiting state leads back"),
            () if step.who.is_empty() => Some("nobody may take it"),
            () if step.stops.iter().any(|clock| step.drops.contains(clock)) => Some("it stops and drops one clock"),
            () if step.raises_from > 1 && !step.raises => Some("it raises nothing, from whatever time on"),
            () => None,
        }
    };
    for (nth, step) in workflow.transitions.iter().enumerate() {
        if let Some(message) = lacks(step) {
            let help = "write `from`, `to` (or `back = true` from a waiting state), `who`, and what it does to clocks and level";
            found.at(pack::WORKFLOW, format!("transition[{nth}]"), message, help);
        }
    }
}

fn route_unknown(parsed: &Parsed<'_>, found: &mut Findings) {
    let Some(workflow) = workflow(parsed) else { return };
    let below = |id: &str, path: &str| id.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    let library = &parsed.library;
    for (nth, route) in workflow.routes.iter().enumerate() {
        if parsed.is_read(pack::TAXONOMY) && !library.taxonomy.categories.iter().any(|c| below(&c.id, &route.category)) {
            let message = format!("no category is {:?} or below it", route.category);
            found.at(
                pack::WORKFLOW,
                format!("route[{nth}].category"),
                message,
                "name one of taxonomy.toml, or what they begin with",
            );
        }
        if route.via.is_empty() {
            found.at(pack::WORKFLOW, format!("route[{nth}]"), "it leads through no department", "add `via = [\"own\"]`");
        }
        let known = |id: &String| id == OWN || !parsed.is_read(pack::DEPARTMENTS) || library.departments.get(id).is_some();
        for (at, id) in route.via.iter().enumerate().filter(|(_, id)| !id.is_empty() && !known(id)) {
            let message = format!("there is no department {id:?}");
            found.at(pack::WORKFLOW, format!("route[{nth}].via[{at}]"), message, "name one of departments.toml, or \"own\"");
        }
    }
}

fn duplicate_route(parsed: &Parsed<'_>, found: &mut Findings) {
    let routes = workflow(parsed).into_iter().flat_map(|workflow| workflow.routes.iter().enumerate());
    for (nth, _) in repeats(routes.map(|(nth, route)| (route.category.as_str(), nth))) {
        found.at(pack::WORKFLOW, format!("route[{nth}].category"), "it has a route already", "keep one of them");
    }
}

fn bad_survey(parsed: &Parsed<'_>, found: &mut Findings) {
    let Some(workflow) = workflow(parsed) else { return };
    let survey = &workflow.survey;
    if survey.questions.len() != QUESTIONS {
        let message = format!("{} questions are asked, not {QUESTIONS}", survey.questions.len());
        found.at(pack::WORKFLOW, "survey", message, "write three [[survey.question]] tables");
        return;
    }
    let asked = workflow.states.iter().filter(|state| state.quiet);
    let reopens = |id: &str| workflow.transition(&survey.reopen).is_some_and(|step| step.from.iter().any(|from| from == id));
    if let Some(stuck) = asked.map(|state| state.id.as_str()).find(|id| !reopens(id)) {
        let message = format!("no step {:?} leads on from {stuck}", survey.reopen);
        found.at(pack::WORKFLOW, "survey.reopen", message, "name a step that starts from every state with `quiet = true`");
    }
}

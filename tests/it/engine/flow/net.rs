//! The soundness of a workflow: each promise has a pack that breaks it, and the problem names the path that gets stuck.

use std::collections::BTreeSet;

use fenzhen::app::library::checks;
use fenzhen_engine::flow::{WORKFLOW_CHECKS, check_workflow};
use fenzhen_engine::kb::{PackFiles, Problem, parse};

use crate::support::small_pack::{line_of, sound_pack, swap};

const WORKFLOW: &str = "workflow.toml";

/// The fixture with one slip in its workflow.
fn broken(from: &str, to: &str) -> (PackFiles, Vec<Problem>) {
    let mut files = sound_pack();
    swap(&mut files, WORKFLOW, from, to);
    let found = check_workflow(&parse(&files));
    (files, found)
}

#[test]
fn the_shipped_workflow_and_the_fixture_are_sound() {
    for files in [PackFiles::embedded(), sound_pack()] {
        assert_eq!(check_workflow(&parse(&files)), []);
    }
}

#[test]
fn the_shipped_workflow_has_the_states_of_a_complaint_from_receipt_to_closing() {
    let library = parse(&PackFiles::embedded()).library;
    let states: Vec<&str> = library.workflow.states.iter().map(|state| state.id.as_str()).collect();
    let wanted = [
        "received",
        "acknowledged",
        "assessed",
        "dispatched",
        "in_progress",
        "proposed",
        "agreed",
        "carried_out",
        "followed_up",
        "closed",
        "waiting_customer",
        "rejected",
        "reopened",
    ];
    assert_eq!(states, wanted);
}

#[test]
fn a_workflow_that_gets_stuck_is_named_with_the_path_that_leads_there() {
    // What is waited for never comes back.
    let (files, found) = broken("from = [\"waiting\"]\nback = true", "from = [\"received\"]\nto = [\"closed\"]");
    let stuck: Vec<&Problem> = found.iter().filter(|p| p.code == "workflow-stuck").collect();
    assert_eq!(stuck.len(), 1, "{found:?}");
    assert!(stuck[0].message.contains("begin → wait") && stuck[0].message.contains("waiting"), "{}", stuck[0]);
    assert_eq!(stuck[0].line, Some(line_of(&files, WORKFLOW, "id = \"wait\"") - 1));
}

#[test]
fn a_workflow_that_ends_with_something_left_open_is_named_with_its_path() {
    let (files, found) = broken("with = [\"checking\"]\n", "");
    let codes: Vec<&str> = found.iter().map(|p| p.code).collect();
    assert!(codes.contains(&"workflow-left-over"), "{found:?}");
    let left = found.iter().find(|p| p.code == "workflow-left-over").expect("it is named");
    assert!(left.message.contains("begin → close") && left.message.contains("checking"), "{left}");
    assert_eq!(left.line, Some(line_of(&files, WORKFLOW, "id = \"close\"") - 1));
}

#[test]
fn a_state_that_is_entered_twice_at_once_is_named_with_its_path() {
    let (_, found) = broken("to = [\"waiting\"]", "to = [\"waiting\", \"checking\"]");
    let twice = found.iter().find(|p| p.code == "workflow-twice").expect("it is named");
    assert!(twice.message.contains("begin → wait") && twice.message.contains("checking + checking"), "{twice}");
}

#[test]
fn a_step_that_can_never_be_taken_and_a_state_that_is_never_reached_are_named() {
    let (files, found) = broken("to = [\"waiting\"]", "to = [\"in_progress\"]");
    let told: Vec<(&str, Option<u32>)> = found.iter().map(|p| (p.code, p.line)).collect();
    let at = |id: &str| Some(line_of(&files, WORKFLOW, &format!("id = \"{id}\"")) - 1);
    assert_eq!(told, [("workflow-dead", at("resume")), ("workflow-dead", at("waiting"))]);
}

#[test]
fn a_workflow_too_large_to_be_walked_is_named_and_ends_the_walk() {
    use std::fmt::Write;
    // Sixteen branches side by side, each with two states: more than 65,000 combinations.
    let names = "names = { zh-Hans = \"状态\", zh-Hant = \"狀態\", en = \"State\" }";
    let mut text = format!("[[state]]\nid = \"start\"\n{names}\nstart = true\n[[state]]\nid = \"end\"\n{names}\nend = true\n");
    let side: Vec<String> = (0..16).map(|n| format!("\"a{n}\"")).collect();
    for n in 0..16 {
        write!(text, "[[state]]\nid = \"a{n}\"\n{names}\n[[state]]\nid = \"b{n}\"\n{names}\n").expect("a String");
        write!(text, "[[transition]]\nid = \"t{n}\"\n{names}\nfrom = [\"a{n}\"]\nto = [\"b{n}\"]\nwho = [\"agent\"]\n")
            .expect("a String");
    }
    write!(text, "[[transition]]\nid = \"split\"\n{names}\nfrom = [\"start\"]\nto = [{}]\nwho = [\"agent\"]\n", side.join(", "))
        .expect("a String");
    let mut files = sound_pack();
    files.insert(WORKFLOW, text);
    let codes: Vec<&str> = check_workflow(&parse(&files)).iter().map(|p| p.code).collect();
    assert_eq!(codes, ["workflow-too-large"]);
}

#[test]
fn every_check_of_the_workflow_is_broken_above_and_is_in_the_table_of_all() {
    let broken: BTreeSet<&str> =
        ["workflow-stuck", "workflow-left-over", "workflow-twice", "workflow-dead", "workflow-too-large"].into();
    assert_eq!(WORKFLOW_CHECKS.iter().map(|check| check.code).collect::<BTreeSet<_>>(), broken);
    let all: BTreeSet<&str> = checks().map(|check| check.code).collect();
    assert!(broken.is_subset(&all) && WORKFLOW_CHECKS.iter().all(|check| !check.promise.is_empty()));
}

#[test]
fn a_pack_without_a_workflow_has_the_programs_own() {
    let mut files = sound_pack();
    files.remove(WORKFLOW);
    let parsed = parse(&files);
    assert_eq!(parsed.problems, []);
    assert_eq!(parsed.library.workflow, parse(&PackFiles::embedded()).library.workflow);
}

#[test]
fn power_tickets_go_by_their_route_and_others_to_their_own_department() {
    let library = parse(&PackFiles::embedded()).library;
    let way = |category: &str| library.way(category, None);
    assert_eq!(way("power/metering/fault"), ["power-metering"]);
    assert_eq!(way("power/capacity/increase"), ["power-survey", "power-capacity-increase"]);
    assert_eq!(way("power/capacity/termination"), ["power-survey", "power-termination"]);
    assert_eq!(way("power/billing/dispute"), ["power-survey", "power-billing"]);
    assert_eq!(way("telecom/fault/broadband"), ["network-maintenance"]);
}

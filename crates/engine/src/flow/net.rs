//! Soundness: whether a ticket can get stuck in a workflow, shown by walking every way through it.
//!
//! The workflow is read as a workflow net (van der Aalst 1998): a ticket holds one token in each state it is in; a step
//! takes the tokens of the states it leaves and puts one in each it leads to. A token in a waiting state knows where it
//! came from. Sound means: from every reachable marking the end can be reached; when it is, nothing else is left open; no
//! state is entered twice at once; every step can be taken at some time. Every marking is visited, at most 20,000.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::kb::{Check, Parsed, Problem, Transition, Workflow};

/// The most markings looked at; a process anybody can follow has some dozens.
const MOST: usize = 20_000;
/// Where the workflow stands in a pack.
const FILE: &str = "workflow.toml";

const STUCK: &str = "workflow-stuck";
const LEFT_OVER: &str = "workflow-left-over";
const TWICE: &str = "workflow-twice";
const DEAD: &str = "workflow-dead";
const TOO_LARGE: &str = "workflow-too-large";

/// The checks of a workflow, as rows for the table of all checks.
pub const CHECKS: &[Check] = &[
    Check { code: STUCK, promise: "from every state a ticket can come to, its end can be reached" },
    Check { code: LEFT_OVER, promise: "when a ticket ends, it is in no other state any more" },
    Check { code: TWICE, promise: "no state is entered while the ticket is in it" },
    Check { code: DEAD, promise: "every step can be taken and every state be reached at some time" },
    Check { code: TOO_LARGE, promise: "the ways through the process can be counted: at most 20,000 combinations of states" },
];

/// Being in one state.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub struct Token {
    /// The state, by id.
    pub state: String,
    /// For a waiting state, the one it was entered from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub back: Option<String>,
}

/// All states a ticket is in, sorted.
pub type Marking = Vec<Token>;

/// A token in a state that was entered from nowhere in particular.
#[must_use]
pub fn token(state: &str) -> Token {
    Token { state: state.to_owned(), back: None }
}

/// The marking after a step from `marking`; `None` where it cannot be taken. A step that could start from several of the
/// states it names starts from the first.
#[must_use]
pub fn fire(workflow: &Workflow, marking: &[Token], step: &Transition) -> Option<Marking> {
    let source = step.from.iter().find_map(|state| marking.iter().find(|token| token.state == *state))?;
    fire_from(workflow, marking, step, source)
}

fn fire_from(workflow: &Workflow, marking: &[Token], step: &Transition, source: &Token) -> Option<Marking> {
    let mut left: Marking = marking.to_vec();
    let mut take = |state: &str| left.iter().position(|token| token.state == state).map(|at| left.remove(at));
    take(&source.state)?;
    for state in &step.with {
        take(state)?;
    }
    if step.back {
        left.push(token(source.back.as_deref()?));
    }
    for state in &step.to {
        let waits = workflow.state(state).is_some_and(|known| known.paused);
        left.push(Token { state: state.clone(), back: waits.then(|| source.state.clone()) });
    }
    left.sort();
    Some(left)
}

/// Everything that keeps the workflow of a pack from being sound. One that is malformed is left to the checks that say so.
#[must_use]
pub fn check(parsed: &Parsed<'_>) -> Vec<Problem> {
    if parsed.files.get(FILE).is_none() {
        return Vec::new();
    }
    let found = faults(&parsed.library.workflow);
    let problem = |fault: Fault| parsed.problem(fault.code, FILE, &fault.field, fault.message, fault.help);
    found.into_iter().map(problem).collect()
}

/// What is wrong with a workflow.
struct Fault {
    code: &'static str,
    field: String,
    message: String,
    help: &'static str,
}

/// The markings that were visited, and how.
struct Walk {
    markings: Vec<Marking>,
    /// From where and by which step each was first reached.
    reached_by: Vec<Option<(usize, usize)>>,
    /// Steps that lead on, as (from, to).
    ways: Vec<(usize, usize)>,
    taken: BTreeSet<usize>,
    complete: bool,
}

fn walk(workflow: &Workflow, start: &str) -> Walk {
    let mut walk = Walk {
        markings: vec![vec![token(start)]],
        reached_by: vec![None],
        ways: Vec::new(),
        taken: BTreeSet::new(),
        complete: true,
    };
    let mut known: BTreeMap<Marking, usize> = BTreeMap::from([(vec![token(start)], 0)]);
    let mut waiting = VecDeque::from([0]);
    while let Some(here) = waiting.pop_front() {
        let marking = walk.markings[here].clone();
        if is_doubled(&marking) {
            continue;
        }
        for (nth, step) in workflow.transitions.iter().enumerate() {
            let sources = marking.iter().filter(|token| step.from.contains(&token.state));
            for next in sources.filter_map(|source| fire_from(workflow, &marking, step, source)) {
                walk.taken.insert(nth);
                let there = *known.entry(next.clone()).or_insert_with(|| {
                    walk.markings.push(next);
                    walk.reached_by.push(Some((here, nth)));
                    waiting.push_back(walk.markings.len() - 1);
                    walk.markings.len() - 1
                });
                walk.ways.push((here, there));
            }
        }
        if walk.markings.len() > MOST {
            walk.complete = false;
            break;
        }
    }
    walk
}

fn is_doubled(marking: &[Token]) -> bool {
    marking.windows(2).any(|pair| matches!(pair, [a, b] if a.state == b.state))
}

impl Walk {
    /// The steps that lead to a marking, from the start.
    fn path(&self, workflow: &Workflow, to: usize) -> String {
        let (mut steps, mut here) = (Vec::new(), to);
        while let Some((before, step)) = self.reached_by.get(here).copied().flatten() {
            steps.push(workflow.transitions.get(step).map_or("?", |t| t.id.as_str()));
            here = before;
        }
        steps.reverse();
        if steps.is_empty() { "at the start".to_owned() } else { format!("after {}", steps.join(" → ")) }
    }

    fn states(&self, at: usize) -> String {
        let states: Vec<&str> = self.markings[at].iter().map(|token| token.state.as_str()).collect();
        states.join(" + ")
    }

    /// The markings from which one of `goals` can be reached.
    fn that_reach(&self, goals: &BTreeSet<usize>) -> BTreeSet<usize> {
        let mut before: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (from, to) in &self.ways {
            before.entry(*to).or_default().push(*from);
        }
        let (mut reach, mut waiting) = (goals.clone(), goals.iter().copied().collect::<Vec<_>>());
        while let Some(here) = waiting.pop() {
            for from in before.get(&here).into_iter().flatten() {
                if reach.insert(*from) {
                    waiting.push(*from);
                }
            }
        }
        reach
    }
}

fn faults(workflow: &Workflow) -> Vec<Fault> {
    let end = workflow.states.iter().find(|state| state.end);
    let (Some(start), Some(end)) = (workflow.start(), end) else { return Vec::new() };
    let walk = walk(workflow, &start.id);
    let fault = |code, field: String, message, help| Fault { code, field, message, help };
    if !walk.complete {
        let message = format!("more than {MOST} combinations of states can be reached");
        return vec![fault(TOO_LARGE, "transition".to_owned(), message, "let fewer states hold at the same time")];
    }
    let mut found = Vec::new();
    let place = |at: usize| walk.reached_by[at].map_or_else(|| "state".to_owned(), |(_, step)| format!("transition[{step}]"));
    let all = || 0..walk.markings.len();
    let ended = |at: &usize| walk.markings[*at].iter().any(|token| token.state == end.id);
    // The shortest way to each kind of trouble says enough: the markings stand in the order of their distance.
    if let Some(at) = all().find(|at| is_doubled(&walk.markings[*at])) {
        let message = format!("{} it is in {}: twice in one state", walk.path(workflow, at), walk.states(at));
        found.push(fault(TWICE, place(at), message, "let the step start only when that state was left"));
    }
    let proper = |at: &usize| ended(at) && walk.markings[*at].len() == 1;
    if let Some(at) = all().find(|at| ended(at) && !proper(at)) {
        let message = format!("{} it has ended and is still in {}", walk.path(workflow, at), walk.states(at));
        found.push(fault(LEFT_OVER, place(at), message, "join what was split with `with = [\"…\"]` before the end"));
    }
    // What ends with something left over, or doubles a state, has been named; it is not stuck as well.
    let goals: BTreeSet<usize> = all().filter(|at| ended(at) || is_doubled(&walk.markings[*at])).collect();
    let fine = walk.that_reach(&goals);
    if let Some(at) = all().find(|at| !fine.contains(at)) {
        let message =
            format!("{} it is in {}, from where {} cannot be reached", walk.path(workflow, at), walk.states(at), end.id);
        found.push(fault(STUCK, place(at), message, "add a step that leads on from there"));
    }
    for (nth, step) in workflow.transitions.iter().enumerate().filter(|(nth, _)| !walk.taken.contains(nth)) {
        let message = format!("the step {:?} can never be taken", step.id);
        found.push(fault(DEAD, format!("transition[{nth}]"), message, "let some step lead to where it starts, or remove it"));
    }
    let reached: BTreeSet<&str> = walk.markings.iter().flatten().map(|token| token.state.as_str()).collect();
    for (nth, state) in workflow.states.iter().enumerate().filter(|(_, state)| !reached.contains(state.id.as_str())) {
        let message = format!("the state {:?} is never reached", state.id);
        found.push(fault(DEAD, format!("state[{nth}]"), message, "let some step lead to it, or remove it"));
    }
    found
}

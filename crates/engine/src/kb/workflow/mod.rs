//! Workflow: the states a ticket passes, who may take which step, what each step requires, and which departments a kind
//! of ticket visits. It is data: whether it is sound is proved elsewhere, and nothing here moves a ticket.

mod reading;

use super::names::Names;
use super::within::Within;
use super::words::words;

words! {
    /// Who takes a step.
    WorkflowRole {
        /// Who faces the customer 坐席.
        Agent = "agent",
        /// Somebody of the responsible department 责任部门.
        Department = "department",
        /// Who leads the agents 班长.
        Supervisor = "supervisor",
    }
}

words! {
    /// What can be on record about how a ticket was handled.
    Fact {
        /// Why it happened 原因.
        Cause = "cause",
        /// What is offered 方案.
        Solution = "solution",
        /// What was done 处理结果.
        Done = "done",
        /// What keeps it from happening again 预防.
        Prevention = "prevention",
        /// What the customer gets for the trouble 补偿.
        Compensation = "compensation",
        /// Why a step is taken that needs a reason 理由; it counts for that step only.
        Reason = "reason",
        /// What the customer said to the proposal 客户意见; it counts for that step only.
        Consent = "consent",
    }
}

impl Fact {
    /// Whether it must be given again with each step that requires it.
    #[must_use]
    pub fn is_of_the_step(self) -> bool {
        matches!(self, Fact::Reason | Fact::Consent)
    }
}

words! {
    /// What is timed.
    ClockName {
        /// Until the customer has heard that we have it.
        Acknowledge = "acknowledge",
        /// Until the customer has a first answer.
        Answer = "answer",
        /// Until the customer hears of progress again.
        Progress = "progress",
        /// Until the department answers a hand-over 回单.
        Transfer = "transfer",
        /// Until it is resolved.
        Resolve = "resolve",
        /// Until the customer is asked whether it helped 回访.
        FollowUp = "follow_up",
        /// Until a promise to the customer is kept 承诺.
        Promise = "promise",
    }
}

words! {
    /// A situation with its own advice on how to reach the customer.
    Scenario {
        /// People may come to harm, or the business stands still.
        Emergency = "emergency",
        /// A regulator, the media or the public are named.
        Exposure = "exposure",
        /// It is about a person.
        AboutPerson = "about_person",
        /// It was handed on more than once, or came back.
        Complex = "complex",
        /// The result is to be told.
        Result = "result",
        /// Nothing of the above.
        Usual = "usual",
    }
}

words! {
    /// How content a customer is, the least content first.
    Satisfaction {
        /// 非常不满意
        VeryDissatisfied = "very_dissatisfied",
        /// 不满意
        Dissatisfied = "dissatisfied",
        /// 一般
        Fair = "fair",
        /// 满意
        Satisfied = "satisfied",
        /// 非常满意
        VerySatisfied = "very_satisfied",
    }
}

/// Where a ticket can be.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct State {
    /// Lower-case words joined by `_`.
    pub id: String,
    /// What people call it.
    pub names: Names,
    /// Whether tickets begin here.
    pub start: bool,
    /// Whether tickets end here.
    pub end: bool,
    /// Whether it waits for the customer: clocks stand still, and a step may lead back to where it came from.
    pub paused: bool,
    /// Whether no work is going on, so that the customer may be asked how it was.
    pub quiet: bool,
}

/// A step from state to state.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct Transition {
    /// Lower-case words joined by `_`.
    pub id: String,
    /// What people call it.
    pub names: Names,
    /// The states it may start from: any one of them.
    pub from: Vec<String>,
    /// Further states that must hold as well, and are left with it.
    pub with: Vec<String>,
    /// The states it leads to: all of them.
    pub to: Vec<String>,
    /// Whether it leads back to the state that was left for the waiting one.
    pub back: bool,
    /// Who may take it.
    pub who: Vec<WorkflowRole>,
    /// What must be on record.
    pub requires: Vec<Fact>,
    /// Whether some department must have it.
    pub needs_department: bool,
    /// Clocks it starts, again where they ran before.
    pub starts: Vec<ClockName>,
    /// Clocks it stops: what they time has happened.
    pub stops: Vec<ClockName>,
    /// Clocks it stops although what they time has not happened, and will not.
    pub drops: Vec<ClockName>,
    /// Whether the department that has the ticket gives it back.
    pub gives_back: bool,
    /// Whether it lifts the ticket to the next level of handling.
    pub raises: bool,
    /// From the how-manieth time on it does; the first, where the file does not say.
    pub raises_from: u32,
}

/// The departments that tickets of a category visit, in order.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Route {
    /// The category and all below it.
    pub category: String,
    /// Departments by id; `own` stands for the one of the ticket's category.
    pub via: Vec<String>,
}

/// What stands in a route for the department of the ticket's own category.
pub const OWN: &str = "own";

/// How to reach the customer in a situation.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Advice {
    /// When it counts.
    pub scenario: Scenario,
    /// Ways, the best first.
    pub channels: Vec<String>,
    /// In what time; [`Within::UNREADABLE`] where the clocks say enough.
    pub within: Within,
    /// Why.
    pub because: String,
}

/// What a customer is asked when it is over.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Survey {
    /// Three short questions.
    pub questions: Vec<Names>,
    /// At this answer to the first question, or a worse one, the ticket is opened again.
    pub reopens_at: Satisfaction,
    /// By this step.
    pub reopen: String,
}

impl Default for Survey {
    fn default() -> Survey {
        Survey { questions: Vec::new(), reopens_at: Satisfaction::Dissatisfied, reopen: String::new() }
    }
}

/// The process of `workflow.toml`.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct Workflow {
    /// In the order of the file.
    pub states: Vec<State>,
    /// In the order of the file.
    pub transitions: Vec<Transition>,
    /// In the order of the file.
    pub routes: Vec<Route>,
    /// In the order of the file; the first that fits counts.
    pub advice: Vec<Advice>,
    /// What is asked in the end.
    pub survey: Survey,
}

impl Workflow {
    /// The state with this id.
    #[must_use]
    pub fn state(&self, id: &str) -> Option<&State> {
        self.states.iter().find(|state| state.id == id)
    }

    /// The transition with this id.
    #[must_use]
    pub fn transition(&self, id: &str) -> Option<&Transition> {
        self.transitions.iter().find(|transition| transition.id == id)
    }

    /// The state tickets begin in.
    #[must_use]
    pub fn start(&self) -> Option<&State> {
        self.states.iter().find(|state| state.start)
    }

    /// The route of a category: that of the longest path above it.
    #[must_use]
    pub fn route(&self, category: &str) -> Option<&Route> {
        let above = |route: &&Route| {
            category.strip_prefix(route.category.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        self.routes.iter().filter(above).max_by_key(|route| route.category.len())
    }
}

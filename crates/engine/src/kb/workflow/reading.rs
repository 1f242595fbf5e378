//! Reading `workflow.toml`.

use super::{Advice, ClockName, Fact, Route, Satisfaction, Scenario, State, Survey, Transition, Workflow, WorkflowRole};
use crate::kb::limits;
use crate::kb::names::Names;
use crate::kb::read::Fields;

impl Workflow {
    pub(in crate::kb) fn read(fields: &mut Fields<'_, '_>) -> Workflow {
        Workflow {
            states: fields.tables("state", State::read),
            transitions: fields.tables("transition", Transition::read),
            routes: fields.tables("route", |route| Route {
                category: route.text("category", limits::WORD),
                via: route.texts("via", limits::WORD),
            }),
            advice: fields.tables("advice", |advice| Advice {
                scenario: advice.word("scenario", Scenario::parse, Scenario::ALL).unwrap_or(Scenario::Usual),
                channels: advice.texts("channels", limits::WORD),
                within: advice.optional_within("within"),
                because: advice.text("because", limits::SENTENCE),
            }),
            survey: fields.table("survey", Survey::read).unwrap_or_default(),
        }
    }
}

impl State {
    fn read(fields: &mut Fields<'_, '_>) -> State {
        State {
            id: fields.text("id", limits::WORD),
            names: Names::read(fields, "names"),
            start: fields.flag("start"),
            end: fields.flag("end"),
            paused: fields.flag("paused"),
            quiet: fields.flag("quiet"),
        }
    }
}

impl Transition {
    fn read(fields: &mut Fields<'_, '_>) -> Transition {
        Transition {
            id: fields.text("id", limits::WORD),
            names: Names::read(fields, "names"),
            from: fields.texts("from", limits::WORD),
            with: fields.texts("with", limits::WORD),
            to: fields.texts("to", limits::WORD),
            back: fields.flag("back"),
            who: fields.words("who", WorkflowRole::parse, WorkflowRole::ALL),
            requires: fields.words("requires", Fact::parse, Fact::ALL),
            needs_department: fields.flag("needs_department"),
            starts: fields.words("starts", ClockName::parse, ClockName::ALL),
            stops: fields.words("stops", ClockName::parse, ClockName::ALL),
            drops: fields.words("drops", ClockName::parse, ClockName::ALL),
            gives_back: fields.flag("gives_back"),
            raises: fields.flag("raises"),
            raises_from: fields.maybe_count("raises_from").unwrap_or(1),
        }
    }
}

impl Survey {
    fn read(fields: &mut Fields<'_, '_>) -> Survey {
        Survey {
            questions: fields.tables("question", |question| Names::read(question, "names")),
            reopens_at: fields.word("reopens_at", Satisfaction::parse, Satisfaction::ALL).unwrap_or(Satisfaction::Dissatisfied),
            reopen: fields.text("reopen", limits::WORD),
        }
    }
}

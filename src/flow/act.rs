//! Acting: what may be done to a ticket now, and the events that doing it makes. Nothing is changed here: the caller
//! keeps the events, and the life that is folded from them is the ticket's.

use std::collections::BTreeMap;

use jiff::Timestamp;

use crate::kb::{Fact, Library, Part, Satisfaction, State, Transition, Workflow};

use super::event::{Answered, Assigned, Direction, Event, HandedOver, Moved, Noted, PromiseMade, Surveyed, Told};
use super::life::Life;
use super::net;

/// Questions of a survey.
pub const QUESTIONS: usize = 3;

/// Why something cannot be done to a ticket now.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message} ({help})")]
pub struct Refusal {
    /// A stable name for programs.
    pub code: &'static str,
    /// What is in the way.
    pub message: String,
    /// What to do about it.
    pub help: String,
}

fn refuse<T>(code: &'static str, message: impl Into<String>, help: impl Into<String>) -> Result<T, Refusal> {
    Err(Refusal { code, message: message.into(), help: help.into() })
}

/// What acting looks things up in.
#[derive(Clone, Copy)]
pub struct Scene<'a> {
    /// The library of the moment.
    pub library: &'a Library,
    /// The instant.
    pub now: Timestamp,
    /// Folds names, so that script and width do not tell one person apart from themselves.
    pub plain: fn(&str) -> String,
}

/// A step somebody may take now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Open<'a> {
    /// The step.
    pub step: &'a Transition,
    /// What it requires and is not on record.
    pub missing: Vec<Fact>,
}

/// The steps that lead on from where a ticket is.
#[must_use]
pub fn open_steps<'a>(life: &Life, workflow: &'a Workflow) -> Vec<Open<'a>> {
    let open = workflow.transitions.iter().filter(|step| net::fire(workflow, &life.marking, step).is_some());
    open.map(|step| Open { step, missing: missing(life, step, &BTreeMap::new()) }).collect()
}

fn missing(life: &Life, step: &Transition, given: &BTreeMap<Fact, String>) -> Vec<Fact> {
    let there = |fact: &Fact| given.contains_key(fact) || (!fact.is_of_the_step() && life.facts.contains_key(fact));
    step.requires.iter().copied().filter(|fact| !there(fact)).collect()
}

impl Scene<'_> {
    /// Takes a step of the workflow.
    ///
    /// # Errors
    /// When there is no such step, it is not open, is somebody else's, or lacks what it requires.
    pub fn take_step(
        &self,
        life: &Life,
        part: Part,
        id: &str,
        facts: BTreeMap<Fact, String>,
        follow_up_at: Option<Timestamp>,
    ) -> Result<Event, Refusal> {
        let workflow = &self.library.workflow;
        let open = || open_steps(life, workflow).iter().map(|open| open.step.id.clone()).collect::<Vec<_>>().join(", ");
        let Some(step) = workflow.transition(id) else {
            return refuse(
                "no-such-step",
                format!("there is no step {id:?}"),
                format!("from {} take one of: {}", life.state(), open()),
            );
        };
        if !step.who.contains(&part) {
            let who: Vec<&str> = step.who.iter().map(|part| part.as_str()).collect();
            return refuse("not-your-step", format!("{id:?} is not for the {part}"), format!("it is for: {}", who.join(", ")));
        }
        let Some(to) = net::fire(workflow, &life.marking, step) else {
            let message = format!("{id:?} does not start from {}", life.state());
            return refuse("step-not-open", message, format!("from there take one of: {}", open()));
        };
        let missing = missing(life, step, &facts);
        if !missing.is_empty() {
            let missing: Vec<&str> = missing.iter().map(|fact| fact.as_str()).collect();
            let message = format!("{id:?} requires what is not on record: {}", missing.join(", "));
            return refuse("fact-missing", message, "send it in `facts` with the step");
        }
        if step.needs_department && life.department.is_none() {
            return refuse("no-department", format!("{id:?} requires a department that has the ticket"), "hand it over first");
        }
        let any = |is: fn(&State) -> bool| to.iter().any(|token| workflow.state(&token.state).is_some_and(is));
        let ended = any(|state| state.end);
        if ended && life.promises.iter().any(|promise| promise.kept.is_none()) {
            return refuse("promise-open", "a promise to the customer is not kept yet", "keep it, and say so, before the end");
        }
        let quiet = to.iter().all(|token| workflow.state(&token.state).is_some_and(|state| state.quiet));
        Ok(Event::Moved(Box::new(Moved {
            transition: step.id.clone(),
            part,
            from: life.marking.clone(),
            paused: any(|state| state.paused),
            to,
            ended,
            quiet,
            raises: step.raises,
            facts,
            starts: step.starts.clone(),
            stops: step.stops.clone(),
            follow_up_at,
        })))
    }

    /// The department that is next on the ticket's way; `None` where all of them have had it.
    #[must_use]
    pub fn next_department(&self, life: &Life) -> Option<String> {
        let own = life.registered.department.as_deref();
        let category = life.category.as_deref();
        let way = category.map_or_else(
            || own.map(str::to_owned).into_iter().collect(),
            |category| {
                // A ticket that turned out to be of another category goes where that one goes.
                let own = own.filter(|_| life.registered.category.as_deref() == Some(category));
                self.library.way(category, own)
            },
        );
        let taken =
            |id: &String| life.hand_overs.iter().any(|t| t.to.department == *id && t.answered.is_some_and(|(_, took)| took));
        way.into_iter().find(|id| !taken(id))
    }

    /// Hands a ticket over to a department.
    ///
    /// # Errors
    /// When work is over, the department is not known or not the next on the route, the handler is the one complained
    /// about, or the deadline lies in the past.
    pub fn hand_over(&self, life: &Life, to: HandedOver) -> Result<Event, Refusal> {
        self.working(life)?;
        if self.library.departments.get(&to.department).is_none() {
            let message = format!("there is no department {:?}", to.department);
            return refuse("no-such-department", message, "name one of departments.toml by its id");
        }
        self.not_complained_about(life, to.handler.as_deref())?;
        if to.answer_by.is_some_and(|by| by <= self.now) {
            return refuse("deadline-passed", "the answer is due in the past", "send a later `answer_by`, or leave it out");
        }
        let routed = life.category.as_deref().is_some_and(|category| self.library.workflow.route(category).is_some());
        if let Some(next) = self.next_department(life).filter(|next| routed && *next != to.department && to.reason.is_none()) {
            let message = format!("tickets of this category go to {next} next");
            return refuse("off-route", message, "hand it over there, or send a `reason` why not");
        }
        Ok(Event::HandedOver(Box::new(to)))
    }

    /// A department takes a ticket or refuses it.
    ///
    /// # Errors
    /// When nobody is asked, or the handler is the one complained about.
    pub fn answer(&self, life: &Life, answered: Answered) -> Result<Event, Refusal> {
        if life.hand_overs.last().is_none_or(|transfer| transfer.answered.is_some()) {
            return refuse("nothing-to-answer", "no department is asked and has not answered", "hand it over first");
        }
        self.not_complained_about(life, answered.handler.as_deref())?;
        Ok(Event::Answered(answered))
    }

    /// Names who faces the customer, or who sees to it.
    ///
    /// # Errors
    /// When it is the one complained about, or the customer was not asked about the change.
    pub fn assign(&self, life: &Life, assigned: Assigned) -> Result<Event, Refusal> {
        self.not_complained_about(life, assigned.front.as_deref())?;
        self.not_complained_about(life, assigned.handler.as_deref())?;
        let changes = |front: &String| life.front.as_ref().is_some_and(|known| (self.plain)(known) != (self.plain)(front));
        if assigned.front.as_ref().is_some_and(changes) && assigned.consent.is_none() {
            let known = life.front.as_deref().unwrap_or_default();
            let message = format!("{known} stays with the customer unless the customer agrees to a change");
            return refuse("needs-consent", message, "ask, and send what the customer said as `consent`");
        }
        Ok(Event::Assigned(assigned))
    }

    /// Corrects or adds to what is known.
    ///
    /// # Errors
    /// When a category, an entry or a slot is not known, or a fact counts for a step only.
    pub fn note(&self, noted: Noted) -> Result<Event, Refusal> {
        let library = self.library;
        if let Some(id) = noted.category.as_ref().filter(|id| library.taxonomy.get(id).is_none()) {
            return refuse("no-such-category", format!("there is no category {id:?}"), "name one of taxonomy.toml by its id");
        }
        if let Some(id) = noted.entry.as_ref().filter(|id| library.entry(id).is_none()) {
            return refuse("no-such-entry", format!("there is no entry {id:?}"), "name one of the library by its id");
        }
        if let Some(id) = noted.slots.keys().find(|id| library.slots.get(id).is_none()) {
            return refuse("no-such-slot", format!("there is no slot {id:?}"), "name one of slots.toml by its id");
        }
        if let Some(fact) = noted.facts.keys().find(|fact| fact.is_of_the_step()) {
            return refuse("fact-of-a-step", format!("{fact} belongs to a step"), "send it in `facts` with the step");
        }
        Ok(Event::Noted(Box::new(noted)))
    }

    /// Records what was said between us and the customer.
    ///
    /// # Errors
    /// When a promise is not ours, or is due in the past.
    pub fn tell(&self, told: Told) -> Result<Event, Refusal> {
        if told.direction == Direction::Incoming && !told.promises.is_empty() {
            return refuse("not-our-promise", "promises are what we tell the customer", "send `direction` as outgoing");
        }
        if told.promises.iter().any(|PromiseMade { due, .. }| *due <= self.now) {
            return refuse("deadline-passed", "a promise is due in the past", "promise a time that is still to come");
        }
        Ok(Event::Told(Box::new(told)))
    }

    /// Says that a promise was kept.
    ///
    /// # Errors
    /// When there is no such promise, or it was kept before.
    pub fn keep_promise(&self, life: &Life, promise: u32) -> Result<Event, Refusal> {
        match life.promises.get(promise as usize) {
            None => refuse("no-such-promise", format!("there is no promise {promise}"), "the ticket lists them, from 0"),
            Some(promise) if promise.kept.is_some() => refuse("promise-kept", "it was kept before", "nothing is left to do"),
            Some(_) => Ok(Event::PromiseKept { promise }),
        }
    }

    /// Records what the customer answered; who is not satisfied has the ticket opened again at the next level.
    ///
    /// # Errors
    /// When work is still going on, nothing was carried out, or the answers are not three.
    pub fn survey(&self, life: &Life, surveyed: Surveyed) -> Result<Vec<Event>, Refusal> {
        if !life.quiet || life.carried_out_at.is_none() {
            return refuse("still-working", "nobody is asked how it was while work is going on", "ask when it is carried out");
        }
        let Some(result) = surveyed.answers.first().filter(|_| surveyed.answers.len() == QUESTIONS).copied() else {
            let message = format!("{} answers to {QUESTIONS} questions", surveyed.answers.len());
            return refuse("not-three-answers", message, "send one answer to each question");
        };
        let survey = &self.library.workflow.survey;
        let mut events = vec![Event::Surveyed(surveyed)];
        if result <= survey.reopens_at {
            let because = format!("回访：{}", in_words(result));
            let facts = BTreeMap::from([(Fact::Reason, because)]);
            events.push(self.take_step(life, Part::Supervisor, &survey.reopen, facts, None)?);
        }
        Ok(events)
    }

    /// Refuses where work is over.
    fn working(&self, life: &Life) -> Result<(), Refusal> {
        if life.ended_at.is_some() || life.quiet {
            return refuse("work-is-over", format!("no work is going on: it is in {}", life.state()), "open it again first");
        }
        Ok(())
    }

    /// Refuses the one complained about, under whatever form of their name.
    fn not_complained_about(&self, life: &Life, name: Option<&str>) -> Result<(), Refusal> {
        let Some(name) = name else { return Ok(()) };
        if is_about(&life.about, name, self.plain) {
            let message = format!("{name} is complained about in this ticket");
            return refuse("complained-about", message, "name somebody else");
        }
        Ok(())
    }
}

/// Whether a name is, or holds, that of somebody complained about. A single character proves nothing unless it is all.
#[must_use]
pub fn is_about(about: &[String], name: &str, plain: fn(&str) -> String) -> bool {
    let name = plain(name);
    about
        .iter()
        .map(|person| plain(person))
        .any(|person| person == name || (person.chars().count() > 1 && name.contains(&person)))
}

/// What a customer's answer is called.
#[must_use]
pub fn in_words(satisfaction: Satisfaction) -> &'static str {
    match satisfaction {
        Satisfaction::VeryDissatisfied => "非常不满意",
        Satisfaction::Dissatisfied => "不满意",
        Satisfaction::Fair => "一般",
        Satisfaction::Satisfied => "满意",
        Satisfaction::VerySatisfied => "非常满意",
    }
}

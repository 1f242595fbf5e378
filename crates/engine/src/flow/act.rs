//! Acting: what may be done to a ticket now, and the events that doing it makes. Nothing is changed here: the caller
//! keeps the events, and the life that is folded from them is the ticket's.

use std::collections::BTreeMap;

use jiff::Timestamp;

use crate::kb::{ClockName, Fact, HIGHEST_LEVEL, Library, Progress, Satisfaction, State, Transition, Workflow, WorkflowRole};

use super::event::{
    Answered, Assigned, CustomerContact, Direction, Event, HandedOver, Moved, Noted, PromiseMade, QUESTIONS, Surveyed,
};
use super::life::Life;
use super::net;
use super::people::{is_about, to_be_relieved};
use super::refusal::{Agreed, Refusal};

/// What acting looks things up in.
#[derive(Clone, Copy)]
pub struct ActionRules<'a> {
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

impl ActionRules<'_> {
    /// Takes a step of the workflow.
    ///
    /// # Errors
    /// When there is no such step, it is not open, is somebody else's, lacks what it requires, or ends what is not done.
    pub fn take_step(
        &self,
        life: &Life,
        part: WorkflowRole,
        id: &str,
        facts: BTreeMap<Fact, String>,
        follow_up_at: Option<Timestamp>,
    ) -> Result<Event, Refusal> {
        let workflow = &self.library.workflow;
        let open = || open_steps(life, workflow).iter().map(|open| open.step.id.clone()).collect::<Vec<_>>();
        let Some(step) = workflow.transition(id) else {
            return Err(Refusal::NoSuchStep { step: id.to_owned(), from: life.state(), open: open() });
        };
        if !step.who.contains(&part) {
            return Err(Refusal::NotYourStep { step: id.to_owned(), role: part, who: step.who.clone() });
        }
        let Some(to) = net::fire(workflow, &life.marking, step) else {
            return Err(Refusal::StepNotOpen { step: id.to_owned(), from: life.state(), open: open() });
        };
        let missing = missing(life, step, &facts);
        if !missing.is_empty() {
            return Err(Refusal::FactMissing { step: id.to_owned(), missing });
        }
        if step.needs_department && life.department.is_none() {
            return Err(Refusal::NoDepartment { step: id.to_owned() });
        }
        self.follow_up_can_be_then(step, follow_up_at)?;
        let any = |is: fn(&State) -> bool| to.iter().any(|token| workflow.state(&token.state).is_some_and(is));
        let ended = any(|state| state.end);
        if ended {
            self.customer_has_all(life)?;
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
            raises: raises(life, step),
            facts,
            starts: step.starts.clone(),
            stops: step.stops.clone(),
            drops: step.drops.clone(),
            gives_back: step.gives_back,
            follow_up_at,
        })))
    }

    /// Refuses a time to follow up that is over, or with a step that starts no follow-up.
    fn follow_up_can_be_then(&self, step: &Transition, at: Option<Timestamp>) -> Result<(), Refusal> {
        let Some(at) = at else { return Ok(()) };
        if !step.starts.contains(&ClockName::FollowUp) {
            return Err(Refusal::NoFollowUp { step: step.id.clone() });
        }
        if at <= self.now {
            return Err(Refusal::DeadlinePassed(Agreed::FollowUp));
        }
        Ok(())
    }

    /// Refuses to end what the customer was promised and has not, or was never told of.
    fn customer_has_all(&self, life: &Life) -> Result<(), Refusal> {
        if life.promises.iter().any(|promise| promise.kept.is_none()) {
            return Err(Refusal::PromiseOpen);
        }
        let limits = self.library.sla.limits(life.urgency, life.registered.class.as_deref());
        if limits.progress == Progress::BeforeClosing && life.told == 0 {
            return Err(Refusal::NothingTold);
        }
        Ok(())
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
        // A ticket that was opened again goes its way again.
        let asked = life.hand_overs.get(life.asked_before..).unwrap_or_default();
        let taken = |id: &String| asked.iter().any(|t| t.to.department == *id && t.answered.is_some_and(|(_, took)| took));
        way.into_iter().find(|id| !taken(id))
    }

    /// The department that is meant: the one named, or else the next on the ticket's way.
    ///
    /// # Errors
    /// When none is named and none is next.
    pub fn department_meant(&self, life: &Life, named: Option<String>) -> Result<String, Refusal> {
        named.or_else(|| self.next_department(life)).ok_or(Refusal::NoDepartmentNamed)
    }

    /// Hands a ticket over to a department.
    ///
    /// # Errors
    /// When work is over, the department is not known or not the next on the route, the handler is the one complained
    /// about, or the deadline lies in the past.
    pub fn hand_over(&self, life: &Life, to: HandedOver) -> Result<Event, Refusal> {
        self.working(life)?;
        if self.library.departments.get(&to.department).is_none() {
            return Err(Refusal::NoSuchDepartment(to.department));
        }
        self.not_complained_about(life, to.handler.as_deref())?;
        if to.answer_by.is_some_and(|by| by <= self.now) {
            return Err(Refusal::DeadlinePassed(Agreed::Answer));
        }
        let routed = life.category.as_deref().is_some_and(|category| self.library.workflow.route(category).is_some());
        if let Some(next) = self.next_department(life).filter(|next| routed && *next != to.department && to.reason.is_none()) {
            return Err(Refusal::OffRoute { next });
        }
        Ok(Event::HandedOver(Box::new(to)))
    }

    /// A department takes a ticket or refuses it.
    ///
    /// # Errors
    /// When nobody is asked, the answer is not the department's, or the handler is the one complained about.
    pub fn answer(&self, life: &Life, part: WorkflowRole, answered: Answered) -> Result<Event, Refusal> {
        if life.unanswered().is_none() {
            return Err(Refusal::NothingToAnswer);
        }
        if part == WorkflowRole::Agent {
            return Err(Refusal::NotYourAnswer(part));
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
            return Err(Refusal::NeedsConsent { front: life.front.clone().unwrap_or_default() });
        }
        Ok(Event::Assigned(assigned))
    }

    /// Corrects or adds to what is known; whoever turns out to be complained about is off the ticket.
    ///
    /// # Errors
    /// When a category, an entry or a slot is not known, or a fact counts for a step only.
    pub fn note(&self, life: &Life, noted: Noted) -> Result<Vec<Event>, Refusal> {
        let library = self.library;
        if let Some(id) = noted.category.as_ref().filter(|id| library.taxonomy.get(id).is_none()) {
            return Err(Refusal::NoSuchCategory(id.clone()));
        }
        if let Some(id) = noted.entry.as_ref().filter(|id| library.entry(id).is_none()) {
            return Err(Refusal::NoSuchEntry(id.clone()));
        }
        if let Some(id) = noted.slots.keys().find(|id| library.slots.get(id).is_none()) {
            return Err(Refusal::NoSuchSlot(id.clone()));
        }
        if let Some(fact) = noted.facts.keys().find(|fact| fact.is_of_the_step()) {
            return Err(Refusal::FactOfAStep(*fact));
        }
        let relieved = to_be_relieved(life, &noted.about, self.plain).map(Event::Relieved);
        Ok(std::iter::once(Event::Noted(Box::new(noted))).chain(relieved).collect())
    }

    /// Records what was said between us and the customer.
    ///
    /// # Errors
    /// When a promise is not ours, or is due in the past.
    pub fn tell(&self, told: CustomerContact) -> Result<Event, Refusal> {
        if told.direction == Direction::Incoming && !told.promises.is_empty() {
            return Err(Refusal::NotOurPromise);
        }
        if told.promises.iter().any(|PromiseMade { due, .. }| *due <= self.now) {
            return Err(Refusal::DeadlinePassed(Agreed::Promise));
        }
        Ok(Event::Told(Box::new(told)))
    }

    /// Says that a promise was kept.
    ///
    /// # Errors
    /// When there is no such promise, or it was kept before.
    pub fn keep_promise(&self, life: &Life, promise: u32) -> Result<Event, Refusal> {
        match life.promises.get(promise as usize) {
            None => Err(Refusal::NoSuchPromise(promise)),
            Some(promise) if promise.kept.is_some() => Err(Refusal::PromiseKept),
            Some(_) => Ok(Event::PromiseKept { promise }),
        }
    }

    /// Records what the customer answered; who is not satisfied has the ticket opened again at the next level.
    ///
    /// # Errors
    /// When work is still going on, nothing was carried out, or the answers are not three.
    pub fn survey(&self, life: &Life, surveyed: Surveyed) -> Result<Vec<Event>, Refusal> {
        if !life.quiet {
            return Err(Refusal::StillWorking);
        }
        if life.carried_out_at.is_none() {
            return Err(Refusal::NothingCarriedOut { state: life.state() });
        }
        let Some(result) = surveyed.answers.first().filter(|_| surveyed.answers.len() == QUESTIONS).copied() else {
            return Err(Refusal::NotThreeAnswers { answers: surveyed.answers.len() });
        };
        let survey = &self.library.workflow.survey;
        let mut events = vec![Event::Surveyed(surveyed)];
        if result <= survey.reopens_at {
            let because = format!("回访：{}", in_words(result));
            let facts = BTreeMap::from([(Fact::Reason, because)]);
            events.push(self.take_step(life, WorkflowRole::Supervisor, &survey.reopen, facts, None)?);
        }
        Ok(events)
    }

    /// Refuses where work is over.
    fn working(&self, life: &Life) -> Result<(), Refusal> {
        if life.ended_at.is_some() || life.quiet {
            return Err(Refusal::WorkIsOver { state: life.state() });
        }
        Ok(())
    }

    /// Refuses whoever is complained about in a ticket to do anything to it.
    ///
    /// # Errors
    /// When they are.
    pub fn may_act(&self, life: &Life, author: &str) -> Result<(), Refusal> {
        if is_about(&life.about, author, self.plain) {
            return Err(Refusal::AuthorComplainedAbout(author.to_owned()));
        }
        Ok(())
    }

    /// Refuses the one complained about, under whatever form of their name.
    fn not_complained_about(&self, life: &Life, name: Option<&str>) -> Result<(), Refusal> {
        let Some(name) = name else { return Ok(()) };
        if is_about(&life.about, name, self.plain) {
            return Err(Refusal::ComplainedAbout(name.to_owned()));
        }
        Ok(())
    }
}

/// Whether a step lifts the ticket one level up now: not before its time, and not above the highest.
fn raises(life: &Life, step: &Transition) -> bool {
    let times = life.steps.get(&step.id).map_or(1, |taken| taken.saturating_add(1));
    step.raises && times >= step.raises_from && life.level < HIGHEST_LEVEL
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

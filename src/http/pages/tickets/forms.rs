//! The forms of a ticket's page: the steps that may be taken now, and everything else that may be done.

use fenzhen_engine::kb::{ClockName, Fact, Satisfaction, Status, Transition, Urgency, WorkflowRole};
use fenzhen_engine::triage::Outcome;

use crate::app::TicketFile;
use crate::http::pages::ui::frame::Frame;
use crate::http::pages::ui::names::{self, Lexicon};
use crate::http::pages::ui::texts::tickets::TicketTexts;

use super::fields::{ActForm, Kind, RejectedForm};

/// What the forms of a page are made from.
pub struct Forms<'a> {
    pub f: &'a Frame,
    pub t: &'static TicketTexts,
    pub file: &'a TicketFile,
    pub names: Lexicon<'a>,
    pub rejected: Option<&'a RejectedForm>,
}

type Options = Vec<(String, String)>;

impl Forms<'_> {
    /// The steps that may be taken now, in the order of the workflow.
    pub fn moves(&self) -> Vec<ActForm> {
        let workflow = &self.file.state.snapshot.library.workflow;
        let steps = self.file.state.steps.iter().filter_map(|open| workflow.transition(&open.id));
        steps.map(|step| self.step(step).after(self.rejected)).collect()
    }

    fn step(&self, step: &Transition) -> ActForm {
        let t = self.t;
        // As whom: whoever faces the customer takes the step if they may, and records what a department does.
        let supervisor = self.f.may("maintainer");
        let parts = [WorkflowRole::Agent, WorkflowRole::Department, WorkflowRole::Supervisor];
        let part = parts.into_iter().find(|part| step.who.contains(part) && (*part != WorkflowRole::Supervisor || supervisor));
        let hint = match part {
            Some(WorkflowRole::Agent) => "",
            Some(WorkflowRole::Department) => t.as_department,
            Some(WorkflowRole::Supervisor) => t.as_supervisor,
            None => t.not_yours,
        };
        let lacks_department = step.needs_department && self.file.state.life.department.is_none();
        let mut form = ActForm::new(&format!("move:{}", step.id), self.names.step(&step.id), t.do_it)
            .hidden("act", "move")
            .hidden("step", &step.id)
            .hidden("as", part.unwrap_or(WorkflowRole::Agent).as_str())
            .hint(if lacks_department { t.hand_over_first } else { hint });
        form.open = part.is_some() && !lacks_department;
        for fact in &step.requires {
            form = self.fact(form, *fact, true);
        }
        if step.requires.contains(&Fact::Done) {
            form = self.fact(form, Fact::Prevention, false);
            form = self.fact(form, Fact::Compensation, false);
        }
        if step.starts.contains(&ClockName::FollowUp) {
            form = form.field(Kind::Time, "follow_up_at", t.follow_up_at, false);
        }
        form
    }

    /// A field for a fact, with what is on record of it.
    fn fact(&self, form: ActForm, fact: Fact, required: bool) -> ActForm {
        let known = self.file.state.life.facts.get(&fact).cloned().unwrap_or_default();
        form.field(Kind::Text, &format!("fact.{fact}"), names::fact(fact, self.t), required).with(known)
    }

    /// What may be done beside the steps.
    pub fn others(&self) -> Vec<ActForm> {
        let life = &self.file.state.life;
        let working = life.ended_at.is_none() && !life.quiet;
        let asked = life.unanswered().is_some();
        let tried = |key: &str| self.rejected.is_some_and(|rejected| rejected.key == key);
        let mut forms = vec![self.tell()];
        // A form that was sent comes back even where its time is over, so that nothing written is lost.
        if asked || tried("answer") {
            forms.push(self.answer());
        }
        if working || tried("hand_over") {
            forms.push(self.hand_over());
        }
        forms.extend([self.assign(), self.note()]);
        forms.into_iter().map(|form| form.after(self.rejected)).collect()
    }

    fn tell(&self) -> ActForm {
        let t = self.t;
        let directions = [("outgoing", t.outgoing), ("incoming", t.incoming)];
        let advised = self.file.state.advice.iter().flat_map(|advice| &advice.channels);
        let advised = advised.map(|channel| names::channel(channel, self.names.lang));
        let mut channels: Options = Vec::new();
        for channel in advised.chain(t.channels.split('|').map(str::to_owned)) {
            if channels.iter().all(|(known, _)| *known != channel) {
                channels.push((channel.clone(), channel));
            }
        }
        ActForm::new("tell", t.tell, t.save)
            .hidden("act", "tell")
            .field(Kind::Choice, "direction", t.direction, true)
            .of(options(&directions))
            .field(Kind::Line, "channel", t.channel, true)
            .of(channels)
            .field(Kind::Text, "content", t.content, true)
            .field(Kind::Line, "promise", t.promise, false)
            .field(Kind::Time, "promise_due", t.promise_due, false)
    }

    fn hand_over(&self) -> ActForm {
        let t = self.t;
        let next = self.file.state.next_department.as_deref();
        let departments = &self.file.state.snapshot.library.departments.departments;
        let named = |id: &str| {
            let on_its_way = if next == Some(id) { t.on_its_way } else { "" };
            (id.to_owned(), format!("{}{on_its_way}", self.names.department(id)))
        };
        let mut choices: Options = departments.iter().map(|department| named(&department.id)).collect();
        if next.is_none() {
            choices.insert(0, (String::new(), t.survey_choose.to_owned()));
        }
        ActForm::new("hand_over", t.hand_over, t.hand_over)
            .hidden("act", "hand_over")
            .field(Kind::Choice, "department", t.to_department, true)
            .of(choices)
            .with(next.unwrap_or_default())
            .field(Kind::Line, "contact", t.contact, true)
            .field(Kind::Line, "report", t.report, true)
            .field(Kind::Line, "handler", t.handler, false)
            .field(Kind::Time, "answer_by", t.answer_by, false)
            .field(Kind::Text, "reason", t.off_route_reason, false)
    }

    fn answer(&self) -> ActForm {
        let t = self.t;
        ActForm::new("answer", t.answer, t.save)
            .hidden("act", "answer")
            .hidden("as", "department")
            .field(Kind::Choice, "accepted", t.answer, true)
            .of(options(&[("yes", t.accepted), ("no", t.declined)]))
            .field(Kind::Text, "text", t.what_said, true)
            .field(Kind::Line, "handler", t.handler, false)
    }

    fn assign(&self) -> ActForm {
        let t = self.t;
        ActForm::new("assign", t.assign, t.save)
            .hidden("act", "assign")
            .field(Kind::Line, "front", t.new_front, false)
            .field(Kind::Line, "handler", t.new_handler, false)
            .field(Kind::Text, "consent", t.assign_consent, false)
    }

    fn note(&self) -> ActForm {
        let (t, s) = (self.t, self.f.t);
        let library = &self.file.state.snapshot.library;
        let blank = || (String::new(), t.as_it_is.to_owned());
        let category = |c: &fenzhen_engine::kb::Category| (c.id.clone(), self.names.category(&c.id));
        let categories = std::iter::once(blank()).chain(library.taxonomy.categories.iter().map(category));
        let urgency = |urgency: &Urgency| (urgency.as_str().to_owned(), names::urgency(*urgency, s).to_owned());
        let urgencies = std::iter::once(blank()).chain(Urgency::ALL.iter().rev().map(urgency));
        let entries = std::iter::once(blank()).chain(self.near_entries());
        let slot = |slot: &fenzhen_engine::kb::Slot| (slot.id.clone(), self.names.slot(&slot.id));
        let slots = std::iter::once((String::new(), t.none.to_owned())).chain(library.slots.slots.iter().map(slot));
        ActForm::new("note", t.note, t.save)
            .hidden("act", "note")
            .field(Kind::Choice, "category", s.category, false)
            .of(categories.collect())
            .field(Kind::Choice, "urgency", s.urgency, false)
            .of(urgencies.collect())
            .field(Kind::Choice, "entry", s.entry, false)
            .of(entries.collect())
            .field(Kind::Choice, "slot", t.slot, false)
            .of(slots.collect())
            .field(Kind::Line, "slot_value", t.slot_value, false)
            .field(Kind::Line, "about", t.more_about, false)
    }

    /// Entries that came near, the likeliest first, then those about the same.
    fn near_entries(&self) -> Options {
        let (life, library) = (&self.file.state.life, &self.file.state.snapshot.library);
        let near = &life.registered.entries;
        let about_the_same = |e: &&fenzhen_engine::kb::Entry| {
            life.category.as_deref() == Some(e.category.as_str()) && e.status == Status::Published && !near.contains(&e.id)
        };
        let others = library.entries.iter().map(|entry| &**entry).filter(about_the_same);
        let all = near.iter().filter_map(|id| library.entry(id)).chain(others);
        all.map(|entry| (entry.id.clone(), entry.title.clone())).collect()
    }

    /// What may be said of the suggestion: that it is right, what is right instead, that none of it fits.
    pub fn verdicts(&self) -> Vec<ActForm> {
        let (s, t) = (self.f.t, self.t);
        let verdict =
            |key: &str, name: &str, verdict: &str| ActForm::new(key, name, t.save).to("teach").hidden("verdict", verdict);
        let right = self.right().map(|labels| {
            let verdict = verdict("right", s.confirm, if labels.is_empty() { "accepted" } else { "corrected" });
            labels.into_iter().fold(verdict, |form, (name, id)| form.hidden(name, id))
        });
        let library = &self.file.state.snapshot.library;
        let blank = || std::iter::once((String::new(), t.follows_entry.to_owned()));
        let none = std::iter::once((String::new(), t.none.to_owned()));
        let category = |c: &fenzhen_engine::kb::Category| (c.id.clone(), self.names.category(&c.id));
        let department = |d: &fenzhen_engine::kb::Department| (d.id.clone(), self.names.department(&d.id));
        let correct = verdict("correct", s.correct, "corrected")
            .field(Kind::Choice, "entry", s.entry, false)
            .of(none.chain(self.near_entries()).collect())
            .field(Kind::Choice, "category", s.category, false)
            .of(blank().chain(library.taxonomy.categories.iter().map(category)).collect())
            .field(Kind::Choice, "department", s.department, false)
            .of(blank().chain(library.departments.departments.iter().map(department)).collect());
        let none_fits = verdict("none", s.reject, "rejected");
        let all = right.into_iter().chain([correct, none_fits]);
        all.map(|form| self.overruling(form.after(self.rejected))).collect()
    }

    /// What confirming teaches: nothing but a yes where the ticket stands as it was suggested, else what people put on
    /// record since. Of two possibilities none is confirmed before somebody put one of them on record.
    fn right(&self) -> Option<Vec<(&'static str, String)>> {
        let (life, registered) = (&self.file.state.life, &self.file.state.life.registered);
        let unchanged = life.category == registered.category && life.entry.as_ref() == registered.entries.first();
        if unchanged {
            return (registered.outcome == Outcome::Answer.as_str()).then(Vec::new);
        }
        let entry = life.entry.clone().filter(|id| self.names.library.entry(id).is_some_and(|e| e.status == Status::Published));
        let entry = entry.filter(|_| life.entry.as_ref() != registered.entries.first()).map(|id| vec![("entry", id)]);
        entry.or_else(|| life.category.clone().map(|id| vec![("category", id)]))
    }

    /// A verdict that contradicts what somebody else said becomes the question whose word counts.
    fn overruling(&self, form: ActForm) -> ActForm {
        let rejected = self.rejected.filter(|rejected| rejected.key == form.key);
        let other = rejected.and_then(|rejected| rejected.pairs.iter().rfind(|(name, _)| name == "replaces"));
        let Some((_, case)) = other else { return form };
        let button = self.f.t.replace;
        let name = if form.is_plain() { button.to_owned() } else { form.name.clone() };
        ActForm { name, button, ..form.hidden("replaces", case) }
    }

    /// The questions still to be asked, each with a place for its answer; `None` where there are none.
    pub fn asks(&self) -> Option<ActForm> {
        let missing = &self.file.state.missing;
        let begun = ActForm::new("asks", self.f.t.ask, self.t.save).hidden("act", "note");
        let asked = missing
            .iter()
            .fold(begun, |form, missing| form.field(Kind::Line, &format!("slot.{missing}"), self.names.ask(missing), false));
        (!missing.is_empty()).then(|| asked.after(self.rejected))
    }

    /// The survey, where the customer may be asked.
    pub fn survey(&self) -> Option<ActForm> {
        let (t, life) = (self.t, &self.file.state.life);
        let tried = self.rejected.is_some_and(|rejected| rejected.key == "survey");
        if !tried && (!life.quiet || life.carried_out_at.is_none()) {
            return None;
        }
        let answers: Options = std::iter::once((String::new(), t.survey_choose.to_owned()))
            .chain(Satisfaction::ALL.iter().rev().map(|a| (a.as_str().to_owned(), names::satisfaction(*a, t).to_owned())))
            .collect();
        let questions = &self.file.state.snapshot.library.workflow.survey.questions;
        let begun = ActForm::new("survey", t.survey, t.survey_record).hidden("act", "survey");
        let asked = questions.iter().enumerate().fold(begun, |form, (nth, question)| {
            form.field(Kind::Choice, &format!("answer{nth}"), self.names.lang.of(question), true).of(answers.clone())
        });
        Some(asked.field(Kind::Text, "comment", t.comment, false).after(self.rejected))
    }
}

fn options(choices: &[(&str, &str)]) -> Options {
    choices.iter().map(|(value, name)| ((*value).to_owned(), (*name).to_owned())).collect()
}

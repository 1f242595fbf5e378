//! From a judged ticket to its version 1: names for ids, words for spans, masks for what is personal.

use fenzhen_engine::kb::{Entry, Library};
use fenzhen_engine::triage::{Contrast, Deadlines, Evidence, Ranked, Ticket, TicketPart, UrgencyBasis};
use jiff::Timestamp;

use crate::app::Judged;
use crate::app::desk::alternatives;
use crate::app::time::moment;
use crate::app::wording::{category_name, department_name, model};

use super::{
    AgainstView, Alternative, CalibrationView, Choice, EntryView, EvidenceView, MissingSlot, ReasonView, ScriptView, SignalView,
    StepView, Suggestion, UrgencyView,
};
use crate::app::sentences::{no_answer, promise, urgency_basis};

impl From<&Judged> for Suggestion {
    fn from(judged: &Judged) -> Suggestion {
        let Judged { ticket, suggestion, snapshot, kept, took } = judged;
        let view = View { library: &snapshot.library, ticket };
        let category = |id: &str| view.category_name(id);
        let department = |id: &str| view.department_name(id);
        let urgency = &suggestion.urgency;
        let deadlines = Deadlines::of(snapshot, urgency.level, ticket.received_at);
        let at = |instant: Timestamp| moment(snapshot, instant);
        Suggestion {
            id: ticket.id.clone(),
            ticket: kept.clone(),
            outcome: suggestion.outcome,
            reason: suggestion.reason.map(|reason| no_answer(reason).to_owned()),
            category: view.choice(&suggestion.categories, category),
            department: view.choice(&suggestion.departments, department),
            urgency: UrgencyView {
                level: urgency.level,
                because: urgency.because.iter().map(|reason| view.reason(reason)).collect(),
                acknowledge_by: at(deadlines.acknowledge_by),
                respond_by: at(deadlines.respond_by),
                progress_every: deadlines.progress_every,
                resolve_by: at(deadlines.resolve_by),
            },
            signals: suggestion.signals.iter().map(|(part, signal)| SignalView::new(*part, signal.clone())).collect(),
            missing: suggestion.missing.iter().map(|slot| view.missing(slot)).collect(),
            entries: suggestion.entries.iter().filter_map(|ranked| view.entry(ranked)).collect(),
            against: suggestion.contrast.as_ref().map(|contrast| view.contrast(contrast)),
            calibration: CalibrationView {
                error_target: snapshot.threshold.error_target,
                answer_from: snapshot.threshold.least,
                statement: promise(&snapshot.threshold),
            },
            kb_revision: snapshot.revision,
            analyzer: snapshot.analyzer.fingerprint().to_owned(),
            model: model(snapshot),
            took_us: u64::try_from(took.as_micros()).unwrap_or(u64::MAX),
        }
    }
}

/// What names and slices are looked up in.
pub(crate) struct View<'a> {
    pub library: &'a Library,
    pub ticket: &'a Ticket,
}

impl View<'_> {
    fn choice(&self, ranked: &[Ranked], name: impl Fn(&str) -> String) -> Option<Choice> {
        let first = ranked.first()?;
        let others = alternatives(ranked);
        let alternatives =
            others.map(|r| Alternative { name: name(&r.id), id: r.id.clone(), confidence: r.confidence }).collect();
        let evidence = first.evidence.iter().map(|e| self.evidence(e)).collect();
        Some(Choice {
            name: name(&first.id),
            id: first.id.clone(),
            confidence: first.confidence,
            score: first.score,
            evidence,
            alternatives,
        })
    }

    fn contrast(&self, contrast: &Contrast) -> AgainstView {
        let evidence = contrast.evidence.iter().map(|e| self.evidence(e)).collect();
        AgainstView { first: contrast.first.clone(), second: contrast.second.clone(), evidence }
    }

    fn entry(&self, ranked: &Ranked) -> Option<EntryView> {
        let entry: &Entry = self.library.entry(&ranked.id)?;
        let steps = entry.steps.iter().map(|step| StepView {
            task: step.task.clone(),
            who: self.department_name(&step.who),
            within: step.within.to_string(),
            done_when: step.done_when.clone(),
            if_not: step.if_not.clone(),
        });
        Some(EntryView {
            id: entry.id.clone(),
            title: entry.title.clone(),
            category: entry.category.clone(),
            department: entry.department.clone(),
            score: ranked.score,
            confidence: ranked.confidence,
            evidence: ranked.evidence.iter().map(|e| self.evidence(e)).collect(),
            cause: entry.cause.clone(),
            steps: steps.collect(),
            scripts: entry.scripts.iter().map(|s| ScriptView { when: s.when.clone(), say: s.say.clone() }).collect(),
        })
    }

    fn evidence(&self, evidence: &Evidence) -> EvidenceView {
        let (part, span) = evidence.place.unzip();
        EvidenceView {
            kind: evidence.kind,
            text: evidence.place.map(|(part, span)| self.ticket.slice(part, span)),
            part,
            start: span.map(|s| s.start),
            end: span.map(|s| s.end),
            matched: evidence.matched.clone(),
            field: evidence.field,
            weight: evidence.weight,
        }
    }

    fn reason(&self, basis: &UrgencyBasis) -> ReasonView {
        let (part, span) = basis.place().unzip();
        let text = basis.place().map(|(part, span)| self.ticket.slice(part, span));
        ReasonView {
            reason: urgency_basis(basis, self.library),
            text,
            part,
            start: span.map(|s| s.start),
            end: span.map(|s| s.end),
        }
    }

    fn missing(&self, slot: &str) -> MissingSlot {
        let ask = self.library.slots.get(slot).map_or_else(String::new, |s| s.ask.zh_hans.clone());
        MissingSlot { slot: slot.to_owned(), ask }
    }

    /// A category's name in Simplified Chinese; one that the library does not know goes by its id.
    pub fn category_name(&self, id: &str) -> String {
        category_name(self.library, id)
    }

    /// A department's name; what is not a department (坐席, 班长) is its own name.
    pub fn department_name(&self, id: &str) -> String {
        department_name(self.library, id)
    }
}

impl SignalView {
    /// The wire form of a key fact.
    #[must_use]
    pub fn new(part: TicketPart, signal: fenzhen_engine::text::signals::Signal) -> SignalView {
        let (kind, span) = (signal.kind, signal.span);
        SignalView { kind, text: signal.text, part, start: span.start, end: span.end, masked: signal.masked }
    }
}

//! Judgement: categories, departments and entries for one ticket, likeliest first, the first ones explained.
//!
//! The learned judge speaks where there is one. BM25F ranks the entries where it has not learned them, and in any case
//! says in which field of an entry a word stands.

use crate::index::{Hit, IndexError};

use super::against::Against;
use super::evidence::{Evidence, shorten};
use super::familiar::is_familiar;
use super::judge::Hearing;
use super::lessons::Question;
use super::query::{Query, Reading};
use super::rank;
use super::snapshot::Snapshot;
use super::suggestion::Ranked;
use super::ticket::Policy;

/// Candidates asked of the index.
const CANDIDATES: usize = 100;

/// What a ticket may be, with what speaks for it.
#[derive(Default)]
pub struct Judgement {
    /// Categories, likeliest first; the first is explained.
    pub categories: Vec<Ranked>,
    /// Departments, likeliest first; the first is explained.
    pub departments: Vec<Ranked>,
    /// Entries, likeliest first, as many as the policy asks for; all are explained unless it wants labels only.
    pub entries: Vec<Ranked>,
    /// What separates the first two choices, where the first is not sure enough to be an answer.
    pub against: Option<Against>,
    /// Whether it is the library's business at all.
    pub familiar: bool,
}

/// Judges a ticket.
///
/// # Errors
/// When the index cannot be read.
pub fn judge(snapshot: &Snapshot, reading: &Reading, query: &Query, policy: &Policy) -> Result<Judgement, IndexError> {
    let hits = snapshot.index.search(&query.terms, CANDIDATES)?;
    let hearing = snapshot.judge.as_ref().map(|judge| judge.hear(reading));
    let nearest = hearing.as_ref().map_or(0.0, Hearing::nearest);
    let familiar = is_familiar(reading, snapshot.index.forward(), hits.first(), nearest);
    let judgement = hearing.map(|hearing| learned(&hearing, &hits, query, policy, snapshot.bar.least)).unwrap_or_default();
    let judgement = Judgement { familiar, ..judgement };
    Ok(if judgement.entries.is_empty() { by_words(snapshot, judgement, &hits, query, policy) } else { judgement })
}

fn learned(hearing: &Hearing<'_>, hits: &[Hit], query: &Query, policy: &Policy, bar: f64) -> Judgement {
    let in_full = policy.explain_in_full;
    let explained = |question: Question, many: usize| {
        let mut ranked = hearing.rank(question);
        for choice in ranked.iter_mut().take(many) {
            choice.evidence = hearing.explain(question, &choice.id, in_full);
        }
        ranked
    };
    let mut entries = explained(Question::Entry, if policy.labels_only { 0 } else { policy.entries });
    entries.truncate(policy.entries);
    for entry in entries.iter_mut().filter(|_| !policy.labels_only) {
        if let Some(hit) = hits.iter().find(|hit| hit.id == entry.id) {
            name_fields(&mut entry.evidence, hit, query);
        }
    }
    let (categories, departments) = (explained(Question::Category, 1), explained(Question::Department, 1));
    let question = if categories.is_empty() { Question::Department } else { Question::Category };
    let choices = if categories.is_empty() { &departments } else { &categories };
    let against = if policy.labels_only { None } else { against(hearing, question, choices, bar, in_full) };
    Judgement { categories, departments, entries, against, ..Judgement::default() }
}

/// What separates the first two choices; only asked where the first is not sure enough.
fn against(hearing: &Hearing<'_>, question: Question, choices: &[Ranked], bar: f64, in_full: bool) -> Option<Against> {
    let [first, second, ..] = choices else { return None };
    if first.confidence >= bar {
        return None;
    }
    let evidence = hearing.separate(question, &first.id, &second.id, in_full);
    Some(Against { first: first.id.clone(), second: second.id.clone(), evidence })
}

/// Adds to evidence with words the entry's field where they matched, and what they matched as.
fn name_fields(evidence: &mut [Evidence], hit: &Hit, query: &Query) {
    for (nth, found) in &hit.matches {
        let (_, part, span) = query.sources[*nth];
        let covers = |e: &&mut Evidence| e.place.is_some_and(|(p, s)| p == part && s.overlaps(span));
        if let Some(piece) = evidence.iter_mut().find(covers) {
            piece.field = piece.field.or(Some(found.field));
            let term = &query.terms[*nth].term;
            if !piece.matched.contains(term) {
                piece.matched.push(term.clone());
            }
        }
    }
}

/// Without a judge that knows the entries: BM25F, and categories and departments from the entries.
fn by_words(snapshot: &Snapshot, learned: Judgement, hits: &[Hit], query: &Query, policy: &Policy) -> Judgement {
    let mut entries = rank::entries(hits, query);
    let entry = |ranked: &Ranked| snapshot.library.entry(&ranked.id);
    let or_grouped = |known: Vec<Ranked>, grouped: Vec<Ranked>| if known.is_empty() { grouped } else { known };
    let categories = or_grouped(learned.categories, rank::group(&entries, |e| entry(e).map(|e| e.category.as_str())));
    let departments = or_grouped(learned.departments, rank::group(&entries, |e| entry(e).map(|e| e.department.as_str())));
    entries.truncate(policy.entries);
    let short = |mut all: Vec<Ranked>| {
        all.iter_mut().for_each(|r| r.evidence = shorten(std::mem::take(&mut r.evidence), policy.explain_in_full));
        all
    };
    let (categories, departments, entries) = (short(categories), short(departments), short(entries));
    Judgement { categories, departments, entries, ..learned }
}

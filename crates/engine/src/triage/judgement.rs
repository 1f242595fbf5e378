//! Judgement: categories, departments and entries for one ticket, likeliest first, the first ones explained.
//!
//! The learned judge speaks where there is one. BM25F ranks the entries where it has not learned them, and in any case
//! says in which field of an entry a word stands.

use std::cell::OnceCell;

use crate::index::{Hit, Index, IndexError};

use super::contrast::{Contrast, separate};
use super::evidence::{Evidence, shorten};
use super::familiar::is_familiar;
use super::judge::Assessment;
use super::lessons::Question;
use super::query::{AnalyzedTicket, Query};
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
    pub contrast: Option<Contrast>,
    /// Whether it is the library's business at all.
    pub familiar: bool,
}

/// Judges a ticket.
///
/// # Errors
/// When the index cannot be read.
pub fn judge(snapshot: &Snapshot, reading: &AnalyzedTicket, policy: &Policy) -> Result<Judgement, IndexError> {
    let mut search = Search { index: &snapshot.index, reading, query: OnceCell::new(), hits: None };
    let assessment = snapshot.judge.as_ref().map(|judge| judge.assess(reading));
    let judgement = assessment.as_ref().map(|assessment| learned(assessment, policy, snapshot.threshold.least));
    let mut judgement = judgement.unwrap_or_default();
    if !policy.labels_only {
        for entry in &mut judgement.entries {
            let (hits, query) = search.hits()?;
            if let Some(hit) = hits.iter().find(|hit| hit.id == entry.id) {
                name_fields(&mut entry.evidence, hit, query);
            }
        }
    }
    let nearest = assessment.as_ref().map_or(0.0, Assessment::nearest);
    let first = judgement.entries.first().map(|entry| entry.id.as_str());
    let familiar = is_familiar(reading, snapshot.index.forward(), nearest, |least| search.reaches(least, first))?;
    let judgement = Judgement { familiar, ..judgement };
    Ok(if judgement.entries.is_empty() { by_words(snapshot, judgement, search.entries()?, policy) } else { judgement })
}

/// A search of the index that is made when it is first needed, as is what is asked: a judge that knows the entries seldom
/// needs one.
struct Search<'a> {
    index: &'a Index,
    reading: &'a AnalyzedTicket,
    query: OnceCell<Query<'a>>,
    hits: Option<Vec<Hit>>,
}

impl<'a> Search<'a> {
    fn hits(&mut self) -> Result<(&[Hit], &Query<'a>), IndexError> {
        let query = self.query.get_or_init(|| Query::of(self.reading));
        let hits = match self.hits.take() {
            Some(hits) => hits,
            None => self.index.search(&query.terms, CANDIDATES)?,
        };
        Ok((self.hits.insert(hits), query))
    }

    /// The entries by their words alone, best first.
    fn entries(&mut self) -> Result<Vec<Ranked>, IndexError> {
        if self.index.forward().is_empty() {
            return Ok(Vec::new());
        }
        let (hits, query) = self.hits()?;
        Ok(rank::entries(hits, query))
    }

    /// Whether the words weigh at least so much together in some entry. The one that is likely to be it is asked first.
    fn reaches(&mut self, least: f64, likely: Option<&str>) -> Result<bool, IndexError> {
        let query = self.query.get_or_init(|| Query::of(self.reading));
        if likely.is_some_and(|id| self.index.score(&query.terms, id) >= least) {
            return Ok(true);
        }
        Ok(self.hits()?.0.first().map_or(0.0, |hit| hit.score) >= least)
    }
}

/// What the judge has learned to say. All that is to be explained is explained at once.
fn learned(assessment: &Assessment<'_>, policy: &Policy, least: f64) -> Judgement {
    let [mut categories, mut departments, mut entries] = Question::ALL.map(|question| assessment.rank(question));
    entries.truncate(policy.entries);
    let (question, choices) =
        if categories.is_empty() { (Question::Department, &departments) } else { (Question::Category, &categories) };
    let rivals = if policy.labels_only { None } else { rivals(choices, least) };

    let of_labels = [(Question::Category, categories.first_mut()), (Question::Department, departments.first_mut())];
    let mut explained: Vec<(Question, &mut Ranked)> = of_labels.into_iter().filter_map(|(q, first)| Some((q, first?))).collect();
    explained.extend(entries.iter_mut().filter(|_| !policy.labels_only).map(|entry| (Question::Entry, entry)));
    let ids = explained.iter().map(|(question, ranked)| (*question, ranked.id.clone()));
    let second = rivals.as_ref().map(|(_, second)| (question, second.clone()));
    let ids: Vec<(Question, String)> = ids.chain(second).collect();

    let mut evidence = assessment.evidence(&ids);
    let contrast = rivals.and_then(|(first, second)| {
        // The second is the last that was asked for; the first choice of all is the first.
        let (theirs, ours) = (evidence.pop()?, evidence.first()?.clone());
        Some(Contrast { first, second, evidence: assessment.named(separate(ours, theirs, policy.explain_in_full)) })
    });
    for ((_, ranked), evidence) in explained.into_iter().zip(evidence) {
        ranked.evidence = assessment.named(shorten(evidence, policy.explain_in_full));
    }
    Judgement { categories, departments, entries, contrast, ..Judgement::default() }
}

/// The first two choices, where the first is not sure enough to be an answer.
fn rivals(choices: &[Ranked], least: f64) -> Option<(String, String)> {
    let [first, second, ..] = choices else { return None };
    (first.confidence < least).then(|| (first.id.clone(), second.id.clone()))
}

/// Adds to evidence with words the entry's field where they matched, and what they matched as.
fn name_fields(evidence: &mut [Evidence], hit: &Hit, query: &Query<'_>) {
    for (nth, found) in &hit.matches {
        let (_, part, span) = query.sources[*nth];
        let covers = |e: &&mut Evidence| e.place.is_some_and(|(p, s)| p == part && s.overlaps(span));
        if let Some(piece) = evidence.iter_mut().find(covers) {
            piece.field = piece.field.or(Some(found.field));
            let term = &*query.terms[*nth].term;
            if piece.matched.iter().all(|known| known != term) {
                piece.matched.push(term.to_owned());
            }
        }
    }
}

/// Without a judge that knows the entries: BM25F, and categories and departments from the entries.
fn by_words(snapshot: &Snapshot, learned: Judgement, mut entries: Vec<Ranked>, policy: &Policy) -> Judgement {
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

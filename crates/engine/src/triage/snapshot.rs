//! Snapshot: the immutable searchable state of one library revision. Readers share it; nothing in it ever changes. What
//! differs from it in a few entries, or in what was learned, is made beside it and shares the rest with it.

use std::sync::Arc;

use rayon::prelude::*;

use crate::flow::Calendar;
use crate::index::{Document, Home, Index, IndexError};
use crate::kb::{Case, Entry, EntryEdit, Library, Status};
use crate::text::{Analyzer, AnalyzerError};

use super::answer_threshold::AnswerThreshold;
use super::judge::Judge;
use super::lessons::{MOST_LEARNED_ENTRIES, Question};
use super::model_cache::{ModelCache, NoCache};
use super::risk::RiskFinder;

/// What can go wrong while a snapshot is built.
#[derive(Debug, thiserror::Error)]
pub enum SnapshotError {
    /// The dictionary.
    #[error(transparent)]
    Analyzer(#[from] AnalyzerError),
    /// The index.
    #[error(transparent)]
    Index(#[from] IndexError),
    /// The calendar.
    #[error(transparent)]
    Calendar(#[from] crate::flow::CalendarError),
}

/// What a snapshot is built from.
#[derive(Debug, Default)]
pub struct Knowledge {
    /// The library.
    pub library: Library,
    /// Confirmed tickets.
    pub cases: Vec<Case>,
    /// The revision the library was taken from; 0 where it is from no database.
    pub revision: i64,
}

/// One library revision, ready to answer.
#[derive(Clone)]
pub struct Snapshot {
    /// The revision it was built from.
    pub revision: i64,
    /// The knowledge itself.
    pub library: Library,
    /// Confirmed tickets it learns from.
    pub cases: Arc<[Case]>,
    /// What every text goes through.
    pub analyzer: Arc<Analyzer>,
    /// The published entries, searchable.
    pub index: Index,
    /// What was learned from entries and cases; `None` where there are neither.
    pub judge: Option<Arc<Judge>>,
    /// From which confidence on a first choice is an answer.
    pub threshold: AnswerThreshold,
    /// Business hours and holidays.
    pub calendar: Arc<Calendar>,
    /// Words and patterns that raise urgency.
    pub risks: Arc<RiskFinder>,
}

impl Snapshot {
    /// Builds the snapshot of what is known. `error_target` is the share of wrong answers the operator accepts; `home`
    /// says where the index is kept.
    ///
    /// # Errors
    /// When the dictionary, the calendar or the index cannot be built.
    pub fn build(
        knowledge: Knowledge,
        error_target: f64,
        home: impl FnOnce(&Analyzer) -> Home,
    ) -> Result<Snapshot, SnapshotError> {
        Snapshot::build_with_cache(knowledge, error_target, home, &NoCache)
    }

    /// Builds the snapshot of what is known like [`Snapshot::build`], learning nothing that `cache` has already.
    ///
    /// # Errors
    /// When the dictionary, the calendar or the index cannot be built.
    pub fn build_with_cache(
        knowledge: Knowledge,
        error_target: f64,
        home: impl FnOnce(&Analyzer) -> Home,
        cache: &dyn ModelCache,
    ) -> Result<Snapshot, SnapshotError> {
        let Knowledge { library, cases, revision } = knowledge;
        let analyzer = Analyzer::new(&library.lexicon.words, &library.lexicon.synonyms)?;
        let index = Index::open_or_build(&documents(&library, &analyzer), &home(&analyzer))?;
        let calendar = Arc::new(Calendar::new(&library.sla)?);
        let judge = Judge::learn(&library, &cases, &analyzer, cache).map(Arc::new);
        let threshold = answer_threshold(error_target, judge.as_deref());
        let risks = Arc::new(RiskFinder::new(&library.lexicon.risks));
        let (cases, analyzer) = (cases.into(), Arc::new(analyzer));
        Ok(Snapshot { revision, library, cases, analyzer, index, judge, threshold, calendar, risks })
    }

    /// Whether its judge learns the entries themselves, so that an edit of one changes what is learned of all. It does
    /// up to 3,000 published entries; of more, BM25F ranks the entries and the judge says category and department only.
    #[must_use]
    pub fn learns_entries(&self) -> bool {
        self.index.forward().len() <= MOST_LEARNED_ENTRIES
    }

    /// The snapshot of a later revision that differs in these entries only, made in time that grows with the edits and not
    /// with the library. What was learned is shared: it is as of the last training. `None` where the judge learns the
    /// entries, before or after the edits; then the whole has to be built.
    #[must_use]
    pub fn changed(&self, edits: &[EntryEdit], revision: i64) -> Option<Snapshot> {
        if self.learns_entries() {
            return None;
        }
        let documents: Vec<(String, Option<Document>)> = edits
            .par_iter()
            .map(|(id, entry)| {
                let published = entry.as_deref().filter(|entry| is_published(entry));
                (id.clone(), published.map(|entry| Document::of(entry, &self.analyzer)))
            })
            .collect();
        let index = self.index.changed(&documents);
        let changed = Snapshot { revision, library: self.library.with(edits), index, ..self.clone() };
        (!changed.learns_entries()).then_some(changed)
    }

    /// The snapshot after these cases were learned from in place of its own; library and index are shared.
    #[must_use]
    pub fn taught(&self, cases: Vec<Case>, error_target: f64, cache: &dyn ModelCache) -> Snapshot {
        let judge = Judge::learn(&self.library, &cases, &self.analyzer, cache).map(Arc::new);
        Snapshot { threshold: answer_threshold(error_target, judge.as_deref()), judge, cases: cases.into(), ..self.clone() }
    }

    /// The snapshot with its index built again, in memory.
    ///
    /// # Errors
    /// When the index cannot be built.
    pub fn reindexed(&self) -> Result<Snapshot, IndexError> {
        let index = Index::open_or_build(&documents(&self.library, &self.analyzer), &Home::Memory)?;
        Ok(Snapshot { index, ..self.clone() })
    }

    /// This snapshot brought to the library and revision of a newer one, if they differ in entries only and it can be done
    /// without building the whole.
    #[must_use]
    pub fn overtaking(&self, newer: &Snapshot) -> Option<Snapshot> {
        let same = Arc::ptr_eq(&self.analyzer, &newer.analyzer)
            && Arc::ptr_eq(&self.calendar, &newer.calendar)
            && Arc::ptr_eq(&self.risks, &newer.risks);
        if !same {
            return None;
        }
        self.changed(&newer.library.edits_since(&self.library), newer.revision)
    }
}

fn is_published(entry: &Entry) -> bool {
    entry.status == Status::Published
}

/// The published entries as the index takes them.
fn documents(library: &Library, analyzer: &Analyzer) -> Vec<Document> {
    library.entries.par_iter().filter(|entry| is_published(entry)).map(|entry| Document::of(entry, analyzer)).collect()
}

fn answer_threshold(error_target: f64, judge: Option<&Judge>) -> AnswerThreshold {
    AnswerThreshold::of(error_target, judge.map(|judge| judge.threshold(Question::Category, error_target)))
}

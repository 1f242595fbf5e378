//! Snapshot: the immutable searchable state of one library revision. Readers share it; nothing in it ever changes.

use crate::flow::Calendar;
use crate::index::{Document, Home, Index, IndexError};
use crate::kb::{Case, Library, Status};
use crate::text::{Analyzer, AnalyzerError};

use super::judge::Judge;
use super::lessons::Question;
use super::memory::{Forgetful, Memory};
use super::outcome::Bar;
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
pub struct Snapshot {
    /// The revision it was built from.
    pub revision: i64,
    /// The knowledge itself.
    pub library: Library,
    /// Confirmed tickets it learns from.
    pub cases: Vec<Case>,
    /// What every text goes through.
    pub analyzer: Analyzer,
    /// The published entries, searchable.
    pub index: Index,
    /// What was learned from entries and cases; `None` where there are neither.
    pub judge: Option<Judge>,
    /// From which confidence on a first choice is an answer.
    pub bar: Bar,
    /// Business hours and holidays.
    pub calendar: Calendar,
    /// Words and patterns that raise urgency.
    pub risks: RiskFinder,
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
        Snapshot::build_remembering(knowledge, error_target, home, &Forgetful)
    }

    /// Builds the snapshot of what is known like [`Snapshot::build`], learning nothing that `memory` has already.
    ///
    /// # Errors
    /// When the dictionary, the calendar or the index cannot be built.
    pub fn build_remembering(
        knowledge: Knowledge,
        error_target: f64,
        home: impl FnOnce(&Analyzer) -> Home,
        memory: &dyn Memory,
    ) -> Result<Snapshot, SnapshotError> {
        let Knowledge { library, cases, revision } = knowledge;
        let analyzer = Analyzer::new(&library.lexicon.words, &library.lexicon.synonyms)?;
        let published = library.entries.iter().filter(|e| e.status == Status::Published);
        let documents: Vec<Document> = published.map(|entry| Document::of(entry, &analyzer)).collect();
        let index = Index::open_or_build(&documents, &home(&analyzer))?;
        let calendar = Calendar::new(&library.sla)?;
        let judge = Judge::learn(&library, &cases, &analyzer, memory);
        let bar = Bar::of(error_target, judge.as_ref().map(|j| j.threshold(Question::Category, error_target)));
        let risks = RiskFinder::new(&library.lexicon.risks);
        Ok(Snapshot { revision, library, cases, analyzer, index, judge, bar, calendar, risks })
    }
}

//! Previews of the lexicon: how a text is cut into words by the lexicon that answers now, and by one that somebody is writing.
//!
//! Nothing is swapped in, indexed or published: an analyzer is made beside the snapshot, one at a time however many ask,
//! and kept for the next question, because people try several texts on the same words.

use std::sync::{Arc, Mutex, PoisonError};

use fenzhen_engine::kb::{self, PackFiles, Problem};
use fenzhen_engine::text::{Analyzed, Analyzer, SynonymLine, UserWord};
use fenzhen_engine::triage::SnapshotError;

use crate::app::AppError;
use crate::app::library::error::LibraryError;

use super::Lexicon;

/// Where the files of the lexicon stand, in the order they are edited.
pub const LEXICON: [&str; 3] = ["lexicon/words.txt", "lexicon/synonyms.txt", "lexicon/risk.toml"];

/// Characters of a text that are cut.
const LONGEST: usize = 2_000;

/// The analyzer that was tried last, with what it was made of.
#[derive(Default)]
pub(in crate::app::library) struct TrialAnalyzer(Mutex<Option<Trial>>);

struct Trial {
    words: Vec<UserWord>,
    synonyms: Vec<SynonymLine>,
    analyzer: Arc<Analyzer>,
}

/// A text, cut twice.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LexiconPreview {
    /// As agents' tickets are cut now.
    pub now: Segmentation,
    /// As they would be.
    pub then: Segmentation,
}

/// A text cut into words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Segmentation {
    /// Its words and what stands between them, in order.
    pub pieces: Vec<Segment>,
    /// The synonyms that apply.
    pub synonyms: Vec<AppliedSynonym>,
}

/// A word, or what stands between words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Segment {
    /// As it stands in the normalised text.
    pub text: String,
    /// Shorter words found inside it, which count as well.
    pub inside: Vec<String>,
    /// Whether it is a word.
    pub is_word: bool,
    /// Whether the other side does not cut it like this.
    pub differs: bool,
    place: (usize, usize),
}

/// A phrase that has other names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AppliedSynonym {
    /// The phrase.
    pub phrase: String,
    /// What else is looked up.
    pub terms: Vec<String>,
    /// Whether the other side does not look these up.
    pub differs: bool,
    place: (usize, usize),
}

impl LexiconPreview {
    /// Both sides, the current one first.
    #[must_use]
    pub fn sides(&self) -> [&Segmentation; 2] {
        [&self.now, &self.then]
    }

    /// Whether both sides cut the same.
    #[must_use]
    pub fn is_same(&self) -> bool {
        self.now == self.then
    }
}

impl Lexicon<'_> {
    /// What is wrong with the files of the lexicon in `edited`, as far as they show it by themselves.
    #[must_use]
    pub fn problems(&self, edited: &PackFiles) -> Vec<Problem> {
        let mut problems = kb::check(&kb::parse(edited));
        problems.retain(|problem| edited.get(&problem.path).is_some());
        problems
    }

    /// Cuts the beginning of `text` by the snapshot, and by the lexicon's files in `edited`; a file that is not among them
    /// counts as it stands.
    ///
    /// # Errors
    /// When the edited dictionary has too many words.
    pub fn preview(&self, text: &str, edited: &PackFiles) -> Result<LexiconPreview, LibraryError> {
        let text: String = text.chars().take(LONGEST).collect();
        let snapshot = self.current.load_full();
        let lexicon = &snapshot.library.lexicon;
        let written = kb::parse(edited).library.lexicon;
        let of = |path: &str| edited.get(path).is_some();
        let words = if of(LEXICON[0]) { &written.words } else { &lexicon.words };
        let synonyms = if of(LEXICON[1]) { &written.synonyms } else { &lexicon.synonyms };
        let unchanged = *words == lexicon.words && *synonyms == lexicon.synonyms;
        let trial = if unchanged { Arc::clone(&snapshot.analyzer) } else { self.trial_analyzer.get(words, synonyms)? };
        let (mut now, mut then) = (Segmentation::of(&snapshot.analyzer, &text), Segmentation::of(&trial, &text));
        mark(&mut now, &mut then);
        Ok(LexiconPreview { now, then })
    }
}

impl TrialAnalyzer {
    fn get(&self, words: &[UserWord], synonyms: &[SynonymLine]) -> Result<Arc<Analyzer>, AppError> {
        let mut last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(trial) = last.as_ref().filter(|trial| trial.words == words && trial.synonyms == synonyms) {
            return Ok(Arc::clone(&trial.analyzer));
        }
        let analyzer = Arc::new(Analyzer::new(words, synonyms).map_err(SnapshotError::from)?);
        let (words, synonyms) = (words.to_vec(), synonyms.to_vec());
        *last = Some(Trial { words, synonyms, analyzer: Arc::clone(&analyzer) });
        Ok(analyzer)
    }
}

impl Segmentation {
    fn of(analyzer: &Analyzer, text: &str) -> Segmentation {
        let analyzed = analyzer.analyze(text);
        Segmentation { pieces: pieces(&analyzed), synonyms: applied(analyzer, &analyzed) }
    }
}

fn pieces(analyzed: &Analyzed) -> Vec<Segment> {
    let text = &analyzed.normal.text;
    let piece = |start: usize, end: usize, is_word: bool| Segment {
        text: text.get(start..end).unwrap_or_default().to_owned(),
        inside: Vec::new(),
        is_word,
        differs: false,
        place: (start, end),
    };
    let (mut pieces, mut covered): (Vec<Segment>, usize) = (Vec::new(), 0);
    for (term, token) in analyzed.terms() {
        // A long word comes before those inside it.
        if token.end <= covered {
            if let Some(last) = pieces.last_mut() {
                last.inside.push(term.to_owned());
            }
            continue;
        }
        if token.start > covered {
            pieces.push(piece(covered, token.start, false));
        }
        pieces.push(piece(token.start.max(covered), token.end, true));
        covered = token.end;
    }
    if covered < text.len() {
        pieces.push(piece(covered, text.len(), false));
    }
    pieces
}

fn applied(analyzer: &Analyzer, analyzed: &Analyzed) -> Vec<AppliedSynonym> {
    let mut applied: Vec<AppliedSynonym> = Vec::new();
    for expansion in analyzer.expand(analyzed) {
        let place = (expansion.start, expansion.end);
        let term = expansion.term.into_string();
        match applied.last_mut().filter(|last| last.place == place) {
            Some(last) => last.terms.push(term),
            None => {
                let phrase = analyzed.normal.text.get(place.0..place.1).unwrap_or_default().to_owned();
                applied.push(AppliedSynonym { phrase, terms: vec![term], differs: false, place });
            }
        }
    }
    applied
}

/// Marks what only one of two cuts of the same text has.
fn mark(now: &mut Segmentation, then: &mut Segmentation) {
    let (was, will) = (now.clone(), then.clone());
    for (cut, other) in [(now, will), (then, was)] {
        cut.pieces.iter_mut().filter(|piece| piece.is_word).for_each(|piece| piece.differs = !other.pieces.contains(piece));
        cut.synonyms.iter_mut().for_each(|applied| applied.differs = !other.synonyms.contains(applied));
    }
}

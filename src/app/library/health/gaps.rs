//! Coverage gaps: tickets the library does not answer, or answers wrongly, put together by likeness.

use fenzhen_engine::learn::SimilarityIndex;
use fenzhen_engine::triage::{Outcome, Snapshot};
use jiff::civil::Date;
use rayon::prelude::*;

use crate::api::v1::{Found, Gap, TicketsRead};
use crate::app::{App, AppError};

use super::tickets::{Rejudged, judge_again};
use super::unknown_words::telling_words;
use super::{Inspected, SHOWN, draft, excerpt, read};

/// The most tickets that are grouped; of more, the newest.
const GROUPED: usize = 3_000;
/// From this cosine on a ticket belongs to a group.
const LEAST: f64 = 0.3;
/// Words, texts and ids shown of a group.
const WORDS: usize = 8;
const TEXTS: usize = 3;
const IDS: usize = 20;

/// The gaps by themselves.
#[derive(Debug, Clone)]
pub struct LibraryGaps {
    /// The library revision that was asked.
    pub revision: i64,
    /// The tickets that were read.
    pub tickets: TicketsRead,
    /// What nothing answers, the largest group first.
    pub gaps: Found<Gap>,
}

impl App {
    /// The coverage gaps of the newest `tickets` tickets (at most 10,000), without the rest of the health report: the
    /// entries' own texts are not looked at.
    ///
    /// # Errors
    /// When the database or the index cannot be read.
    pub fn library_gaps(&self, tickets: usize) -> Result<LibraryGaps, AppError> {
        let Inspected { snapshot, stored, rejected, today, limit } = self.inspected(tickets)?;
        let tickets = judge_again(&snapshot, stored, &rejected, &|_| ())?;
        let gaps = find(&snapshot, &tickets, today);
        Ok(LibraryGaps { revision: snapshot.revision, tickets: read(&tickets, limit), gaps })
    }
}

/// Groups of the tickets that came to nothing, the largest first.
pub(super) fn find(snapshot: &Snapshot, tickets: &[Rejudged], today: Date) -> Found<Gap> {
    // What had no answer then and has one now is a gap no more; what was rejected stays one until somebody confirms.
    let open = |t: &&Rejudged| t.rejected || (t.now.outcome == Outcome::NoMatch && t.stored.outcome == Outcome::NoMatch.as_str());
    let open: Vec<&Rejudged> = tickets.iter().filter(open).take(GROUPED).collect();
    let texts: Vec<Vec<String>> = open.par_iter().map(|t| telling_words(&snapshot.analyzer, &t.whole())).collect();
    let alike = SimilarityIndex::of(&texts);
    let groups = alike.groups(LEAST);
    let total = groups.len();
    let gap = |group: &Vec<usize>| {
        let words: Vec<String> = alike.common(group, WORDS).into_iter().map(str::to_owned).collect();
        let mut newest = group.clone();
        newest.sort_unstable();
        let members: Vec<&Rejudged> = group.iter().filter_map(|nth| open.get(*nth).copied()).collect();
        Gap {
            tickets: members.len(),
            rejected: members.iter().filter(|ticket| ticket.rejected).count(),
            draft: draft::propose(snapshot, &members, &words, today),
            words,
            texts_of: members.iter().take(TEXTS).map(|ticket| ticket.stored.id.clone()).collect(),
            texts: members.iter().take(TEXTS).map(|ticket| excerpt(&ticket.whole())).collect(),
            ids: newest.iter().filter_map(|nth| open.get(*nth)).take(IDS).map(|ticket| ticket.stored.id.clone()).collect(),
        }
    };
    Found { total, items: groups.iter().take(SHOWN).map(gap).collect() }
}

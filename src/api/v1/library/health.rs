//! The health of the library, in the shape of version 1.

use utoipa::ToSchema;

use crate::app::library::health::{self as domain, Difference, WitnessKind};

/// What a maintainer should look at. Every list has the gravest first and is cut at 100; `total` counts all.
#[derive(Debug, Clone, serde::Serialize, ToSchema)]
pub struct LibraryHealth {
    /// The library revision that was looked at.
    pub revision: i64,
    /// The day, in the service levels' time zone, that due dates were compared with.
    pub today: String,
    /// Published entries.
    pub entries: usize,
    /// The tickets that were read.
    pub tickets: TicketsRead,
    /// Published entries that were the first choice for none of the tickets, neither when they came nor now.
    pub never_suggested: Found<EntryRef>,
    /// Entries that are expired, or will be within 30 days.
    pub due: Found<DueEntry>,
    /// Published entries that say much the same.
    pub near_duplicates: Found<NearDuplicate>,
    /// Published entries that answer the same complaint with different departments or steps.
    pub conflicts: Found<Conflict>,
    /// Tickets that got no answer or were rejected, grouped by likeness, the largest group first.
    pub gaps: Found<Gap>,
    /// Words in tickets that the dictionary does not know.
    pub unknown_words: Found<UnknownWord>,
}

/// A list with how many there are.
#[derive(Debug, Clone, Default, serde::Serialize, ToSchema)]
pub struct Found<T> {
    /// How many there are.
    pub total: usize,
    /// The first of them.
    pub items: Vec<T>,
}

/// Which tickets were read: the newest ones in the database.
#[derive(Debug, Clone, Default, serde::Serialize, ToSchema)]
pub struct TicketsRead {
    /// How many.
    pub read: usize,
    /// The most that would have been read.
    pub limit: usize,
    /// When the oldest of them came in (RFC 3339).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub oldest: Option<String>,
    /// When the newest of them came in (RFC 3339).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub newest: Option<String>,
}

/// An entry by name.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, ToSchema)]
pub struct EntryRef {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its department, by id.
    pub department: String,
}

/// An entry to be reviewed.
#[derive(Debug, Clone, serde::Serialize, ToSchema)]
pub struct DueEntry {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Who looks after it.
    pub owner: String,
    /// When it expires (year, month, day).
    pub expires_on: String,
    /// Days until then; below 0 it has expired.
    pub days_left: i32,
}

/// Two entries that say much the same.
#[derive(Debug, Clone, serde::Serialize, ToSchema)]
pub struct NearDuplicate {
    /// One.
    pub first: EntryRef,
    /// The other.
    pub second: EntryRef,
    /// The cosine of their words, 0 to 1.
    pub similarity: f64,
    /// The words they share that tell most.
    pub shared: Vec<String>,
}

/// Two entries that both answer a complaint, but not with the same.
#[derive(Debug, Clone, serde::Serialize, ToSchema)]
pub struct Conflict {
    /// One.
    pub first: EntryRef,
    /// The other.
    pub second: EntryRef,
    /// `department`, `steps` or both.
    pub differs: Vec<&'static str>,
    /// How many texts prove it.
    pub witnesses: usize,
    /// The text for which the two are closest.
    pub witness: Witness,
}

/// A text for which two entries score about equally.
#[derive(Debug, Clone, serde::Serialize, ToSchema)]
pub struct Witness {
    /// `symptom`, `case` (of an entry) or `ticket`.
    pub kind: &'static str,
    /// The entry or the ticket it is from, by id.
    pub from: String,
    /// The text, shortened, personal data masked.
    pub text: String,
    /// The first entry's confidence.
    pub first_confidence: f64,
    /// The second entry's confidence.
    pub second_confidence: f64,
}

/// Tickets that are alike and that the library does not answer.
#[derive(Debug, Clone, serde::Serialize, ToSchema)]
pub struct Gap {
    /// How many tickets.
    pub tickets: usize,
    /// How many of them got a suggestion that was rejected.
    pub rejected: usize,
    /// The words that tell most of what they share.
    pub words: Vec<String>,
    /// The most typical of them, then others, shortened, personal data masked.
    pub texts: Vec<String>,
    /// The ids of the tickets of `texts`, in the same order.
    pub texts_of: Vec<String>,
    /// Their ids, the newest first, at most 20.
    pub ids: Vec<String>,
    /// An entry to begin with.
    pub draft: DraftEntry,
}

/// The file of an entry proposed from tickets: a draft, to be completed by somebody who knows.
#[derive(Debug, Clone, serde::Serialize, ToSchema)]
pub struct DraftEntry {
    /// Where it would stand in the pack.
    pub path: String,
    /// The file (TOML).
    pub content: String,
}

/// A word that the dictionary does not know.
#[derive(Debug, Clone, serde::Serialize, ToSchema)]
pub struct UnknownWord {
    /// The word, normalised.
    pub word: String,
    /// Different tickets it stands in.
    pub tickets: u32,
    /// How much likelier its halves stand together than by chance: the least pointwise mutual information, in bits.
    pub cohesion: f64,
    /// How freely its neighbours vary: the lesser entropy of the two sides, in bits.
    pub freedom: f64,
    /// A ticket that has it, shortened, personal data masked.
    pub example: String,
}

impl From<&domain::HealthReport> for LibraryHealth {
    fn from(report: &domain::HealthReport) -> LibraryHealth {
        LibraryHealth {
            revision: report.revision,
            today: report.today.to_string(),
            entries: report.entries,
            tickets: (&report.tickets).into(),
            never_suggested: found(&report.never_suggested),
            due: found(&report.due),
            near_duplicates: found(&report.near_duplicates),
            conflicts: found(&report.conflicts),
            gaps: found(&report.gaps),
            unknown_words: found(&report.unknown_words),
        }
    }
}

fn found<'a, D, T: From<&'a D>>(found: &'a domain::Found<D>) -> Found<T> {
    Found { total: found.total, items: found.items.iter().map(T::from).collect() }
}

impl From<&domain::TicketsRead> for TicketsRead {
    fn from(tickets: &domain::TicketsRead) -> TicketsRead {
        let domain::TicketsRead { read, limit, oldest, newest } = tickets.clone();
        let text = |at: jiff::Timestamp| at.to_string();
        TicketsRead { read, limit, oldest: oldest.map(text), newest: newest.map(text) }
    }
}

impl From<&domain::EntryRef> for EntryRef {
    fn from(entry: &domain::EntryRef) -> EntryRef {
        let domain::EntryRef { id, title, department } = entry.clone();
        EntryRef { id, title, department }
    }
}

impl From<&domain::DueEntry> for DueEntry {
    fn from(due: &domain::DueEntry) -> DueEntry {
        let domain::DueEntry { id, title, owner, expires_on, days_left } = due.clone();
        DueEntry { id, title, owner, expires_on: expires_on.to_string(), days_left }
    }
}

impl From<&domain::NearDuplicate> for NearDuplicate {
    fn from(pair: &domain::NearDuplicate) -> NearDuplicate {
        let domain::NearDuplicate { first, second, similarity, shared } = pair;
        NearDuplicate { first: first.into(), second: second.into(), similarity: *similarity, shared: shared.clone() }
    }
}

impl From<&domain::EntryConflict> for Conflict {
    fn from(conflict: &domain::EntryConflict) -> Conflict {
        let differs = |difference: &Difference| match difference {
            Difference::Department => "department",
            Difference::Steps => "steps",
        };
        Conflict {
            first: (&conflict.first).into(),
            second: (&conflict.second).into(),
            differs: conflict.differs.iter().map(differs).collect(),
            witnesses: conflict.witnesses,
            witness: (&conflict.witness).into(),
        }
    }
}

impl From<&domain::Witness> for Witness {
    fn from(witness: &domain::Witness) -> Witness {
        let domain::Witness { kind, from, text, first_confidence, second_confidence } = witness.clone();
        let kind = match kind {
            WitnessKind::Symptom => "symptom",
            WitnessKind::Case => "case",
            WitnessKind::Ticket => "ticket",
        };
        Witness { kind, from, text, first_confidence, second_confidence }
    }
}

impl From<&domain::Gap> for Gap {
    fn from(gap: &domain::Gap) -> Gap {
        let domain::Gap { tickets, rejected, words, texts, texts_of, ids, draft } = gap.clone();
        let draft = DraftEntry { path: draft.path, content: draft.content };
        Gap { tickets, rejected, words, texts, texts_of, ids, draft }
    }
}

impl From<&domain::UnknownWord> for UnknownWord {
    fn from(word: &domain::UnknownWord) -> UnknownWord {
        let domain::UnknownWord { word, tickets, cohesion, freedom, example } = word.clone();
        UnknownWord { word, tickets, cohesion, freedom, example }
    }
}

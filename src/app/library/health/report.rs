//! What a look at the library finds: the report and its parts.

use jiff::Timestamp;
use jiff::civil::Date;

/// What a maintainer should look at. Every list has the gravest first and is cut at 100; `total` counts all.
#[derive(Debug, Clone)]
pub struct HealthReport {
    /// The library revision that was looked at.
    pub revision: i64,
    /// The day, in the service levels' time zone, that due dates were compared with.
    pub today: Date,
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
    pub conflicts: Found<EntryConflict>,
    /// Tickets that got no answer or were rejected, grouped by likeness, the largest group first.
    pub gaps: Found<Gap>,
    /// Words in tickets that the dictionary does not know.
    pub unknown_words: Found<UnknownWord>,
}

/// A list with how many there are.
#[derive(Debug, Clone, Default)]
pub struct Found<T> {
    /// How many there are.
    pub total: usize,
    /// The first of them.
    pub items: Vec<T>,
}

/// Which tickets were read: the newest ones in the database.
#[derive(Debug, Clone, Default)]
pub struct TicketsRead {
    /// How many.
    pub read: usize,
    /// The most that would have been read.
    pub limit: usize,
    /// When the oldest of them came in.
    pub oldest: Option<Timestamp>,
    /// When the newest of them came in.
    pub newest: Option<Timestamp>,
}

/// An entry by name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntryRef {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its department, by id.
    pub department: String,
}

/// An entry to be reviewed.
#[derive(Debug, Clone)]
pub struct DueEntry {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Who looks after it.
    pub owner: String,
    /// When it expires.
    pub expires_on: Date,
    /// Days until then; below 0 it has expired.
    pub days_left: i32,
}

/// Two entries that say much the same.
#[derive(Debug, Clone)]
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
#[derive(Debug, Clone)]
pub struct EntryConflict {
    /// One.
    pub first: EntryRef,
    /// The other.
    pub second: EntryRef,
    /// In what they differ; never empty.
    pub differs: Vec<Difference>,
    /// How many texts prove it.
    pub witnesses: usize,
    /// The text for which the two are closest.
    pub witness: Witness,
}

/// In what two entries differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Difference {
    /// The department that handles it.
    Department,
    /// What is to be done.
    Steps,
}

/// A text for which two entries score about equally.
#[derive(Debug, Clone)]
pub struct Witness {
    /// Whose words it is.
    pub kind: WitnessKind,
    /// The entry or the ticket it is from, by id.
    pub from: String,
    /// The text, shortened, personal data masked.
    pub text: String,
    /// The first entry's confidence.
    pub first_confidence: f64,
    /// The second entry's confidence.
    pub second_confidence: f64,
}

/// Whose words a witness is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WitnessKind {
    /// A symptom of an entry.
    Symptom,
    /// A case of an entry.
    Case,
    /// A ticket.
    Ticket,
}

/// Tickets that are alike and that the library does not answer.
#[derive(Debug, Clone)]
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
    pub draft: ProposedEntry,
}

/// The file of an entry proposed from tickets: a draft, to be completed by somebody who knows.
#[derive(Debug, Clone)]
pub struct ProposedEntry {
    /// Where it would stand in the pack.
    pub path: String,
    /// The file (TOML).
    pub content: String,
}

/// A word that the dictionary does not know.
#[derive(Debug, Clone)]
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

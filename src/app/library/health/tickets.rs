//! The newest tickets, judged again by the current snapshot.

use std::collections::HashSet;
use std::sync::atomic::{AtomicUsize, Ordering};

use fenzhen_engine::triage::{Outcome, Policy, Ranked, Snapshot, Ticket, suggest};
use jiff::Timestamp;
use rayon::prelude::*;

use crate::app::AppError;
use crate::store::JudgedTicket;

use super::report::TicketsRead;

/// What the library makes of a text now.
pub(super) struct Assessment {
    pub outcome: Outcome,
    /// The first two entries.
    pub entries: Vec<Ranked>,
    /// The first category.
    pub category: Option<String>,
}

/// A ticket, as it was judged then and is judged now.
pub(super) struct Rejudged {
    pub stored: JudgedTicket,
    /// Whether the last word on its suggestion was that it was wrong.
    pub rejected: bool,
    pub now: Assessment,
}

impl Rejudged {
    /// Title and text as one.
    pub fn whole(&self) -> String {
        if self.stored.title.trim().is_empty() {
            self.stored.text.clone()
        } else {
            format!("{} {}", self.stored.title, self.stored.text)
        }
    }
}

/// Judges a text.
pub(super) fn judge(snapshot: &Snapshot, title: &str, text: &str) -> Result<Assessment, AppError> {
    // Urgency and deadlines are not looked at, so it does not matter when the ticket came.
    let ticket = Ticket { id: None, title: title.to_owned(), text: text.to_owned(), received_at: Timestamp::UNIX_EPOCH };
    let suggestion = suggest(snapshot, &ticket, &Policy { entries: 2, ..Policy::default() })?;
    let category = suggestion.categories.into_iter().next().map(|first| first.id);
    Ok(Assessment { outcome: suggestion.outcome, entries: suggestion.entries, category })
}

/// All of `stored`, in their order.
pub(super) fn judge_again(
    snapshot: &Snapshot,
    stored: Vec<JudgedTicket>,
    rejected: &HashSet<String>,
    progress: &(dyn Fn(usize) + Sync),
) -> Result<Vec<Rejudged>, AppError> {
    let done = AtomicUsize::new(0);
    let again = stored.into_par_iter().map(|stored| {
        let now = judge(snapshot, &stored.title, &stored.text)?;
        progress(done.fetch_add(1, Ordering::Relaxed) + 1);
        Ok(Rejudged { rejected: rejected.contains(&stored.id), stored, now })
    });
    again.collect()
}

/// Which tickets were read, and the most that would have been.
pub(super) fn tickets_read(tickets: &[Rejudged], limit: usize) -> TicketsRead {
    let at = |ticket: Option<&Rejudged>| ticket.map(|ticket| ticket.stored.received_at);
    TicketsRead { read: tickets.len(), limit, oldest: at(tickets.last()), newest: at(tickets.first()) }
}

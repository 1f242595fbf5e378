//! `/library/health`: the entries to look after, by what is the matter with them, and words the dictionary does not know.

use std::collections::BTreeSet;
use std::sync::Arc;

use askama::Template;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use fenzhen_engine::text::fold;

use crate::app::App;
use crate::app::library::health::{
    Difference, DueEntry, EntryConflict, EntryRef, Found, HealthReport, NearDuplicate, UnknownWord,
};
use crate::http::blocking::spawn_blocking;
use crate::http::pages::library::{TICKETS, domain_name, refused};
use crate::http::pages::ui::frame::Frame;
use crate::http::pages::ui::texts::library::LibraryTexts;

/// Characters of a search that are looked at.
const LONGEST: usize = 100;

/// What may be the matter, the gravest first: the word of the address.
pub const MATTERS: [&str; 5] = ["conflicts", "duplicates", "due", "unused", "words"];

/// Which of them, and which entries.
#[derive(serde::Deserialize, Default)]
#[serde(default)]
pub struct Params {
    of: String,
    q: String,
    domain: String,
}

/// A link to one of the lists.
pub struct Matter {
    pub of: &'static str,
    pub name: &'static str,
    /// How many there are, where that is known.
    pub count: Option<usize>,
    /// Whether it is the one that is shown.
    pub current: bool,
}

/// The links, with their counts where the report is there.
pub fn matters(c: &'static LibraryTexts, health: Option<&HealthReport>, current: &str) -> [Matter; 5] {
    MATTERS.map(|of| Matter {
        of,
        current: of == current,
        name: match of {
            "conflicts" => c.health_conflicts,
            "duplicates" => c.health_duplicates,
            "due" => c.health_due,
            "unused" => c.health_unused,
            _ => c.health_words,
        },
        count: health.map(|health| match of {
            "conflicts" => health.conflicts.total,
            "duplicates" => health.near_duplicates.total,
            "due" => health.due.total,
            "unused" => health.never_suggested.total,
            _ => health.unknown_words.total,
        }),
    })
}

/// The entries with which something is the matter.
pub struct AffectedEntries {
    pub ids: BTreeSet<String>,
    /// How many findings there are, where not all of them are listed.
    pub more: Option<usize>,
}

/// The entries with which `of` is the matter; `None` for what is the matter with no entry.
pub fn affected_entries(health: &HealthReport, of: &str) -> Option<AffectedEntries> {
    fn affected<'a, T>(found: &'a Found<T>, ids: impl Fn(&'a T) -> Vec<&'a String>) -> Option<AffectedEntries> {
        let more = (found.items.len() < found.total).then_some(found.total);
        Some(AffectedEntries { ids: found.items.iter().flat_map(ids).cloned().collect(), more })
    }
    match of {
        "conflicts" => affected(&health.conflicts, |found| vec![&found.first.id, &found.second.id]),
        "duplicates" => affected(&health.near_duplicates, |found| vec![&found.first.id, &found.second.id]),
        "due" => affected(&health.due, |found| vec![&found.id]),
        "unused" => affected(&health.never_suggested, |found| vec![&found.id]),
        _ => None,
    }
}

/// An entry, or two, with what is the matter.
struct Finding<'a> {
    entries: Vec<(&'a str, &'a str)>,
    reason: String,
    /// A text that proves it.
    text: &'a str,
}

#[derive(Template)]
#[template(path = "library/health.html")]
struct HealthPage<'a> {
    f: &'a Frame,
    c: &'static LibraryTexts,
    health: &'a HealthReport,
    matters: [Matter; 5],
    of: &'static str,
    about: &'static str,
    params: &'a Params,
    domains: Vec<(&'a str, String)>,
    findings: Vec<Finding<'a>>,
    words: &'a [UnknownWord],
    /// How many there are, where not all of them are listed.
    more: Option<usize>,
}

/// `GET /library/health?of=&q=&domain=`.
pub async fn list(State(app): State<Arc<App>>, f: Frame, Query(params): Query<Params>) -> Response {
    let reading = Arc::clone(&app);
    let health = match spawn_blocking(move || Ok(reading.library().health().cached_report(TICKETS)?)).await {
        Ok(health) => health,
        Err(error) => return refused(&f, &error),
    };
    let c = LibraryTexts::of(f.lang);
    let of = MATTERS.into_iter().find(|of| *of == params.of).unwrap_or(MATTERS[0]);
    let (findings, about, (total, listed)) = match of {
        "conflicts" => (each(&health.conflicts, |found| conflict(found, c)), c.conflicts_about, size(&health.conflicts)),
        "duplicates" => {
            (each(&health.near_duplicates, |found| duplicate(found, c)), c.duplicates_about, size(&health.near_duplicates))
        }
        "due" => (each(&health.due, |found| due(found, c)), c.due_about, size(&health.due)),
        "unused" => {
            let unused = |found| unused(found, health.tickets.read, c);
            (each(&health.never_suggested, unused), c.unused_about, size(&health.never_suggested))
        }
        _ => (Vec::new(), c.words_about, size(&health.unknown_words)),
    };
    let snapshot = app.snapshot();
    let mut domains: Vec<&str> = snapshot.library.entries.iter().filter_map(|entry| entry.id.split('/').next()).collect();
    domains.sort_unstable();
    domains.dedup();
    let page = HealthPage {
        f: &f,
        c,
        health: &health,
        matters: matters(c, Some(&health), of),
        of,
        about,
        findings: findings.into_iter().filter(|finding| params.fits(finding)).collect(),
        words: if of == "words" { &health.unknown_words.items } else { &[] },
        more: (listed < total).then_some(total),
        params: &params,
        domains: domains.into_iter().map(|id| (id, domain_name(&snapshot.library, id, f.lang))).collect(),
    };
    f.page(StatusCode::OK, &page)
}

#[derive(Template)]
#[template(path = "library/counts.html")]
struct CountsFragment {
    matters: [Matter; 5],
}

/// `GET /library/health/counts`: how many there are of each, for the links above the list of entries.
pub async fn counts(State(app): State<Arc<App>>, f: Frame) -> Response {
    match spawn_blocking(move || Ok(app.library().health().cached_report(TICKETS)?)).await {
        Ok(health) => f.page(StatusCode::OK, &CountsFragment { matters: matters(LibraryTexts::of(f.lang), Some(&health), "") }),
        Err(error) => refused(&f, &error),
    }
}

impl HealthPage<'_> {
    fn is_of(&self, of: &str) -> bool {
        self.of == of
    }
}

impl Params {
    /// Whether one of the entries is asked for.
    fn fits(&self, finding: &Finding<'_>) -> bool {
        let words = fold(self.q.trim().chars().take(LONGEST).collect::<String>().as_str());
        let fits = |(id, title): &(&str, &str)| {
            let domain = self.domain.is_empty() || id.split('/').next() == Some(self.domain.as_str());
            domain && (id.contains(&words) || fold(title).contains(&words))
        };
        finding.entries.iter().any(fits)
    }
}

fn each<'a, T>(found: &'a Found<T>, finding: impl Fn(&'a T) -> Finding<'a>) -> Vec<Finding<'a>> {
    found.items.iter().map(finding).collect()
}

fn size<T>(found: &Found<T>) -> (usize, usize) {
    (found.total, found.items.len())
}

fn named(entry: &EntryRef) -> (&str, &str) {
    (&entry.id, &entry.title)
}

/// A share as people say it.
fn percent(share: f64) -> String {
    format!("{:.0}%", share * 100.0)
}

fn conflict<'a>(found: &'a EntryConflict, c: &'static LibraryTexts) -> Finding<'a> {
    let differs = |difference: &Difference| match difference {
        Difference::Department => c.differs_department,
        Difference::Steps => c.differs_steps,
    };
    let differs: Vec<&str> = found.differs.iter().map(differs).collect();
    let EntryConflict { witness, witnesses, .. } = found;
    let close = format!("{} / {}", percent(witness.first_confidence), percent(witness.second_confidence));
    let reason = format!("{} · {close} · {witnesses} {}", differs.join("、"), c.witness_texts);
    Finding { entries: vec![named(&found.first), named(&found.second)], reason, text: &witness.text }
}

fn duplicate<'a>(found: &'a NearDuplicate, c: &'static LibraryTexts) -> Finding<'a> {
    let reason = format!("{} {} · {} {}", c.alike, percent(found.similarity), c.shared, found.shared.join("、"));
    Finding { entries: vec![named(&found.first), named(&found.second)], reason, text: "" }
}

fn due<'a>(found: &'a DueEntry, c: &'static LibraryTexts) -> Finding<'a> {
    let said = if found.days_left < 0 { c.expired_days } else { c.left_days };
    let reason = format!("{said} {} · {} · {}", found.days_left.unsigned_abs(), found.expires_on, found.owner);
    Finding { entries: vec![(&found.id, &found.title)], reason, text: "" }
}

fn unused<'a>(found: &'a EntryRef, tickets: usize, c: &'static LibraryTexts) -> Finding<'a> {
    Finding { entries: vec![named(found)], reason: format!("{} {tickets}", c.never_first), text: "" }
}

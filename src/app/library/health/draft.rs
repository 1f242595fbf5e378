//! A draft entry proposed from tickets that are alike: their words as symptoms and keywords, everything else to be filled in.

use std::collections::{BTreeMap, HashSet};

use fenzhen_engine::kb::{Entry, entry_to_toml};
use fenzhen_engine::text::signals::mask_personal;
use fenzhen_engine::text::{fold, hex};
use fenzhen_engine::triage::Snapshot;
use jiff::ToSpan;
use jiff::civil::Date;
use sha2::{Digest, Sha256};

use super::report::ProposedEntry;
use super::tickets::Rejudged;

/// What stands where somebody has to decide.
pub(in crate::app) const OPEN: &str = "待定";
/// Symptoms and keywords of a draft.
const SYMPTOMS: usize = 8;
const KEYWORDS: usize = 6;
/// Characters of a title, of a symptom and of a keyword: less than a pack allows.
const TITLE: usize = 30;
pub(in crate::app) const SYMPTOM: usize = 300;
const KEYWORD: usize = 40;

/// The draft for a group; its first ticket is the most typical. Equal tickets give an equal draft under an equal name.
pub(super) fn propose(snapshot: &Snapshot, tickets: &[&Rejudged], words: &[String], today: Date) -> ProposedEntry {
    let mut known = HashSet::new();
    let symptoms: Vec<String> = tickets
        .iter()
        .map(|ticket| fit(&ticket.whole(), SYMPTOM))
        .filter(|text| !text.is_empty() && known.insert(fold(text)))
        .take(SYMPTOMS)
        .collect();
    let category = likeliest(tickets).filter(|id| snapshot.library.taxonomy.get(id).is_some());
    let department = category.as_ref().and_then(|id| snapshot.library.taxonomy.get(id)).map(|c| c.department.clone());
    let title = symptoms.first().map(|text| title(text)).filter(|title| !title.is_empty());
    let domain = category.as_ref().and_then(|id| id.split('/').next()).unwrap_or("draft").to_owned();
    let entry = Entry {
        id: format!("{domain}/gap-{}", digest(&symptoms)),
        title: title.unwrap_or_else(|| OPEN.to_owned()),
        category: category.unwrap_or_else(|| OPEN.to_owned()),
        department: department.filter(|id| !id.is_empty()).unwrap_or_else(|| OPEN.to_owned()),
        owner: OPEN.to_owned(),
        reviewed_on: today,
        expires_on: today.checked_add(6.months()).unwrap_or(Date::MAX),
        similar: words.iter().map(|word| fit(word, KEYWORD)).filter(|word| !word.is_empty()).take(KEYWORDS).collect(),
        symptoms,
        cause: format!("{OPEN}：由 {} 张没有答复或被退回的工单归纳，请查明原因后补写步骤和话术。", tickets.len()),
        ..Entry::default()
    };
    ProposedEntry { path: entry.path(), content: entry_to_toml(&entry) }
}

/// The category that most of the tickets come nearest to.
fn likeliest(tickets: &[&Rejudged]) -> Option<String> {
    let mut votes: BTreeMap<&str, usize> = BTreeMap::new();
    for category in tickets.iter().filter_map(|ticket| ticket.now.category.as_deref()) {
        *votes.entry(category).or_default() += 1;
    }
    // The first by id among equals.
    votes.into_iter().rev().max_by_key(|(_, votes)| *votes).map(|(category, _)| category.to_owned())
}

/// The first clause.
fn title(text: &str) -> String {
    let clause = text.split(['。', '！', '？', '!', '?', '；', ';', '\n']).map(str::trim).find(|clause| !clause.is_empty());
    let title: String = clause.unwrap_or_default().chars().take(TITLE).collect();
    title.trim_end_matches(['，', ',', '、', ' ']).to_owned()
}

/// A text as a pack takes it: masked, on one line, without what cannot be seen, and not too long.
pub(in crate::app) fn fit(text: &str, most: usize) -> String {
    let reorders = |c| matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}' | '\u{FFFD}');
    let seen: String = text.chars().filter(|c| !reorders(*c)).map(|c| if c.is_control() { ' ' } else { c }).collect();
    let short: String = mask_personal(&seen).chars().take(most).collect();
    short.trim().to_owned()
}

fn digest(symptoms: &[String]) -> String {
    hex(&Sha256::digest(symptoms.join("\n"))[..4])
}

//! With no case at all, only the shipped pack, what was learned from it must be worth having.

use fenzhen_engine::index::Home;
use fenzhen_engine::kb::{Expect, Library, PackFiles, Status, parse};
use fenzhen_engine::triage::{Knowledge, Policy, Snapshot, Ticket, suggest};
use jiff::Timestamp;

fn shipped() -> Snapshot {
    let library = parse(&PackFiles::embedded()).library;
    let knowledge = Knowledge { library, ..Knowledge::default() };
    Snapshot::build(knowledge, Policy::default().error_target, |_| Home::Memory).expect("the shipped pack builds")
}

/// How many of the pack's own cases have their entry first, of how many.
fn right(snapshot: &Snapshot, library: &Library) -> (usize, usize) {
    let published = library.entries.iter().filter(|e| e.status == Status::Published);
    let cases = published.flat_map(|e| e.cases.iter().filter(|c| c.expect == Expect::Match).map(move |c| (e, c)));
    let judged = cases.map(|(entry, case)| {
        let ticket = Ticket { id: None, title: String::new(), text: case.text.clone(), received_at: Timestamp::UNIX_EPOCH };
        let suggestion = suggest(snapshot, &ticket, &Policy::default()).expect("the index reads");
        suggestion.entries.first().is_some_and(|first| first.id == entry.id)
    });
    let judged: Vec<bool> = judged.collect();
    (judged.iter().filter(|right| **right).count(), judged.len())
}

#[test]
fn with_only_the_pack_the_learned_judge_is_no_worse_than_bm25_alone() {
    let mut snapshot = shipped();
    let library = snapshot.library.clone();
    let (learned, cases) = right(&snapshot, &library);
    snapshot.judge = None;
    let (by_words, _) = right(&snapshot, &library);
    println!("of {cases} cases of the shipped pack: BM25F alone {by_words} right, learned {learned}");
    assert!(cases > 300, "the pack has cases");
    assert!(learned >= by_words, "learned {learned} < BM25F alone {by_words} of {cases}");
}

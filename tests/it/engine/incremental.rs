//! An edit of a large library is visible at once, and what answers then is what building the whole would answer.

use std::sync::Arc;

use fenzhen::api::v1::Suggestion;
use fenzhen::app::library::{Author, FileEdit, LibraryError, Publication, Published};
use fenzhen::app::{App, Clock, Complaint, Settings, SuggestOptions};
use fenzhen::store::{Change, Store};
use fenzhen_engine::index::{Document, Home, Index, QueryTerm};
use fenzhen_engine::kb::{self, Entry, EntryEdit, Library, PackFiles, entry_to_toml};
use fenzhen_engine::triage::{self, Knowledge, Outcome, Policy, Snapshot, Ticket};
use jiff::Timestamp;
use proptest::prelude::*;
use tempfile::TempDir;

use crate::support::program::folder;
use crate::support::synthetic::{Material, code};

/// Just too many for the judge to learn each.
const ENTRIES: usize = 3_050;

/// The first twelve entries are whole and the others say little, so that a library of this size is soon learned.
fn entry(material: &Material, nth: usize) -> Entry {
    let mut whole = material.entry(nth, &code(nth));
    if nth < 12 {
        whole.cases[0].text = format!("{}怎么回事", code(nth));
        return whole;
    }
    let symptoms = vec![format!("{}坏了", code(nth))];
    first_category(material, Entry { symptoms, similar: Vec::new(), ..whole })
}

/// Few categories are learned sooner than a hundred.
fn first_category(material: &Material, entry: Entry) -> Entry {
    let Entry { category, department, .. } = material.entry(0, "");
    Entry { category, department, cases: Vec::new(), ..entry }
}

fn library(material: &Material) -> Library {
    let mut entries: Vec<Arc<Entry>> = (0..ENTRIES).map(|nth| Arc::new(entry(material, nth))).collect();
    entries.sort_by(|a, b| a.id.cmp(&b.id));
    Library { entries, ..material.library(0) }
}

fn built(library: Library, revision: i64) -> Snapshot {
    Snapshot::build(Knowledge { library, revision, ..Knowledge::default() }, 0.05, |_| Home::Memory).expect("a snapshot")
}

fn asked(snapshot: &Snapshot, text: &str) -> Vec<(String, f64)> {
    let ticket = Ticket { id: None, title: String::new(), text: text.to_owned(), received_at: Timestamp::UNIX_EPOCH };
    let suggestion = triage::suggest(snapshot, &ticket, &Policy::default()).expect("an answer");
    suggestion.entries.into_iter().map(|entry| (entry.id, entry.score)).collect()
}

fn words(numbers: &[u8]) -> Vec<String> {
    numbers.iter().map(|n| format!("词{n}")).collect()
}

fn queries() -> Vec<Vec<QueryTerm<'static>>> {
    let query =
        |n: u8| [n, n + 1, n * 2].map(|k| QueryTerm { term: format!("词{}", k % 12).into(), weight: 1.0 / f64::from(k + 1) });
    (0..12).map(|n| query(n).to_vec()).collect()
}

/// An entry by number, written with these words or, without any, taken out.
fn edit() -> impl Strategy<Value = (u8, Option<[Vec<u8>; 4]>)> {
    let field = || prop::collection::vec(0u8..12, 0..6);
    (0u8..20, prop::option::weighted(0.7, [field(), field(), field(), field()]))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_index_after_any_edits_answers_like_one_built_anew(
        first in prop::collection::vec(edit(), 0..30),
        edits in prop::collection::vec(prop::collection::vec(edit(), 1..5), 1..10),
    ) {
        let document = |(id, terms): &(u8, Option<[Vec<u8>; 4]>)| {
            let id = format!("entry/{id:02}");
            let document = terms.as_ref().map(|terms| Document { id: id.clone(), terms: terms.clone().map(|n| words(&n)) });
            (id, document)
        };
        let mut standing = std::collections::BTreeMap::new();
        first.iter().map(document).for_each(|(id, document)| drop(standing.insert(id, document)));
        let all = |standing: &std::collections::BTreeMap<String, Option<Document>>| -> Vec<Document> {
            standing.values().flatten().cloned().collect()
        };
        let mut index = Index::open_or_build(&all(&standing), &Home::Memory).expect("an index");
        for batch in &edits {
            let batch: Vec<_> = batch.iter().map(document).collect();
            index = index.changed(&batch);
            batch.into_iter().for_each(|(id, document)| drop(standing.insert(id, document)));
        }
        let again = Index::open_or_build(&all(&standing), &Home::Memory).expect("an index");
        for query in queries() {
            let expected = again.search(&query, 100).expect("a search");
            prop_assert_eq!(&index.search(&query, 100).expect("a search"), &expected);
            // Where candidates are cut off, those that stay weigh the same, and there are as many.
            let few = index.search(&query, 3).expect("a search");
            prop_assert_eq!(few.len(), expected.len().min(3));
            prop_assert!(few.iter().all(|hit| expected.contains(hit)));
            // One entry alone scores what it scores in a search.
            for id in (0..20).map(|n| format!("entry/{n:02}")) {
                let searched = expected.iter().find(|hit| hit.id == id).map_or(0.0, |hit| hit.score);
                prop_assert_eq!(index.score(&query, &id), searched);
            }
        }
    }

    #[test]
    fn edits_that_lead_from_one_library_to_another_are_found(
        first in prop::collection::btree_set(0u8..30, 0..20),
        edits in prop::collection::vec((0u8..30, any::<bool>()), 0..12),
    ) {
        let entry = |nth: u8, title: &str| Arc::new(Entry { id: format!("a/{nth:02}"), title: title.to_owned(), ..Entry::default() });
        let before = Library { entries: first.into_iter().map(|nth| entry(nth, "")).collect(), ..Library::default() };
        let edits: Vec<EntryEdit> = edits.into_iter()
            .map(|(nth, stays)| (format!("a/{nth:02}"), stays.then(|| entry(nth, "edited"))))
            .collect();
        let after = before.with(&edits);
        prop_assert!(after.entries.is_sorted_by(|a, b| a.id < b.id));
        prop_assert_eq!(&before.with(&after.edits_since(&before)).entries, &after.entries);
        prop_assert!(after.edits_since(&after).is_empty());
    }
}

#[test]
fn a_changed_snapshot_of_a_large_library_answers_like_one_built_anew() {
    let material = Material::new();
    let before = built(library(&material), 1);
    assert!(!before.learns_entries());
    let rewritten = material.entry(3, "zz9000");
    let edits: Vec<EntryEdit> = vec![
        (rewritten.id.clone(), Some(Arc::new(rewritten.clone()))),
        ("synthetic/entry-5".to_owned(), None),
        (
            "synthetic/one-more".to_owned(),
            Some(Arc::new(Entry { id: "synthetic/one-more".to_owned(), ..material.entry(40, "zz9001") })),
        ),
    ];
    let changed = before.changed(&edits, 2).expect("a large library");
    let again = built(before.library.with(&edits), 2);
    assert_eq!((changed.revision, changed.index.forward().len()), (2, ENTRIES));
    let texts = ["zz9000", "zz9001", "qx3", "qx5", "qx7坏了", "qx1500坏了怎么办"].map(str::to_owned);
    for text in texts.iter().chain(&rewritten.symptoms).chain(&material.entry(5, "qx5").symptoms) {
        assert_eq!(asked(&changed, text), asked(&again, text), "{text}");
    }
    let first = |snapshot: &Snapshot, text: &str| asked(snapshot, text).first().map(|(id, _)| id.clone());
    assert_eq!(first(&changed, "zz9000").as_deref(), Some("synthetic/entry-3"));
    assert!(asked(&before, "zz9000").is_empty(), "a reader keeps what it has");
    assert_eq!(first(&before, "qx3").as_deref(), Some("synthetic/entry-3"));
    assert!(asked(&changed, "qx5").iter().all(|(id, _)| id != "synthetic/entry-5"));
    // Training and indexing again end up where the edits led.
    let caught_up = before.reindexed().expect("an index").overtaking(&changed).expect("entries only");
    assert_eq!(asked(&caught_up, &rewritten.symptoms[0]), asked(&again, &rewritten.symptoms[0]));
}

#[test]
fn a_small_library_is_built_whole_because_its_judge_learns_the_entries() {
    let small = built(Material::new().library(3), 1);
    assert!(small.learns_entries() && small.changed(&[], 2).is_none());
}

/// A large library in a database.
struct Large {
    _folder: TempDir,
    material: Material,
    settings: Settings,
}

impl Large {
    fn new() -> Large {
        let folder = folder();
        let settings = Settings { db: folder.path().join("fenzhen.db"), keep_tickets: false, ..Settings::default() };
        let material = Material::new();
        let mut files = material.files(0);
        (0..ENTRIES).map(|nth| entry(&material, nth)).for_each(|entry| drop(files.insert(entry.path(), entry_to_toml(&entry))));
        let changes: Vec<Change> =
            files.into_inner().into_iter().map(|(path, content)| Change { path, content: Some(content) }).collect();
        let store = Store::open(&settings.db).expect("a database");
        store
            .write(|dao| {
                dao.append_revision("2026-10-01T00:00:00Z".parse().expect("an instant"), "test", "a large pack", &changes)
            })
            .expect("revision 1");
        Large { _folder: folder, material, settings }
    }

    fn open(&self) -> App {
        App::open(self.settings.clone(), Clock::System).expect("it opens")
    }
}

fn publish(app: &App, entry: &Entry) -> Result<Published, LibraryError> {
    let file = FileEdit { path: entry.path(), content: Some(entry_to_toml(entry)), edited_from: None };
    let author = Author { name: "li".to_owned(), note: String::new() };
    app.library().publish(&Publication { files: vec![file], tickets: 20, ..Publication::default() }, &author)
}

fn suggest(app: &App, text: &str) -> Suggestion {
    let complaint = Complaint { text: text.to_owned(), ..Complaint::default() };
    Suggestion::from(&app.desk().suggest(complaint, SuggestOptions::default()).expect("an answer"))
}

fn ranked(suggestion: &Suggestion) -> Vec<(String, f64)> {
    suggestion.entries.iter().map(|entry| (entry.id.clone(), entry.score)).collect()
}

#[test]
fn publishing_an_entry_of_a_large_library_shows_it_at_once_and_a_restart_answers_the_same() {
    let large = Large::new();
    let app = large.open();
    let other = large.open();
    let text = "zz9000";
    let edited = Entry { cases: Vec::new(), ..large.material.entry(3, "zz9000") };
    // Without cases it is not complete, in a large library as in a small one.
    let blocked = publish(&app, &edited);
    assert!(
        matches!(&blocked, Err(LibraryError::Blocked(r)) if r.problems.iter().any(|p| p.code == "too-few-cases")),
        "{blocked:?}"
    );
    let edited = Entry { cases: large.material.entry(3, "zz9000").cases, ..edited };
    let published = publish(&app, &edited).expect("published");
    assert_eq!(published.revision, Some(2));
    let cases = published.rehearsal.cases;
    assert!(0 < cases.asked && cases.asked <= cases.all, "{cases:?}");
    let shown = suggest(&app, text);
    assert_eq!((shown.kb_revision, shown.entries.first().map(|e| e.id.as_str())), (2, Some("synthetic/entry-3")));
    // Another program on the same database follows, by the same way.
    assert!(other.library().catch_up().expect("it follows"));
    let followed = suggest(&other, text);
    assert_eq!((followed.kb_revision, ranked(&followed)), (2, ranked(&shown)));
    // A draft comes between; the next publication is made on top of it.
    let draft = entry_to_toml(&Entry { id: String::new(), status: kb::Status::Draft, ..large.material.entry(90, "zz9002") });
    app.library()
        .save_entry("synthetic/drafted", &draft, None, &Author { name: "li".to_owned(), note: String::new() })
        .expect("a draft");
    assert_eq!(publish(&app, &large.material.entry(4, "zz9001")).expect("published").revision, Some(4));
    assert!(app.snapshot().library.entry("synthetic/drafted").is_some());
    let (first, second) = (suggest(&app, text), suggest(&app, "zz9001"));
    app.settled();
    assert_eq!(ranked(&suggest(&app, text)), ranked(&first));
    let restarted = large.open();
    for (text, shown) in [(text, &first), ("zz9001", &second)] {
        let fresh = suggest(&restarted, text);
        assert_eq!((fresh.kb_revision, ranked(&fresh)), (4, ranked(shown)), "{text}");
        let (learned, again) = (suggest(&app, text), fresh);
        assert_eq!(learned.category.map(|c| (c.id, c.confidence)), again.category.map(|c| (c.id, c.confidence)), "{text}");
    }
}

#[test]
fn an_edit_that_takes_what_is_another_entrys_is_found_in_a_large_library() {
    let large = Large::new();
    let app = large.open();
    let victim = entry(&large.material, 0);
    let before = suggest(&app, &victim.cases[0].text);
    assert_eq!((before.outcome, before.entries.first().map(|e| &e.id)), (Outcome::Answer, Some(&victim.id)));
    let twin = Entry { title: victim.title.clone(), ..large.material.entry(8, &code(8)) };
    let blocked = publish(&app, &twin);
    let titles = |r: &fenzhen::app::library::Rehearsal| r.problems.iter().any(|p| p.code == "duplicate-title");
    assert!(matches!(&blocked, Err(LibraryError::Blocked(r)) if titles(r)), "{blocked:?}");
    let mut thief = large.material.entry(8, &code(8));
    thief.symptoms.extend(victim.cases.iter().take(2).map(|case| format!("{}呀", case.text)));
    thief.title = format!("{}不好使", code(0));
    thief.similar.extend([code(0), format!("请看看{}", code(0))]);
    let blocked = publish(&app, &thief);
    let victims = |r: &fenzhen::app::library::Rehearsal| {
        r.problems.is_empty() && r.broken_cases.iter().any(|p| p.path == victim.path() && p.line.is_some())
    };
    assert!(matches!(&blocked, Err(LibraryError::Blocked(r)) if victims(r)), "{blocked:?}");
    assert_eq!(app.snapshot().revision, 1);
}

#[test]
fn the_shipped_pack_is_small() {
    let shipped = kb::parse(&PackFiles::embedded()).library;
    assert!(shipped.entries.len() < 3_000, "the journeys of the shipped pack are those of a small library");
}

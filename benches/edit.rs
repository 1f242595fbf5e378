//! 100,000 made-up entries: building and opening the library, then how long an edit takes to be visible, by itself and
//! through the whole publication with its gate.

mod allocator;
mod measure;
mod synthetic;

use std::cell::RefCell;
use std::sync::Arc;
use std::time::{Duration, Instant};

use fenzhen::app::library::{Author, FileEdit, Publication};
use fenzhen::app::{App, Clock, Complaint, Settings, SuggestOptions};
use fenzhen::store::{Change, JudgedTicket, Store};
use fenzhen_engine::index::Home;
use fenzhen_engine::kb::{Labels, entry_to_toml};
use fenzhen_engine::triage::{self, Knowledge, NoCache, Policy, Snapshot, Ticket};
use jiff::Timestamp;
use measure::Times;
use synthetic::{Material, code};

const ENTRIES: usize = 100_000;
/// Edits of the snapshot by itself.
const EDITS: usize = 300;
/// Edits through the whole publication.
const PUBLICATIONS: usize = 20;
/// Recent tickets each publication is tried on: as many as by default.
const TICKETS: usize = 200;
/// The promise: from the edit to its visibility.
const VISIBLE: Duration = Duration::from_millis(200);

fn main() {
    let material = Material::new();
    snapshot_by_itself(&material);
    whole_publication(&material);
}

fn first(snapshot: &Snapshot, text: &str) -> Option<String> {
    let ticket = Ticket { id: None, title: String::new(), text: text.to_owned(), received_at: Timestamp::UNIX_EPOCH };
    let suggestion = triage::suggest(snapshot, &ticket, &Policy::default()).expect("an answer");
    suggestion.entries.into_iter().next().map(|entry| entry.id)
}

fn snapshot_by_itself(material: &Material) {
    let library = material.library(ENTRIES);
    let begun = Instant::now();
    let built = Snapshot::build(Knowledge { library, revision: 1, ..Knowledge::default() }, 0.05, |_| Home::Memory);
    let built = built.expect("the library builds");
    println!("built {ENTRIES} entries in {:.1} s", begun.elapsed().as_secs_f64());
    let begun = Instant::now();
    let taught = built.taught(Vec::new(), 0.05, &NoCache);
    println!("of which training takes {:.1} s", begun.elapsed().as_secs_f64());
    assert_eq!(first(&taught, "qx4711").as_deref(), Some("synthetic/entry-4711"));
    drop(taught);

    let texts: Vec<String> = (0..EDITS).map(|nth| material.entry(nth * 331, &code(nth * 331)).symptoms[0].clone()).collect();
    let before = Times::of(&texts, |text| drop(first(&built, text)));
    // Each edit is made on top of the one before: what readers would see while a maintainer works.
    let shown = RefCell::new(Arc::new(built));
    let numbers: Vec<usize> = (0..EDITS).map(|nth| nth * 331).collect();
    let edits: Vec<(usize, Arc<_>)> =
        numbers.iter().map(|&nth| (nth, Arc::new(material.entry(nth, &format!("zz{nth}"))))).collect();
    let times = Times::of(&edits, |(_, entry)| {
        let now = Arc::clone(&shown.borrow());
        let changed = now.changed(&[(entry.id.clone(), Some(Arc::clone(entry)))], now.revision + 1);
        drop(now);
        *shown.borrow_mut() = Arc::new(changed.expect("a large library"));
    });
    let edited = shown.into_inner();
    for (nth, entry) in &edits {
        assert_eq!(first(&edited, &format!("zz{nth}")).as_ref(), Some(&entry.id), "what was written is found");
        assert_ne!(first(&edited, &code(*nth)).as_ref(), Some(&entry.id), "what was taken out is not");
    }
    times.print("edit to visible");
    let after = Times::of(&texts, |text| drop(first(&edited, text)));
    before.print("suggest before the edits");
    after.print("suggest after the edits");
    println!("after {EDITS} edits a suggestion takes {:.2} of the time before", after.p50_us() / before.p50_us());
    assert!(times.at(0.99) < VISIBLE, "an edit must be visible within 200 ms");
}

fn whole_publication(material: &Material) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let settings = Settings { db: folder.path().join("bench.db"), keep_tickets: false, ..Settings::default() };
    let files = material.files(ENTRIES).into_inner();
    let changes: Vec<Change> = files.into_iter().map(|(path, content)| Change { path, content: Some(content) }).collect();
    let store = Store::open(&settings.db).expect("a database");
    store.write(|dao| dao.append_revision(Timestamp::UNIX_EPOCH, "bench", "", &changes)).expect("revision 1");
    for nth in 0..TICKETS {
        let text = material.entry(nth * 7, &code(nth * 7)).cases[0].text.clone();
        store.write(|dao| dao.append_ticket(&ticket(nth, text))).expect("a ticket");
    }
    for name in ["first", "second"] {
        let begun = Instant::now();
        let app = App::open(settings.clone(), Clock::System).expect("it opens");
        println!("opening the database for the {name} time: {:.1} s", begun.elapsed().as_secs_f64());
        if name == "second" {
            publications(&app, material);
        }
    }
}

fn publications(app: &App, material: &Material) {
    let author = Author { name: "bench".to_owned(), note: String::new() };
    let suggest = |text: String| {
        let judged =
            app.desk().suggest(Complaint { text, ..Complaint::default() }, SuggestOptions::default()).expect("an answer");
        (judged.snapshot.revision, judged.suggestion.entries.into_iter().next().map(|entry| entry.id))
    };
    let mut revision = 1;
    let publish = |nth: usize, tickets: usize, revision: i64| {
        let entry = material.entry(nth, &format!("yy{nth}"));
        let file = FileEdit { path: entry.path(), content: Some(entry_to_toml(&entry)), edited_from: None };
        // Made-up texts may break a made-up case; what is measured is the time.
        let publication = Publication { files: vec![file], tickets, waive: Some("made up".to_owned()), ..Publication::default() };
        let published = app.library().publish(&publication, &author).expect("published");
        assert_eq!(published.revision, Some(revision));
        assert_eq!(suggest(format!("yy{nth}")), (revision, Some(entry.id)), "visible at once");
        assert!(published.rehearsal.cases.asked < published.rehearsal.cases.all);
    };
    for (tickets, name) in
        [(TICKETS, "publication, 200 tickets, training beside"), (0, "publication, no tickets, training beside")]
    {
        let numbers: Vec<usize> = (0..PUBLICATIONS).map(|nth| nth * 53 + tickets + 1).collect();
        let mut seen = std::collections::HashSet::new();
        let times = Times::of(&numbers, |&nth| {
            // The warm-up has published the first ones already: they get another code.
            let nth = if seen.insert(nth) { nth } else { nth + 50_000 };
            revision += 1;
            publish(nth, tickets, revision);
        });
        times.print(name);
    }
    let begun = Instant::now();
    app.settled();
    println!("the judge has caught up after {:.1} s", begun.elapsed().as_secs_f64());
    assert_eq!(app.snapshot().revision, revision);
}

fn ticket(nth: usize, text: String) -> JudgedTicket {
    JudgedTicket {
        id: format!("ticket-{nth}"),
        external_id: None,
        title: String::new(),
        text,
        channel: None,
        product: None,
        received_at: Timestamp::UNIX_EPOCH,
        outcome: "answer".to_owned(),
        labels: Labels::default(),
        revision: 1,
    }
}

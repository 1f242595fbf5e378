//! The agent's journey in process, against the shipped pack, beside the segmentation of the same texts (its floor).

mod allocator;
mod measure;

use std::hint::black_box;
use std::process::Command;

use fenzhen::api::v1::Suggestion;
use fenzhen::app::{App, Clock, Complaint, Settings, SuggestOptions};
use fenzhen_engine::index::Home;
use fenzhen_engine::kb::{self, PackFiles};
use fenzhen_engine::triage::{self, Knowledge, Policy, Snapshot, Ticket};
use jiff::Timestamp;
use measure::Times;

const EXAMPLE: &str = "宽带从昨晚八点开始上不了网，光猫一直闪红灯，电话13812345678，今天不修好就去工信部投诉";

fn main() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let db = folder.path().join("bench.db");
    let app = App::open(Settings { db: db.clone(), ..Settings::default() }, Clock::System).expect("the shipped pack opens");
    let ask = |text: &str| {
        let complaint = Complaint { text: text.to_owned(), ..Complaint::default() };
        Suggestion::from(&app.desk().suggest(complaint, SuggestOptions::default()).expect("an answer"))
    };
    let first = ask(EXAMPLE);
    assert_eq!(first.category.map(|c| c.id).as_deref(), Some("telecom/fault/broadband"), "the example is judged right");

    let library = kb::parse(&PackFiles::embedded()).library;
    let texts: Vec<String> = library.entries.iter().flat_map(|e| e.cases.iter().map(|c| c.text.clone())).collect();
    let characters: usize = texts.iter().map(|t| t.chars().count()).sum();
    println!("{} case texts of the shipped pack, {} characters each on average", texts.len(), characters / texts.len());

    let snapshot = app.snapshot();
    let segmentation = Times::of(&texts, |text| drop(black_box(snapshot.analyzer.analyze(text))));
    let journey = Times::of(&texts, |text| drop(black_box(ask(text))));
    segmentation.print("normalise and segment");
    journey.print("suggest");
    println!("segmentation is {:.0} % of the journey's median", 100.0 * segmentation.p50_us() / journey.p50_us());

    let judged = |snapshot: &Snapshot, text: &String| {
        let ticket = Ticket { id: None, title: String::new(), text: text.clone(), received_at: Timestamp::UNIX_EPOCH };
        drop(black_box(triage::suggest(snapshot, &ticket, &Policy::default())));
    };
    let knowledge = Knowledge { library, ..Knowledge::default() };
    let mut own = Snapshot::build(knowledge, 0.05, |_| Home::Memory).expect("the shipped pack builds");
    let learned = Times::of(&texts, |text| judged(&own, text));
    own.judge = None;
    let by_words = Times::of(&texts, |text| judged(&own, text));
    learned.print("triage::suggest, learned judge on");
    by_words.print("triage::suggest, learned judge off (BM25F)");
    println!("the learned judge takes {:.2} of the time without it", learned.p50_us() / by_words.p50_us());

    let starts: Vec<u32> = (0..20).collect();
    let start = Times::of(&starts, |_| {
        let program = Command::new(env!("CARGO_BIN_EXE_fenzhen")).args(["suggest", EXAMPLE, "--db"]).arg(&db).output();
        assert!(program.is_ok_and(|output| output.status.success()), "the program answers");
    });
    start.print("process start to first answer, warm cache");
}

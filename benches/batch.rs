//! Batch runs: tickets a second beside segmentation alone (the floor) and memory against the number of tickets, cost
//! against the number of cases and of entries, and what a run does to the answers of a service on the same machine.
//!
//! `cargo bench --bench batch -- tickets` measures one part: `tickets`, `cases`, `entries` or `beside`. In the
//! environment, `FENZHEN_BENCH_TICKETS` says how many (20,000 unless told), `FENZHEN_BENCH_BACKLOG` names a JSON Lines file
//! to repeat instead of the pack's own cases, and `FENZHEN_BENCH_CASES` one whose rows (text, category) are taught first;
//! with `FENZHEN_BENCH_BARE` the library has no entries, so that nothing but the cases is learned.

mod allocator;
mod synthetic;

use std::collections::BTreeMap;
use std::fs::File;
use std::hint::black_box;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use fenzhen::api::v1::FeedbackRequest;
use fenzhen::app::runs::{Control, Ended, RunRequest};
use fenzhen::app::{App, Clock, Complaint, Settings, SuggestOptions};
use fenzhen::store::{Change, Store};
use fenzhen_engine::kb::{self, PackFiles};
use jiff::Timestamp;
use rayon::prelude::*;
use serde_json::{Value, json};
use synthetic::Material;

/// Suggestions timed while idle, and while a run is on.
const ASKED: usize = 2_000;
/// Entries of the made-up libraries: up to 3,000 the judge learns them, beyond BM25F ranks them.
const ENTRIES: [usize; 5] = [125, 500, 2_000, 8_000, 32_000];

fn main() {
    let wanted: Vec<String> = std::env::args().skip(1).filter(|arg| !arg.starts_with('-')).collect();
    let part = |name: &str| wanted.is_empty() || wanted.iter().any(|wanted| wanted == name);
    let bench = Bench::new();
    let parts: [Part; 4] =
        [("tickets", Bench::tickets), ("cases", Bench::cases), ("entries", Bench::entries), ("beside", Bench::beside)];
    parts.iter().filter(|(name, _)| part(name)).for_each(|(_, measure)| measure(&bench));
}

/// A part of the bench, by name.
type Part = (&'static str, fn(&Bench));

/// What is judged, and what is taught first.
struct Bench {
    many: usize,
    texts: Vec<String>,
    /// Texts with the category they stand for: the library's first for the first in the file, and so on.
    cases: Vec<(String, usize)>,
}

impl Bench {
    fn new() -> Bench {
        let many = std::env::var("FENZHEN_BENCH_TICKETS").ok().and_then(|n| n.parse().ok()).unwrap_or(20_000);
        let library = kb::parse(&PackFiles::embedded()).library;
        let own = || library.entries.iter().flat_map(|entry| entry.cases.iter().map(|case| case.text.clone()));
        let texts: Vec<String> = match rows("FENZHEN_BENCH_BACKLOG") {
            Some(rows) => rows.iter().filter_map(|row| row["text"].as_str().map(str::to_owned)).collect(),
            None => own().collect(),
        };
        let mut categories: BTreeMap<String, usize> = BTreeMap::new();
        let cases = match rows("FENZHEN_BENCH_CASES") {
            Some(rows) => rows
                .iter()
                .filter_map(|row| {
                    let next = categories.len();
                    let category = *categories.entry(row["category"].as_str()?.to_owned()).or_insert(next);
                    Some((row["text"].as_str()?.to_owned(), category))
                })
                .collect(),
            None => own().enumerate().map(|(nth, text)| (format!("{text}（第 {nth} 次来电）"), nth % 7)).collect(),
        };
        let characters: usize = texts.iter().map(|text| text.chars().count()).sum();
        println!("{} different texts, {} characters each on average", texts.len(), characters / texts.len());
        Bench { many, texts, cases }
    }

    fn backlog(&self, many: usize) -> impl Iterator<Item = &String> {
        self.texts.iter().cycle().take(many)
    }

    /// Rate, share of the floor and memory against the number of tickets, with all cases taught.
    fn tickets(&self) {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let app = open(folder.path());
        self.teach(&app, 0, self.cases.len());
        println!("\n{} cases taught\ntickets   tickets/s   floor/s   of the floor   peak memory", self.cases.len());
        let mut first_peak = 0;
        for many in [self.many / 16, self.many / 4, self.many] {
            let floor = self.floor(many);
            let rate = run(&app, folder.path(), self.backlog(many), false);
            let peak = peak_rss_mb();
            println!("{many:>7}   {rate:>9.0}   {floor:>7.0}   {:>12.3}   {peak:>8} MB", rate / floor);
            first_peak = if first_peak == 0 { peak } else { first_peak };
            assert!(peak <= first_peak + 50, "memory grows with the number of tickets");
        }
    }

    /// Tickets a second of segmentation alone, on all cores.
    fn floor(&self, many: usize) -> f64 {
        let jieba = jieba_rs::Jieba::new();
        let backlog: Vec<&String> = self.backlog(many.min(50_000)).collect();
        let begun = Instant::now();
        let words: usize = backlog.par_iter().map(|text| black_box(jieba.cut_for_search(text, true)).len()).sum();
        assert!(words > backlog.len(), "texts have words");
        backlog.len() as f64 / begun.elapsed().as_secs_f64()
    }

    /// Rate against the number of cases.
    fn cases(&self) {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let app = open(folder.path());
        println!("\ncases   tickets/s   µs a ticket");
        let mut taught = 0;
        for many in [0, self.cases.len() / 16, self.cases.len() / 4, self.cases.len()] {
            self.teach(&app, taught, many);
            taught = many;
            line(many, run(&app, folder.path(), self.backlog(self.many / 4), false));
        }
    }

    /// Rate against the number of entries.
    fn entries(&self) {
        let material = Material::new();
        println!("\nentries   tickets/s   µs a ticket");
        for many in ENTRIES {
            let folder = tempfile::tempdir().expect("a temporary folder");
            revision(&folder.path().join("bench.db"), material.files(many).into_inner());
            let app = open(folder.path());
            assert_eq!(app.snapshot().library.entries.len(), material.library(many).entries.len());
            line(many, run(&app, folder.path(), self.backlog(self.many / 4), false));
        }
    }

    /// What a run does to the answers of a service on the same machine.
    fn beside(&self) {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let app = open(folder.path());
        self.teach(&app, 0, self.cases.len());
        let idle = self.ask(&app);
        let ended = AtomicBool::new(false);
        let busy = std::thread::scope(|scope| {
            scope.spawn(|| {
                run(&app, folder.path(), self.backlog(self.many), true);
                ended.store(true, Ordering::Relaxed);
            });
            let busy = self.ask(&app);
            assert!(!ended.load(Ordering::Relaxed), "the run lasted as long as the questions; take more tickets");
            busy
        });
        println!("\nsuggest   p50 µs   p99 µs\nidle      {:>6}   {:>6}\nbeside    {:>6}   {:>6}", idle.0, idle.1, busy.0, busy.1);
        println!("a run makes the slowest hundredth {:.2} times as slow", busy.1 as f64 / idle.1 as f64);
    }

    /// Microseconds of a suggestion: the median and the slowest hundredth.
    fn ask(&self, app: &App) -> (u128, u128) {
        let ask = |text: &String| {
            let begun = Instant::now();
            black_box(
                app.desk()
                    .suggest(Complaint { text: text.clone(), ..Complaint::default() }, SuggestOptions::default())
                    .expect("an answer"),
            );
            begun.elapsed().as_micros()
        };
        let mut times: Vec<u128> = self.backlog(ASKED).map(ask).collect();
        times.sort_unstable();
        (times[ASKED / 2], times[ASKED * 99 / 100])
    }

    /// Teaches the cases from `from` up to `to`, and waits until they are learned.
    fn teach(&self, app: &App, from: usize, to: usize) {
        let categories: Vec<String> = app.snapshot().library.taxonomy.categories.iter().map(|c| c.id.clone()).collect();
        for (text, category) in &self.cases[from..to] {
            let request = json!({"text": text, "verdict": "corrected", "category": categories[*category]});
            let request: FeedbackRequest = serde_json::from_value(request).expect("feedback");
            // A text that stands twice in the file may contradict itself: it is taught once.
            let _ = app.cases().submit(&request.into(), None);
        }
        app.settled();
    }
}

/// The shipped library, or what is left of it without entries.
fn open(folder: &Path) -> App {
    let db = folder.join("bench.db");
    if std::env::var_os("FENZHEN_BENCH_BARE").is_some() && !db.exists() {
        let files = PackFiles::embedded().into_inner().into_iter().filter(|(path, _)| !path.starts_with("entries/"));
        revision(&db, files.collect());
    }
    let settings = Settings { db, keep_tickets: false, ..Settings::default() };
    App::open(settings, Clock::System).expect("it opens")
}

/// Makes a database with these files as its first revision.
fn revision(db: &Path, files: BTreeMap<String, String>) {
    let changes: Vec<Change> = files.into_iter().map(|(path, content)| Change { path, content: Some(content) }).collect();
    let store = Store::open(db).expect("a database");
    store.write(|dao| dao.append_revision(Timestamp::UNIX_EPOCH, "bench", "", &changes)).expect("revision 1");
}

fn line(many: usize, rate: f64) {
    println!("{many:>7}   {rate:>9.0}   {:>11.0}", 1e6 / rate);
}

/// Runs a backlog and gives tickets a second, reading and reporting included.
fn run<'a>(app: &App, folder: &Path, backlog: impl Iterator<Item = &'a String>, beside_service: bool) -> f64 {
    let (input, out) = (folder.join("backlog.jsonl"), folder.join("run"));
    // Line by line: what the bench itself holds would be counted as the run's memory.
    let mut file = BufWriter::new(File::create(&input).expect("a file"));
    let mut many = 0;
    for text in backlog {
        writeln!(file, "{}", json!({"id": many, "text": text})).expect("a line");
        many += 1;
    }
    file.flush().expect("a whole file");
    drop(file);
    // There may be none yet.
    let _ = std::fs::remove_dir_all(&out);
    let begun = Instant::now();
    let control = Control { stop: &AtomicBool::new(false), progress: &|_| {}, beside_service };
    let ended = app.runs().run(&RunRequest { input, out, ..RunRequest::default() }, &control);
    let Ok(Ended::Done(report)) = ended else { panic!("{ended:?}") };
    assert_eq!((report.tickets, report.problems.count), (many, 0));
    many as f64 / begun.elapsed().as_secs_f64()
}

/// The rows of the JSON Lines file that a variable names.
fn rows(variable: &str) -> Option<Vec<Value>> {
    let lines = std::fs::read_to_string(std::env::var(variable).ok()?).expect("a file of rows");
    Some(lines.lines().map(|line| serde_json::from_str(line).expect("a row")).collect())
}

/// The high-water mark of resident memory, as Linux tells it.
fn peak_rss_mb() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default();
    line.split_whitespace().next().and_then(|kb| kb.parse::<u64>().ok()).unwrap_or(0) / 1024
}

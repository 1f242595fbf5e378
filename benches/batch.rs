//! Batch runs: tickets a second beside segmentation alone (the floor), memory against the number of tickets, cost against
//! the number of cases, and what a run does to the answers of a service on the same machine.
//!
//! `FENZHEN_BENCH_TICKETS` says how many (20,000 unless told), `FENZHEN_BENCH_BACKLOG` names a JSON Lines file to repeat
//! instead of the pack's own cases.

use std::fs::File;
use std::hint::black_box;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use fenzhen::app::batch::{Control, Ended, RunRequest};
use fenzhen::app::v1::{FeedbackRequest, SuggestRequest};
use fenzhen::app::{App, Clock, Settings};
use fenzhen::kb::{self, PackFiles};
use rayon::prelude::*;
use serde_json::json;

/// Suggestions timed while idle, and while a run is on.
const ASKED: usize = 2_000;

fn main() {
    let tickets: usize = std::env::var("FENZHEN_BENCH_TICKETS").ok().and_then(|n| n.parse().ok()).unwrap_or(20_000);
    let folder = tempfile::tempdir().expect("a temporary folder");
    let app = App::open(Settings { db: folder.path().join("bench.db"), ..Settings::default() }, Clock::System).expect("it opens");
    let texts = texts();
    let characters: usize = texts.iter().map(|text| text.chars().count()).sum();
    println!("{} different texts, {} characters each on average", texts.len(), characters / texts.len());

    println!("\ntickets   tickets/s   of the floor   peak memory");
    let mut first_peak = 0;
    for many in [tickets / 8, tickets / 4, tickets / 2, tickets] {
        let backlog: Vec<&String> = texts.iter().cycle().take(many).collect();
        let begun = Instant::now();
        let jieba = jieba_rs::Jieba::new();
        let loaded = begun.elapsed();
        let words: usize = backlog.par_iter().map(|text| black_box(jieba.cut_for_search(text, true)).len()).sum();
        let floor = many as f64 / (begun.elapsed() - loaded).as_secs_f64();
        assert!(words > many, "texts have words");
        drop(jieba);
        let rate = run(&app, folder.path(), &backlog, false);
        let peak = peak_rss_mb();
        println!("{many:>7}   {rate:>9.0}   {:>12.3}   {peak:>6} MB", rate / floor);
        first_peak = if first_peak == 0 { peak } else { first_peak };
        assert!(peak <= first_peak + 50, "memory grows with the number of tickets");
    }

    println!("\ncases   tickets/s");
    let backlog: Vec<&String> = texts.iter().cycle().take(tickets / 8).collect();
    let mut taught = 0;
    for cases in [0, 100, 200, 400] {
        while taught < cases {
            let text = Some(format!("{}（第 {taught} 次来电）", texts[taught % texts.len()]));
            let request = json!({"text": text, "verdict": "corrected", "category": "civic/utilities/water"});
            let request: FeedbackRequest = serde_json::from_value(request).expect("feedback");
            app.feedback(&request, None).expect("it is taken");
            taught += 1;
        }
        app.settled();
        println!("{cases:>5}   {:>9.0}", run(&app, folder.path(), &backlog, false));
    }

    let ask = || {
        let mut times: Vec<u128> = texts
            .iter()
            .cycle()
            .take(ASKED)
            .map(|text| {
                let begun = Instant::now();
                black_box(
                    app.suggest(SuggestRequest { text: text.clone(), ..SuggestRequest::default() }, false).expect("an answer"),
                );
                begun.elapsed().as_micros()
            })
            .collect();
        times.sort_unstable();
        (times[ASKED / 2], times[ASKED * 99 / 100])
    };
    let idle = ask();
    let ended = AtomicBool::new(false);
    let backlog: Vec<&String> = texts.iter().cycle().take(tickets).collect();
    let busy = std::thread::scope(|scope| {
        scope.spawn(|| {
            run(&app, folder.path(), &backlog, true);
            ended.store(true, Ordering::Relaxed);
        });
        let busy = ask();
        assert!(!ended.load(Ordering::Relaxed), "the run lasted as long as the questions; take more tickets");
        busy
    });
    println!("\nsuggest   p50 µs   p99 µs\nidle      {:>6}   {:>6}\nbeside    {:>6}   {:>6}", idle.0, idle.1, busy.0, busy.1);
    println!("a run makes the slowest hundredth {:.2} times as slow", busy.1 as f64 / idle.1 as f64);
}

/// Runs a backlog and gives tickets a second, reading and reporting included.
fn run(app: &App, folder: &Path, backlog: &[&String], beside_service: bool) -> f64 {
    let (input, out) = (folder.join("backlog.jsonl"), folder.join("run"));
    // Line by line: what the bench itself holds would be counted as the run's memory.
    let mut file = BufWriter::new(File::create(&input).expect("a file"));
    for (id, text) in backlog.iter().enumerate() {
        writeln!(file, "{}", json!({"id": id, "text": text})).expect("a line");
    }
    file.flush().expect("a whole file");
    drop(file);
    // There may be none yet.
    let _ = std::fs::remove_dir_all(&out);
    let begun = Instant::now();
    let control = Control { stop: &AtomicBool::new(false), progress: &|_| {}, beside_service };
    let ended = app.batch_run(&RunRequest { input, out, ..RunRequest::default() }, &control);
    let Ok(Ended::Done(report)) = ended else { panic!("{ended:?}") };
    assert_eq!((report.tickets, report.problems.count), (backlog.len() as u64, 0));
    backlog.len() as f64 / begun.elapsed().as_secs_f64()
}

fn texts() -> Vec<String> {
    let Ok(path) = std::env::var("FENZHEN_BENCH_BACKLOG") else {
        let library = kb::parse(&PackFiles::embedded()).library;
        return library.entries.iter().flat_map(|entry| entry.cases.iter().map(|case| case.text.clone())).collect();
    };
    let lines = std::fs::read_to_string(path).expect("a backlog");
    let text = |line: &str| serde_json::from_str::<serde_json::Value>(line).ok()?["text"].as_str().map(str::to_owned);
    lines.lines().filter_map(text).collect()
}

/// The high-water mark of resident memory, as Linux tells it.
fn peak_rss_mb() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default();
    line.split_whitespace().next().and_then(|kb| kb.parse::<u64>().ok()).unwrap_or(0) / 1024
}

//! A run that was stopped, killed or cut off goes on, and ends with the same bytes.

use std::fs;
use std::path::Path;
use std::process::{Child, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use fenzhen::app::runs::{Control, Ended, RunRequest};

use crate::support::program::run;
use crate::support::rng::Rng;

use super::fixture::{Desk, backlog, finished};

const FILES: [&str; 4] = ["results.jsonl", "results.csv", "report.json", "report.html"];
/// How long anything may take before a test gives up; far more than it ever needs.
const PATIENCE: Duration = Duration::from_secs(60);

fn files(dir: &Path) -> Vec<Vec<u8>> {
    FILES.iter().map(|name| fs::read(dir.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))).collect()
}

/// Waits until a file has so many bytes, or the process has ended by itself; says whether it still runs.
fn grown(child: &mut Child, path: &Path, bytes: u64) -> bool {
    let begun = Instant::now();
    while fs::metadata(path).map_or(0, |meta| meta.len()) < bytes {
        if child.try_wait().expect("a process").is_some() {
            return false;
        }
        assert!(begun.elapsed() < PATIENCE, "the run does not get on");
        std::thread::yield_now();
    }
    true
}

#[test]
fn killed_at_fifty_points_and_resumed_a_run_ends_with_the_same_bytes() {
    let desk = Desk::new();
    // Each start gets some chunks further before it is killed again.
    let input = desk.write("backlog.jsonl", backlog(8_000));
    finished(&desk.app(), &RunRequest { input, out: desk.path("calm"), with_csv: true, ..RunRequest::default() });
    let calm = files(&desk.path("calm"));
    let whole = calm[0].len() as u64;
    let part = desk.path("killed/results.jsonl.part");
    let (mut rng, mut kills, mut midway, mut quicker) = (Rng(7), 0, 0, 0);
    while kills < 50 || midway < 40 {
        // Killed before it had said what it is to do: it is begun again where it was.
        let begun = ["run.json", "request.json"].iter().any(|name| desk.path("killed").join(name).is_file());
        let run = ["batch", "run", "backlog.jsonl", "--csv", "--out", "killed"];
        let mut command = desk.command(if begun { &["batch", "resume", "killed"] } else { &run });
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("it starts");
        let before = fs::metadata(&part).map_or(0, |meta| meta.len());
        // The first kills come before there is a row, the others anywhere up to a fiftieth further.
        let target = if kills < 3 { kills } else { before + 1 + rng.below(whole / 50) };
        if !grown(&mut child, &part, target) {
            // It was quicker than we were: that is one more to compare, and a new one to kill.
            assert!(child.wait().expect("it ends").success(), "a resumed run ends well");
            assert!(files(&desk.path("killed")) == calm, "the bytes differ after {kills} kills");
            fs::remove_dir_all(desk.path("killed")).expect("a folder");
            quicker += 1;
            assert!(quicker < 50, "{kills} kills, {midway} of them in the middle of the rows");
            continue;
        }
        child.kill().expect("a signal");
        child.wait().expect("it ends");
        kills += 1;
        midway += u64::from(fs::metadata(&part).is_ok_and(|meta| meta.len() > 0 && meta.len() < whole));
    }
    desk.run(&["batch", "resume", "killed"]).ok();
    assert!(files(&desk.path("killed")) == calm, "the bytes differ");
}

#[test]
fn whatever_a_power_cut_left_of_the_rows_the_run_ends_with_the_same_bytes() {
    let desk = Desk::new();
    let app = desk.app();
    let input = desk.write("backlog.jsonl", backlog(300));
    finished(&app, &RunRequest { input, out: desk.path("run"), with_csv: true, ..RunRequest::default() });
    let calm = files(&desk.path("run"));
    let mut rng = Rng(11);
    for round in 0..50 {
        let cut = usize::try_from(rng.below(calm[0].len() as u64)).expect("a size");
        let mut left = calm[0][..cut].to_vec();
        match round % 3 {
            // Blocks the disk had no time to fill, or filled with something else.
            0 => left.extend(std::iter::repeat_n(0, 700)),
            1 => left.extend_from_slice(b"\x00rubbish\n{\"row\":1,\"line\":1}\nrubbish\n"),
            _ => {}
        }
        for name in FILES {
            fs::remove_file(desk.path("run").join(name)).expect("a file");
        }
        fs::write(desk.path("run/results.jsonl.part"), left).expect("a file");
        let control = Control { stop: &AtomicBool::new(false), progress: &|_| {}, beside_service: false };
        let ended = app.runs().resume_folder(&desk.path("run"), &control);
        assert!(matches!(ended, Ok(Ended::Done(_))), "{:?}", ended.err());
        assert!(files(&desk.path("run")) == calm, "cut at {cut} in round {round}");
    }
}

#[test]
fn control_c_stops_a_run_where_it_can_be_resumed() {
    let desk = Desk::new();
    desk.write("backlog.jsonl", backlog(20_000));
    let mut command = desk.command(&["batch", "run", "backlog.jsonl", "--csv", "--out", "stopped"]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts");
    assert!(grown(&mut child, &desk.path("stopped/results.jsonl.part"), 1), "it runs");
    let interrupt = std::process::Command::new("kill").args(["-INT", &child.id().to_string()]).status();
    assert!(interrupt.expect("kill").success());
    let output = child.wait_with_output().expect("it ends");
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("fenzhen batch resume stopped"), "{said}");
    let (_, status) = desk.json(&["batch", "status", "stopped"]);
    let rows = status["rows"].as_u64().expect("a count");
    assert!(status["state"] == "stopped" && rows > 0 && rows < 20_000, "{status}");
    // The rest would only take time: what is missing is judged once, and the beginning is not judged again.
    let before = fs::read(desk.path("stopped/results.jsonl.part")).expect("rows");
    desk.run(&["batch", "resume", "stopped"]).ok();
    let after = fs::read(desk.path("stopped/results.jsonl")).expect("rows");
    assert!(after.starts_with(&before), "what was judged stays");
    assert_eq!(after.iter().filter(|byte| **byte == b'\n').count(), 20_000);
}

#[test]
fn without_a_terminal_progress_is_told_in_plain_lines() {
    let desk = Desk::new();
    desk.write("backlog.jsonl", backlog(2_000));
    let ran = run(&mut desk.command(&["batch", "run", "backlog.jsonl", "--out", "run"]));
    assert!(ran.stderr.contains("100%") && ran.stderr.contains("/s") && !ran.stderr.contains('\u{1b}'), "{}", ran.stderr);
    ran.ok();
}

#[test]
fn a_run_goes_on_with_the_library_and_the_cases_it_began_with() {
    let desk = Desk::new();
    let input = desk.write("backlog.jsonl", backlog(600));
    finished(&desk.app(), &RunRequest { input: input.clone(), out: desk.path("calm"), with_csv: true, ..RunRequest::default() });
    // Stopped after the first chunk.
    let stop = AtomicBool::new(false);
    let control = Control { stop: &stop, progress: &|_| stop.store(true, Ordering::Relaxed), beside_service: false };
    let request = RunRequest { input, out: desk.path("run"), with_csv: true, ..RunRequest::default() };
    assert!(matches!(desk.app().runs().run(&request, &control), Ok(Ended::Stopped(progress)) if progress.rows < 600));
    // The library loses an entry, and somebody teaches a case.
    desk.edit("entries/bank/card-lost.toml", None);
    desk.run(&["feedback", "番茄炒蛋", "--verdict", "corrected", "--category", "civic/utilities/water"]).ok();
    desk.run(&["batch", "resume", "run"]).ok();
    assert!(files(&desk.path("run")) == files(&desk.path("calm")), "the bytes differ");
}

#[test]
fn a_run_is_not_resumed_on_another_input_or_by_two_at_once() {
    let desk = Desk::new();
    let app = desk.app();
    let input = desk.write("backlog.jsonl", backlog(300));
    let busy = AtomicBool::new(false);
    let stop = AtomicBool::new(false);
    let control = Control {
        stop: &stop,
        progress: &|_| {
            // While this run is under way, another process is turned away.
            let refused = desk.run(&["batch", "resume", "run"]).refused();
            busy.store(refused.contains("another process"), Ordering::Relaxed);
            stop.store(true, Ordering::Relaxed);
        },
        beside_service: false,
    };
    let request = RunRequest { input, out: desk.path("run"), ..RunRequest::default() };
    assert!(matches!(app.runs().run(&request, &control), Ok(Ended::Stopped(_))));
    assert!(busy.load(Ordering::Relaxed), "two processes must not write into one folder");
    desk.write("backlog.jsonl", backlog(301));
    let refused = desk.run(&["batch", "resume", "run"]).refused();
    assert!(refused.contains("not the file the run began with"), "{refused}");
    let refused = desk.run(&["batch", "run", "backlog.jsonl", "--out", "run"]).refused();
    assert!(refused.contains("not empty"), "{refused}");
}

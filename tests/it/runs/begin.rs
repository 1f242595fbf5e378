//! A run that ended before it had a plan goes on, or is begun again: nothing it left stands in the way.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

use fenzhen::app::runs::RunRequest;
use serde_json::json;

use crate::support::service::Service;

use super::fixture::{Desk, backlog, finished};
use super::service::{post, send, serve, until};

const FILES: [&str; 4] = ["results.jsonl", "results.csv", "report.json", "report.html"];
/// How long anything may take before a test gives up; far more than it ever needs.
const PATIENCE: Duration = Duration::from_secs(60);

#[track_caller]
fn same(one: &Path, other: &Path) {
    for name in FILES {
        let read = |dir: &Path| fs::read(dir.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert!(read(one) == read(other), "{name} differs");
    }
}

/// Waits until a file is there.
#[track_caller]
fn appeared(path: &Path) {
    let begun = Instant::now();
    while !path.exists() {
        assert!(begun.elapsed() < PATIENCE, "{} never comes", path.display());
        std::thread::yield_now();
    }
}

/// A desk with a run `first` of a library that has changed since: comparing with it, as of then, takes its time before
/// there is a plan.
fn changed() -> Desk {
    let desk = Desk::new();
    desk.write("backlog.jsonl", backlog(300));
    desk.run(&["batch", "run", "backlog.jsonl", "--out", "first"]).ok();
    desk.edit("entries/bank/card-lost.toml", None);
    desk
}

/// What to compare with, and as of when.
const AS_THEN: [&str; 5] = ["--before", "first", "--as-of", "2", "--csv"];
/// How often a run may be quicker than its killer.
const TRIES: u32 = 20;

/// Starts a run into `out` and kills it as soon as a file is there, before it has a plan.
#[track_caller]
fn killed_at(desk: &Desk, input: &str, stdin: &[u8], out: &str, file: &str) {
    let dir = desk.path(out);
    for _ in 0..TRIES {
        let _ = fs::remove_dir_all(&dir);
        let mut command = desk.command(&[&["batch", "run", input, "--out", out][..], &AS_THEN].concat());
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("it starts");
        let mut pipe = child.stdin.take().expect("a pipe");
        // One that reads a file does not read this.
        let _ = pipe.write_all(stdin);
        drop(pipe);
        appeared(&dir.join(file));
        child.kill().expect("a signal");
        child.wait().expect("it ends");
        if !dir.join("run.json").exists() {
            return;
        }
    }
    panic!("no run was killed in time");
}

#[test]
fn killed_before_it_has_a_plan_a_run_goes_on_or_is_begun_again_in_its_folder() {
    let desk = changed();
    let run = |out: &str| desk.run(&[&["batch", "run", "backlog.jsonl", "--out", out][..], &AS_THEN].concat());
    run("calm").ok();
    for file in [".lock", "request.json", "before.jsonl"] {
        let out = format!("resumed{file}");
        killed_at(&desk, "backlog.jsonl", b"", &out, file);
        let resumed = desk.run(&["batch", "resume", &out]);
        if file == ".lock" && resumed.code == Some(2) {
            // It had not even written down what it was to do: what it says is how to begin again.
            assert!(resumed.stderr.contains("fenzhen batch run FILE --out DIR"), "{resumed:?}");
            run(&out).ok();
        } else {
            resumed.ok();
        }
        same(&desk.path(&out), &desk.path("calm"));
    }
    // Nothing that was left stands in the way of beginning again, either.
    killed_at(&desk, "backlog.jsonl", b"", "again", "before.jsonl");
    run("again").ok();
    same(&desk.path("again"), &desk.path("calm"));
}

#[test]
fn what_came_on_standard_input_outlives_a_kill_before_the_plan() {
    let desk = changed();
    let lines = backlog(300);
    let run = [&["batch", "run", "-", "--out", "calm"][..], &AS_THEN].concat();
    crate::support::program::run_with(&mut desk.command(&run), lines.as_bytes()).ok();
    killed_at(&desk, "-", lines.as_bytes(), "killed", "before.jsonl");
    let (_, status) = desk.json(&["batch", "status", "killed"]);
    assert_eq!((&status["state"], &status["rows"]), (&json!("stopped"), &json!(0)), "{status}");
    desk.run(&["batch", "resume", "killed"]).ok();
    same(&desk.path("killed"), &desk.path("calm"));
    // Killed as soon as it was kept, it can be named like any other file.
    killed_at(&desk, "-", lines.as_bytes(), "kept", "input");
    let _ = fs::remove_file(desk.path("kept/request.json"));
    let told = desk.run(&["batch", "resume", "kept"]).refused();
    assert!(told.contains("fenzhen batch run DIR/input --out DIR"), "{told}");
    desk.run(&["batch", "run", "kept/input", "--out", "kept"]).ok();
}

#[test]
fn a_run_that_is_refused_stands_in_nobodys_way() {
    let desk = changed();
    desk.write("silent.csv", "id,text\n1,停电了\n");
    fs::create_dir(desk.path("torn")).expect("a folder");
    let results = fs::read_to_string(desk.path("first/results.jsonl")).expect("results");
    desk.write("torn/results.jsonl", results + "rubbish\n");
    for before in ["nowhere", "silent.csv", "torn"] {
        desk.run(&["batch", "run", "backlog.jsonl", "--before", before]).refused();
        desk.run(&["batch", "run", "backlog.jsonl", "--before", before, "--out", "named"]).refused();
    }
    desk.run(&["batch", "run", "backlog.jsonl", "--before", "first", "--csv", "--out", "named"]).ok();
    desk.run(&["batch", "run", "backlog.jsonl", "--before", "first", "--csv"]).ok();
    same(&desk.path("named"), &desk.path("backlog-run-1"));
    let refused = desk.run(&["batch", "run", "nope.csv"]).refused();
    assert!(refused.contains("nope.csv"), "{refused}");
    assert!(!desk.path("nope-run-1").exists(), "an input that is not there leaves no folder behind");
}

#[test]
fn a_folder_with_somebody_elses_files_is_left_alone() {
    let desk = Desk::new();
    desk.write("backlog.jsonl", backlog(1));
    for name in ["before.jsonl", "input", "notes.txt"] {
        fs::create_dir_all(desk.path("theirs")).expect("a folder");
        desk.write(&format!("theirs/{name}"), "mine");
        for _ in 0..2 {
            let refused = desk.run(&["batch", "run", "backlog.jsonl", "--out", "theirs"]).refused();
            assert!(refused.contains("not empty"), "{refused}");
        }
        let left: Vec<_> = fs::read_dir(desk.path("theirs")).expect("a folder").flatten().map(|file| file.file_name()).collect();
        assert_eq!(left, [name], "nothing is taken away and nothing put there");
        fs::remove_dir_all(desk.path("theirs")).expect("a folder");
    }
}

#[test]
fn a_run_of_the_service_that_was_killed_before_it_had_a_plan_is_resumed() {
    let desk = Desk::new();
    // As of revision 2, newer knowledge has to be left out first.
    desk.edit("entries/bank/card-lost.toml", None);
    let mut service = serve(desk);
    let sent = |service: &Service, options: &str| {
        let sent = send(service, options, backlog(7).as_bytes()).json();
        sent["id"].as_str().expect("an id").to_owned()
    };
    let first = sent(&service, "?name=one");
    until(&service, &first, |status| status["state"] == "done");
    for _ in 0..TRIES {
        let id = sent(&service, &format!("?name=two&before={first}&as_of=2"));
        let folder = service.folder().join("fenzhen.db.runs").join(&id);
        appeared(&folder.join("before.jsonl"));
        let left = service.left_behind();
        let in_time = !folder.join("run.json").exists();
        service = Service::start_in(left, "127.0.0.1:0", &[]);
        if !in_time {
            continue;
        }
        assert_eq!(service.get(&format!("/api/v1/runs/{id}")).json()["state"], "stopped");
        assert_eq!(post(&service, &format!("/api/v1/runs/{id}/resume")).status, 202);
        let done = until(&service, &id, |status| status["state"] == "done");
        assert_eq!((&done["rows"], &done["before"]), (&json!(7), &json!(first)), "{done}");
        return;
    }
    panic!("no run was killed in time");
}

#[test]
fn a_plan_is_all_that_is_left_of_what_was_asked_for() {
    let desk = Desk::new();
    let input = desk.write("backlog.jsonl", backlog(3));
    finished(&desk.app(), &RunRequest { input, out: desk.path("run"), ..RunRequest::default() });
    assert!(desk.path("run/run.json").exists() && !desk.path("run/request.json").exists());
}

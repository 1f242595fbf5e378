//! The command as a person or a script uses it: what it prints, what it leaves behind, and how it refuses.

use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::net::TcpListener;
use std::path::Path;
use std::time::Duration;

use serde_json::{Value, json};

use crate::support::contract::{holds, timeless};
use crate::support::program::{COMPLAINT, fenzhen, folder, run, run_with};
use crate::support::service::{Response, Service, request, shared};

/// What a person reads, without what the clock decides, and without weights, which move with every edit of the pack.
fn without_figures(text: &str) -> String {
    let replaced = |text: String, pattern, by| regex::Regex::new(pattern).expect("a pattern").replace_all(&text, by).into_owned();
    let text = replaced(text.to_owned(), r"\d\d-\d\d \d\d:\d\d", "MM-DD hh:mm");
    let text = replaced(text, r"\d+\.\d 毫秒", "T 毫秒");
    let text = replaced(text, r"[0-9a-f]{8}(-[0-9a-f]{4,12}){4}", "TICKET");
    let text = replaced(text, r"\d+%", "P%");
    replaced(text, r"([+-]|合计 )\d+\.\d", "${1}W")
}

#[test]
fn the_first_command_creates_the_database_and_prints_a_suggestion() {
    let folder = folder();
    let ran = run(&mut fenzhen(folder.path(), &["suggest", COMPLAINT]));
    assert_eq!(ran.stderr, "");
    insta::with_settings!({ omit_expression => true }, { insta::assert_snapshot!(without_figures(&ran.ok())) });
    assert!(folder.path().join("fenzhen.db").is_file());
}

#[test]
fn no_match_is_said_plainly_and_leads_to_no_steps() {
    let printed = run(&mut fenzhen(folder().path(), &["suggest", "今天天气真好，想去公园走走"])).ok();
    assert!(printed.contains("经验库里没有"), "{printed}");
    assert!(!printed.contains("责任部门") && !printed.contains("话术"), "{printed}");
}

#[test]
fn json_prints_the_object_that_the_service_sends() {
    let printed = run(&mut fenzhen(folder().path(), &["suggest", "--json", "--title", "报修", COMPLAINT])).ok();
    let printed: Value = serde_json::from_str(&printed).expect("JSON");
    holds(&printed, "报修", COMPLAINT);
    let sent = shared().suggest(&json!({"title": "报修", "text": COMPLAINT}), "").suggestion();
    assert_eq!(timeless(printed), timeless(sent));
}

#[test]
fn text_comes_from_standard_input_too() {
    let folder = folder();
    let judged = |args: &[&str], input: &str| {
        let printed = run_with(&mut fenzhen(folder.path(), args), input.as_bytes()).ok();
        timeless(serde_json::from_str(&printed).expect("JSON"))
    };
    let given = judged(&["suggest", "--json", COMPLAINT], "");
    assert_eq!(judged(&["suggest", "--json", "-"], COMPLAINT), given);
    assert_eq!(judged(&["suggest", "--json"], COMPLAINT), given);
    // A line break at the end, as `echo` adds one, moves no span.
    assert_eq!(judged(&["suggest", "--json", "-"], &format!("{COMPLAINT}\n")), given);
}

#[test]
fn input_that_cannot_be_read_is_refused_with_a_way_out() {
    let folder = folder();
    let suggest = |input: &[u8]| run_with(&mut fenzhen(folder.path(), &["suggest", "-"]), input).refused();
    let refused = suggest(b"\xb6\xcf\xcd\xf8");
    assert!(refused.contains("not UTF-8") && refused.contains("iconv"), "{refused}");
    let refused = suggest("断网".repeat(1_000_000).as_bytes());
    assert!(
        refused.contains("200000 characters") || refused.contains("larger than"),
        "too long is not a matter of encoding: {refused}"
    );
    for empty in ["", " \n"] {
        let refused = suggest(empty.as_bytes());
        assert!(refused.contains("no text"), "{refused}");
    }
}

#[test]
fn the_database_is_the_flag_s_before_the_variable_s_before_the_file_s() {
    let folder = folder();
    std::fs::write(folder.path().join("fenzhen.toml"), "db = \"file.db\"\n").expect("a file");
    let made = |args: &[&str], variable: Option<&str>| {
        let args = [&["suggest", "--config", "fenzhen.toml", "断网"], args].concat();
        run(fenzhen(folder.path(), &args).envs(variable.map(|db| ("FENZHEN_DB", db)))).ok();
        let files = folder.path().read_dir().expect("a folder").map(|file| file.expect("a file").file_name());
        let new: Vec<String> = files.filter_map(|name| name.into_string().ok()).filter(|name| name.ends_with(".db")).collect();
        new.iter().for_each(|name| std::fs::remove_file(folder.path().join(name)).expect("it is gone"));
        new
    };
    assert_eq!(made(&[], None), ["file.db"]);
    assert_eq!(made(&[], Some("variable.db")), ["variable.db"]);
    assert_eq!(made(&["--db", "flag.db"], Some("variable.db")), ["flag.db"]);
}

#[test]
fn a_variable_may_hold_a_name_that_looks_like_a_number() {
    let folder = folder();
    run(fenzhen(folder.path(), &["suggest", "断网"]).env("FENZHEN_DB", "2026")).ok();
    assert!(folder.path().join("2026").is_file());
}

#[test]
fn settings_that_cannot_be_used_are_refused_by_name() {
    let folder = folder();
    let refused = |settings: &str, variable: Option<(&str, &str)>| {
        std::fs::write(folder.path().join("my.toml"), settings).expect("a file");
        run(fenzhen(folder.path(), &["--config", "my.toml", "suggest", "断网"]).envs(variable)).refused()
    };
    let cases = [
        ("entries = 3\nentrys = 3", None, ["my.toml", "entrys"]),
        ("entries = \"many\"", None, ["my.toml", "entries"]),
        ("entries = 21", None, ["my.toml", "between 1 and 20"]),
        ("error_target = 1.5", None, ["my.toml", "error_target"]),
        ("max_body = 0", None, ["my.toml", "max_body"]),
        ("addr = \"here\"", None, ["my.toml", "addr"]),
        ("entries = = 3", None, ["my.toml", "line 1"]),
        ("entries = 3", Some(("FENZHEN_ENTRIES", "99")), ["FENZHEN_ENTRIES", "between 1 and 20"]),
        ("entries = 3", Some(("FENZHEN_ENTRIES", "many")), ["FENZHEN_ENTRIES", "many"]),
    ];
    for (settings, variable, words) in cases {
        let said = refused(settings, variable);
        words.iter().for_each(|word| assert!(said.contains(word), "{settings:?} {variable:?} should name {word:?}: {said}"));
    }
    let missing = run(&mut fenzhen(folder.path(), &["--config", "none.toml", "suggest", "断网"])).refused();
    assert!(missing.contains("none.toml"), "{missing}");
    assert!(!folder.path().join("fenzhen.db").exists(), "nothing is made before the settings are right");
}

#[test]
fn an_error_is_said_once() {
    let folder = folder();
    let refused = run(&mut fenzhen(folder.path(), &["--config", "none.toml", "suggest", "断网"])).refused();
    assert_eq!(refused.matches("No such file").count(), 1, "{refused}");
    std::fs::write(folder.path().join("junk.db"), "no database, but long enough to have a header of some kind").expect("a file");
    let refused = run(&mut fenzhen(folder.path(), &["--db", "junk.db", "suggest", "断网"])).refused();
    assert_eq!(refused.matches("not a database").count(), 1, "{refused}");
}

#[test]
fn a_log_that_is_no_terminal_carries_no_colours() {
    let ran = run(fenzhen(folder().path(), &["suggest", "断网"]).env("FENZHEN_LOG", "info"));
    assert!(ran.stderr.contains("library ready") && !ran.stderr.contains('\u{1b}'), "{:?}", ran.stderr);
    assert!(!ran.stdout.contains('\u{1b}'));
}

#[test]
fn the_checks_are_listed_each_with_its_promise() {
    let listed = run(&mut fenzhen(folder().path(), &["kb", "check", "--list"])).ok();
    let codes: Vec<&str> = listed.lines().filter_map(|line| line.split_whitespace().next()).collect();
    assert!(codes.contains(&"case-fails") && codes.contains(&"baseline-answers"), "{listed}");
    assert_eq!(codes.len(), codes.iter().collect::<std::collections::BTreeSet<_>>().len(), "each once: {listed}");
    for line in listed.lines() {
        assert!(line.split_once(' ').is_some_and(|(_, promise)| promise.trim().len() > 10), "{line:?} promises something");
    }
}

/// All files below a folder, by their path in it.
fn files(root: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![root.to_owned()];
    while let Some(next) = folders.pop() {
        for path in next.read_dir().expect("a folder").map(|file| file.expect("a file").path()) {
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(root).expect("below").to_string_lossy().into_owned();
                found.insert(name, std::fs::read(&path).expect("a file"));
            }
        }
    }
    found
}

#[test]
fn an_export_of_a_new_database_is_the_shipped_pack_byte_for_byte() {
    let folder = folder();
    run(&mut fenzhen(folder.path(), &["kb", "export", "out/pack"])).ok();
    let shipped = files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("kb"));
    let exported = files(&folder.path().join("out/pack"));
    assert_eq!(shipped.keys().collect::<Vec<_>>(), exported.keys().collect::<Vec<_>>());
    for (path, content) in shipped {
        assert_eq!(exported[&path], content, "{path}");
    }
}

#[test]
fn an_export_never_writes_among_what_is_there() {
    let folder = folder();
    std::fs::create_dir(folder.path().join("mine")).expect("a folder");
    std::fs::write(folder.path().join("mine/taxonomy.toml"), "mine").expect("a file");
    let refused = run(&mut fenzhen(folder.path(), &["kb", "export", "mine"])).refused();
    assert!(refused.contains("mine") && refused.contains("not empty"), "{refused}");
    assert_eq!(files(&folder.path().join("mine")), BTreeMap::from([("taxonomy.toml".to_owned(), b"mine".to_vec())]));
}

#[test]
fn a_taken_port_is_refused_with_a_way_out() {
    let taken = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let addr = taken.local_addr().expect("bound").to_string();
    let refused = run(&mut fenzhen(folder().path(), &["serve", "--addr", &addr])).refused();
    assert!(refused.contains(&addr) && refused.contains("--addr"), "{refused}");
}

#[test]
fn an_idle_service_stops_at_once_when_told_to_even_with_connections_open() {
    let service = Service::start(&[]);
    let silent = service.connect();
    let mut kept = service.connect();
    kept.write_all(&request("GET", "/healthz", &[("Connection", "keep-alive")], b"")).expect("open");
    assert_eq!(Response::read(&mut kept).status, 200);
    service.terminate();
    let (status, took) = service.stopped();
    assert_eq!(status.code(), Some(0), "{status}");
    assert!(took < Duration::from_secs(5), "{took:?}");
    drop((silent, kept));
}

#[test]
fn a_request_under_way_is_answered_before_the_service_stops() {
    let service = Service::start(&[]);
    let mut stream = service.connect();
    let body = json!({"text": COMPLAINT}).to_string();
    let sent =
        request("POST", "/api/v1/suggest", &[("Content-Type", "application/json"), ("Expect", "100-continue")], body.as_bytes());
    let (head, body) = sent.split_at(sent.len() - body.len());
    stream.write_all(head).expect("open");
    // The service asks for the body: the request is under way.
    let mut asked = [0; 25];
    stream.read_exact(&mut asked).expect("an interim answer");
    assert_eq!(&asked, b"HTTP/1.1 100 Continue\r\n\r\n");
    service.terminate();
    service.hear("stopping");
    stream.write_all(body).expect("still open");
    let suggestion = Response::read(&mut stream).suggestion();
    assert_eq!(suggestion["outcome"], "answer");
    assert_eq!(service.stopped().0.code(), Some(0));
}

//! What was learned is kept beside the database: it saves the next start the training, and never changes an answer.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::support::contract::timeless;
use crate::support::program::{COMPLAINT, fenzhen, folder, run};

/// One start of the program: what it answered, and whether it had learned that `now` or `earlier`.
fn start(folder: &Path) -> (Value, &'static str) {
    let ran = run(fenzhen(folder, &["suggest", "--json", COMPLAINT]).env("FENZHEN_LOG", "info"));
    let line = ran.stderr.lines().find(|line| line.contains("library ready")).unwrap_or_else(|| panic!("{}", ran.stderr));
    let learned = ["now", "earlier"].into_iter().find(|word| line.contains(&format!("learned=\"{word}\"")));
    let learned = learned.unwrap_or_else(|| panic!("{line}"));
    (timeless(serde_json::from_str(&ran.ok()).expect("JSON")), learned)
}

#[test]
fn the_second_start_learns_nothing_anew_and_answers_the_same() {
    let folder = folder();
    let first = start(folder.path());
    assert_eq!(first.1, "now");
    assert_eq!(start(folder.path()), (first.0, "earlier"));
}

#[test]
fn a_damaged_or_missing_file_is_learned_again_and_changes_no_answer() {
    let folder = folder();
    let file = folder.path().join("fenzhen.db.learned");
    let (expected, _) = start(folder.path());
    let whole = fs::read(&file).expect("a learned file");
    let mut flipped = whole.clone();
    let middle = whole.len() / 2;
    flipped[middle] ^= 0x55;
    for damaged in [&flipped[..], &whole[..middle], b"", b"not a model"] {
        fs::write(&file, damaged).expect("damage");
        assert_eq!(start(folder.path()), (expected.clone(), "now"));
        assert!(fs::read(&file).expect("a learned file") == whole, "the same lessons give the same bytes");
    }
    fs::remove_file(&file).expect("gone");
    assert_eq!(start(folder.path()), (expected, "now"));
}

#[test]
fn a_taught_case_is_learned_before_the_kept_model_is_used_again() {
    let folder = folder();
    let (_, learned) = start(folder.path());
    assert_eq!(learned, "now");
    let confirmed = ["feedback", COMPLAINT, "--verdict", "accepted"];
    run(&mut fenzhen(folder.path(), &confirmed)).ok();
    assert_eq!(start(folder.path()).0["model"].as_str().map(|m| m.ends_with("/1 cases")), Some(true));
}

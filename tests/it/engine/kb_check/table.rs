//! The table of checks and the packs that break them.

use std::collections::BTreeSet;

use fenzhen_engine::kb::{PACK_FILES, PackFiles, checks};

use crate::support::small_pack::{line_of, problems, sound_pack};

use super::breaks::{BREAKS, Break};

/// Codes whose broken packs are in other tests of this folder.
const ELSEWHERE: &[&str] = &["file-unreadable", "too-many-files"];

#[test]
fn the_fixture_has_no_problems() {
    assert_eq!(problems(&sound_pack()), []);
}

#[test]
fn every_break_makes_exactly_its_check_fire_once_at_its_line() {
    let mut failures = Vec::new();
    for Break { code, path, at, make } in BREAKS {
        let mut files = sound_pack();
        make(&mut files);
        let found = problems(&files);
        let line = at.map(|needle| line_of(&files, path, needle));
        let told = found.iter().map(|problem| (problem.code, problem.path.as_str(), problem.line));
        if !told.eq([(*code, *path, line)]) || found.iter().any(|p| p.help.is_empty() || p.message.is_empty()) {
            let found: Vec<String> = found.iter().map(ToString::to_string).collect();
            failures.push(format!("{code} at {path}:{line:?}, but found {found:#?}"));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn every_check_of_the_table_is_broken_by_a_test_and_no_other() {
    let named: Vec<&str> = checks().iter().map(|check| check.code).collect();
    let table: BTreeSet<&str> = named.iter().copied().collect();
    assert_eq!(named.len(), table.len(), "a code stands twice in the table");
    let tested: BTreeSet<&str> = BREAKS.iter().map(|b| b.code).chain(ELSEWHERE.iter().copied()).collect();
    assert_eq!(table, tested);
    assert!(table.len() >= 30);
    assert!(checks().iter().all(|check| !check.promise.is_empty()));
}

#[test]
fn too_many_files_is_said_once() {
    let files = PackFiles::new((0..=PACK_FILES).map(|nth| (format!("{nth}"), String::new())).collect());
    let found = problems(&files);
    assert_eq!(found.iter().filter(|problem| problem.code == "too-many-files").count(), 1);
}

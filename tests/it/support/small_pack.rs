//! A small pack without problems, and how to break it.

use std::path::{Path, PathBuf};

use fenzhen_engine::kb::{PackFiles, Problem, check, parse};

/// The file of the fixture's published entry.
pub const ENTRY: &str = "entries/telecom/light-modem.toml";
/// The file of its draft.
pub const DRAFT: &str = "entries/telecom/iptv.toml";

pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/support/pack")
}

pub fn sound_pack() -> PackFiles {
    let (files, problems) = PackFiles::from_dir(&folder()).expect("the fixture is there");
    assert_eq!(problems, []);
    files
}

pub fn problems(files: &PackFiles) -> Vec<Problem> {
    check(&parse(files))
}

/// Puts `to` where `from` first stands in a file.
pub fn swap(files: &mut PackFiles, path: &str, from: &str, to: &str) {
    let content = files.get(path).unwrap_or_else(|| panic!("the fixture has {path}")).to_owned();
    assert!(content.contains(from), "{path} has no {from:?}");
    files.insert(path, content.replacen(from, to, 1));
}

/// Adds text at the end of a file.
pub fn append(files: &mut PackFiles, path: &str, text: &str) {
    let content = files.remove(path).unwrap_or_default();
    files.insert(path, content + text);
}

/// The number, from 1, of the line where `needle` first stands.
pub fn line_of(files: &PackFiles, path: &str, needle: &str) -> u32 {
    let content = files.get(path).unwrap_or_default();
    let nth = content.lines().position(|line| line.contains(needle)).unwrap_or_else(|| panic!("{path} has no {needle:?}"));
    u32::try_from(nth + 1).expect("a small file")
}

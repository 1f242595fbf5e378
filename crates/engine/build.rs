//! The pack inside the program is read when the crate is compiled; a file added to `kb/` must compile it again.
//!
//! `FENZHEN_LEARNER` names the code that decides what a model looks like, so that one kept by another build of the
//! program is never mistaken for its own.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

/// What training depends on.
const LEARNER: [&str; 5] = ["src/text", "src/kb", "src/learn", "src/triage", "../../Cargo.lock"];

fn main() {
    println!("cargo::rerun-if-changed=../../kb");
    let mut files = Vec::new();
    for path in LEARNER {
        println!("cargo::rerun-if-changed={path}");
        gather(Path::new(path), &mut files);
    }
    files.sort();
    let mut hash = DefaultHasher::new();
    for file in files {
        (&file, fs::read(&file).unwrap_or_default()).hash(&mut hash);
    }
    println!("cargo::rustc-env=FENZHEN_LEARNER={:016x}", hash.finish());
}

fn gather(path: &Path, files: &mut Vec<PathBuf>) {
    match fs::read_dir(path) {
        Ok(folder) => folder.flatten().for_each(|entry| gather(&entry.path(), files)),
        Err(_) => files.push(path.to_owned()),
    }
}

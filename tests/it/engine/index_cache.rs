//! The index on disk is a cache: it is used while it fits, and whatever happens to it changes no answer.

use std::fs;
use std::path::{Path, PathBuf};

use fenzhen_engine::index::{Document, Hit, Home, Index, Origin, QueryTerm};
use serde_json::Value;

use crate::support::contract::timeless;
use crate::support::program::{COMPLAINT, fenzhen, folder, run};

/// One start of the program: what it answered, and whether it read its index or built it.
fn start(folder: &Path) -> (Value, String) {
    let ran = run(fenzhen(folder, &["suggest", "--json", COMPLAINT]).env("FENZHEN_LOG", "info"));
    let line = ran.stderr.lines().find(|line| line.contains("library ready")).unwrap_or_else(|| panic!("{}", ran.stderr));
    let origin = line.rsplit("index=").next().expect("an origin").to_owned();
    (timeless(serde_json::from_str(&ran.ok()).expect("JSON")), origin)
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = folder.read_dir().expect("a cache").map(|file| file.expect("a file").path()).collect();
    files.sort();
    files
}

#[test]
fn the_second_start_reads_what_the_first_built() {
    let folder = folder();
    let first = start(folder.path());
    assert_eq!(first.1, "Built");
    assert_eq!(start(folder.path()), (first.0, "Cached".to_owned()));
}

#[test]
fn a_damaged_cache_changes_no_answer_and_is_mended() {
    let folder = folder();
    let cache = folder.path().join("fenzhen.db.index");
    let (expected, _) = start(folder.path());
    for path in files(&cache) {
        let mut bytes = fs::read(&path).expect("a file");
        let middle = bytes.len() / 2;
        bytes.iter_mut().skip(middle).take(1).for_each(|byte| *byte ^= 0x55);
        fs::write(&path, bytes).expect("damage");
    }
    assert_eq!(start(folder.path()), (expected.clone(), "Built".to_owned()));
    assert_eq!(start(folder.path()), (expected, "Cached".to_owned()));
}

#[test]
fn a_cache_that_is_gone_or_something_else_changes_no_answer_and_is_made_anew() {
    let folder = folder();
    let cache = folder.path().join("fenzhen.db.index");
    let (expected, _) = start(folder.path());
    fs::remove_dir_all(&cache).expect("gone");
    fs::write(&cache, "a file where the folder was").expect("a file");
    assert_eq!(start(folder.path()), (expected.clone(), "Built".to_owned()));
    assert_eq!(start(folder.path()), (expected, "Cached".to_owned()));
    let beside: Vec<PathBuf> = files(folder.path());
    assert!(
        beside.iter().all(|path| ["fenzhen.db", "fenzhen.db.index", "fenzhen.db.learned"].iter().any(|n| path.ends_with(n))),
        "{beside:?}"
    );
}

/// Sixty small entries over thirty words, so that each search has far more hits than it may return.
fn documents() -> Vec<Document> {
    let word = |n: usize| format!("词{}", n % 30);
    let terms = |n: usize| [vec![word(n)], (0..n % 7 + 2).map(|k| word(n * k + k)).collect(), vec![word(n / 3)], vec![]];
    (0..60).map(|n| Document { id: format!("entry/{n:02}"), terms: terms(n) }).collect()
}

fn search(index: &Index) -> Vec<Vec<Hit>> {
    let query = |n: usize| [n, n + 1, n * 2].map(|k| QueryTerm { term: format!("词{}", k % 30).into(), weight: 1.0 });
    (0..10).map(|n| index.search(&query(n), 3).expect("an index that reads")).collect()
}

/// An index in a directory of its own; every damage starts from the same bytes.
struct Cache {
    folder: tempfile::TempDir,
    documents: Vec<Document>,
    whole: Vec<(PathBuf, Vec<u8>)>,
    expected: Vec<Vec<Hit>>,
}

impl Cache {
    fn new() -> Cache {
        let folder = folder();
        let mut cache = Cache { folder, documents: documents(), whole: Vec::new(), expected: Vec::new() };
        let built = cache.open("1-a");
        assert_eq!(built.origin(), Origin::Built);
        cache.expected = search(&built);
        cache.whole = files(&cache.path()).into_iter().map(|path| (path.clone(), fs::read(path).expect("a file"))).collect();
        cache
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("index")
    }

    fn open(&self, key: &str) -> Index {
        let home = Home::Directory { path: self.path(), key: key.to_owned() };
        Index::open_or_build(&self.documents, &home).expect("an index, whatever the cache holds")
    }

    /// Puts the whole cache back, damages one file of it, and searches.
    fn survives(&self, path: &Path, damage: impl FnOnce(&Path)) -> Origin {
        fs::remove_dir_all(self.path()).expect("the last one is gone");
        fs::create_dir(self.path()).expect("a folder");
        self.whole.iter().for_each(|(path, bytes)| fs::write(path, bytes).expect("a file"));
        damage(path);
        let index = self.open("1-a");
        assert_eq!(search(&index), self.expected, "{}", path.display());
        index.origin()
    }

    /// How many bytes of a file its checksum covers: all before tantivy's footer, whose length stands before the last
    /// four bytes. The descriptions of the index have none.
    fn covered(path: &Path, bytes: &[u8]) -> usize {
        if path.extension().is_none_or(|kind| kind == "json" || kind == "lock") {
            return 0;
        }
        let footer: [u8; 4] = bytes[bytes.len() - 8..bytes.len() - 4].try_into().expect("four bytes");
        bytes.len() - 8 - u32::from_le_bytes(footer) as usize
    }
}

#[test]
fn a_whole_cache_is_used_and_one_for_another_key_is_not() {
    let cache = Cache::new();
    assert_eq!(cache.survives(&cache.path(), |_| {}), Origin::Cached);
    assert_eq!(cache.open("2-a").origin(), Origin::Built);
    assert_eq!(cache.open("2-a").origin(), Origin::Cached);
    assert_eq!(cache.open("1-a").origin(), Origin::Built);
}

#[test]
fn a_cache_of_other_entries_is_not_used_even_under_the_same_key() {
    let mut cache = Cache::new();
    cache.documents.swap(3, 4);
    assert_eq!(cache.open("1-a").origin(), Origin::Built);
    cache.documents[5].terms[0].push("词31".to_owned());
    assert_eq!(cache.open("1-a").origin(), Origin::Built);
    assert_eq!(cache.open("1-a").origin(), Origin::Cached);
}

#[test]
fn flipped_bytes_anywhere_change_no_answer() {
    let cache = Cache::new();
    for (path, bytes) in &cache.whole {
        // In data a few places are as good as all; what has no checksum of its own is tried at many.
        let step = if Cache::covered(path, bytes) > 0 { bytes.len() / 2 } else { bytes.len() / 20 };
        for at in (0..bytes.len()).step_by(step.max(1)).chain(bytes.len().checked_sub(1)) {
            let mut damaged = bytes.clone();
            damaged[at] ^= 1 << (at % 7);
            let origin = cache.survives(path, |path| fs::write(path, damaged).expect("damage"));
            assert!(origin == Origin::Built || at >= Cache::covered(path, bytes), "{} at {at} goes unnoticed", path.display());
        }
    }
}

#[test]
fn truncated_missing_and_replaced_files_change_no_answer() {
    let cache = Cache::new();
    for (path, bytes) in &cache.whole {
        for length in [0, bytes.len() / 2, bytes.len().saturating_sub(1)] {
            cache.survives(path, |path| fs::write(path, &bytes[..length.min(bytes.len())]).expect("damage"));
        }
        cache.survives(path, |path| fs::remove_file(path).expect("damage"));
        cache.survives(path, |path| fs::write(path, b"\xff\x00garbage{}[]".repeat(50)).expect("damage"));
        cache.survives(path, |path| {
            fs::remove_file(path).expect("damage");
            fs::create_dir(path).expect("damage");
        });
    }
}

#[test]
fn damage_in_several_files_at_once_changes_no_answer() {
    let cache = Cache::new();
    for seed in 0..12 {
        cache.survives(&cache.path(), |_| {
            for (nth, (path, bytes)) in
                cache.whole.iter().enumerate().filter(|(nth, (_, bytes))| (seed + nth) % 3 > 0 && !bytes.is_empty())
            {
                let mut damaged = bytes.clone();
                let at = (seed * 7919 + nth * 104_729) % bytes.len();
                damaged[at] ^= 0x2a;
                fs::write(path, damaged).expect("damage");
            }
        });
    }
}

#[test]
fn many_may_open_one_cache_at_once() {
    let cache = Cache::new();
    for round in 0..5 {
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| assert_eq!(search(&cache.open(&format!("{round}-b"))), cache.expected));
            }
        });
    }
    let left = files(cache.folder.path());
    assert_eq!(left, [cache.path()], "nothing is left beside the cache");
}

//! Packs in folders: nothing is lost, changed or written elsewhere.

use std::fs;

use fenzhen_engine::kb::{FILE_BYTES, PackFiles, check, parse};

use crate::support::small_pack::{folder, sound_pack};

#[test]
fn reading_then_writing_changes_no_byte() {
    let mut files = sound_pack();
    files.insert("lexicon/extra.txt", "\u{feff}a\r\nb \t\r\n\n\n没有换行");
    files.insert("entries/a/empty.toml", "");
    let target = tempfile::tempdir().expect("a folder");
    files.write_to_dir(target.path()).expect("written");
    for (path, content) in files.iter() {
        assert_eq!(fs::read(target.path().join(path)).expect(path), content.as_bytes(), "{path}");
    }
    let (again, problems) = PackFiles::from_dir(target.path()).expect("read");
    assert_eq!((again, problems), (files, Vec::new()));
}

#[test]
fn the_shipped_pack_is_the_folder_kb() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("kb");
    let (files, problems) = PackFiles::from_dir(&folder).expect("the pack");
    assert_eq!(problems, []);
    assert_eq!(PackFiles::embedded(), files);
}

#[test]
fn dot_files_are_passed_over_and_what_cannot_be_read_is_named() {
    let target = tempfile::tempdir().expect("a folder");
    sound_pack().write_to_dir(target.path()).expect("written");
    let put = |name: &str, bytes: &[u8]| fs::write(target.path().join(name), bytes).expect("written");
    put(".DS_Store", &[0xff]);
    put("latin1.txt", b"first\nna\xefve\n");
    put("huge.txt", &vec![b'x'; FILE_BYTES + 1]);
    fs::create_dir(target.path().join(".git")).expect("a folder");
    put(".git/config", b"x");
    let (files, problems) = PackFiles::from_dir(target.path()).expect("read");
    assert_eq!(files, sound_pack());
    let told: Vec<_> = problems.iter().map(|p| (p.code, p.path.as_str(), p.line)).collect();
    assert_eq!(told, [("file-too-large", "huge.txt", None), ("file-unreadable", "latin1.txt", Some(2))]);
}

#[cfg(unix)]
#[test]
fn links_are_not_followed() {
    let target = tempfile::tempdir().expect("a folder");
    sound_pack().write_to_dir(target.path()).expect("written");
    std::os::unix::fs::symlink("..", target.path().join("up")).expect("a link");
    let (files, problems) = PackFiles::from_dir(target.path()).expect("read");
    assert_eq!(files, sound_pack());
    assert_eq!(problems.iter().map(|p| (p.code, p.path.as_str())).collect::<Vec<_>>(), [("unexpected-file", "up")]);
}

#[test]
fn a_path_that_leads_out_of_the_folder_is_not_written() {
    let outer = tempfile::tempdir().expect("a folder");
    let inner = outer.path().join("pack");
    for path in ["../out.toml", "/out.toml", "a/../../out.toml", "a\\..\\out.toml", "C:out.toml", "", "a/"] {
        let mut files = sound_pack();
        files.insert(path, "x");
        assert!(files.write_to_dir(&inner).is_err(), "{path:?}");
        assert!(!inner.exists() && fs::read_dir(outer.path()).expect("a folder").next().is_none(), "{path:?}");
    }
}

#[test]
fn a_folder_that_is_not_there_is_an_error() {
    assert!(PackFiles::from_dir(&folder().join("nowhere")).is_err());
}

#[test]
fn equal_packs_give_equal_problems() {
    let mut files = PackFiles::embedded();
    files.remove("taxonomy.toml");
    assert_eq!(check(&parse(&files)), check(&parse(&files.clone())));
}
